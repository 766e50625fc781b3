"""What pages show of a person."""

from typing import Any

from django.utils.translation import gettext as _

from vungxanh.common.web.formats import vn_date
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.text import mask_tail
from vungxanh.rooms.people import queries, rules
from vungxanh.rooms.people.models import Person


def sex_word(sex: str) -> str:
    """``nam``, ``nữ``; nothing when unknown."""
    return _(rules.SEXES[rules.Sex(sex)]) if sex in (rules.Sex.MALE, rules.Sex.FEMALE) else ""


def birth_word(person: Person) -> str:
    """``17/8/1990`` or ``1990``; nothing when unknown."""
    return vn_date(person.birth_date) if person.birth_date else str(person.birth_year or "")


def sealed(person: Person) -> list[dict[str, str]]:
    """The sealed fields, masked: of numbers the last digits, of an address that there is one."""
    labels = {"phone": _("Điện thoại"), "citizen_id": _("Số căn cước"), "address": _("Địa chỉ cụ thể")}
    masked = {
        "phone": mask_tail(person.phone),
        "citizen_id": mask_tail(person.citizen_id),
        "address": "••••••" if person.address else "",
    }
    return [{"name": name, "label": label, "masked": masked[name]} for name, label in labels.items()]


def shown_likely(by: Actor, likely: queries.Likely, area: str) -> dict[str, Any]:
    """Somebody who may be the one being typed: his line, how likely, and why in words."""
    person = likely.person
    return {
        "id": person.pk,
        "name": queries.shown_name(by, person),
        "facts": " · ".join(filter(None, [sex_word(person.sex), birth_word(person), person.hamlet, area])),
        "percent": likely.percent,
        "why": ", ".join(_(reason.text) for reason in likely.reasons if reason.bits > 0),
        "but": ", ".join(_(reason.text) for reason in likely.reasons if reason.bits < -1),
    }
