"""Two records side by side: what is the same, what differs, and which value to keep."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from vungxanh.common.web.formats import vn_date
from vungxanh.engine.linkage import api as linkage
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.text import mask_tail
from vungxanh.rooms.people import queries, rules
from vungxanh.rooms.people.models import Person, PossibleDuplicate
from vungxanh.rooms.people.views.shown import birth_word, sex_word
from vungxanh.rooms.places import queries as places


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of both; ``state`` same, differs, or one (only one side knows it); ``keep``: the better side, a or b."""

    name: str
    label: str
    a: str
    b: str
    state: str
    keep: str


@dataclass(frozen=True, slots=True)
class Beside:
    """The page of a pair."""

    percent: int
    why: list[str]
    but: list[str]
    lines: list[Line]
    stays: str
    names: dict[str, str]
    origins: dict[str, str]


def beside(by: Actor, two: PossibleDuplicate) -> Beside:
    """Everything the page shows; names and numbers masked for those who may not open them there."""
    a, b = two.a, two.b
    areas = places.display_names(by=by, paths={a.area_path, b.area_path})
    lines = [line for name in rules.TAKEN if (line := _line(by, name, a, b, areas)) is not None]
    reasons = queries.reasons_of(two.levels, two.rarity, two.place_rarity)
    first = (a.created_at, str(a.pk)) <= (b.created_at, str(b.pk))
    return Beside(
        percent=linkage.percent(two.score),
        why=[_(reason.text) for reason in reasons if reason.bits > 0],
        but=[_(reason.text) for reason in reasons if reason.bits < -0.5],
        lines=lines,
        stays="a" if first else "b",
        names={"a": queries.shown_name(by, a), "b": queries.shown_name(by, b)},
        origins={"a": _origin(a), "b": _origin(b)},
    )


def _origin(person: Person) -> str:
    when = _("ghi ngày %(day)s") % {"day": vn_date(person.created_at)}
    return f"{when}, {person.source}" if person.source else when


LABELS = {
    "full_name": lambda: _("Họ và tên"),
    "sex": lambda: _("Giới tính"),
    "birth": lambda: _("Ngày sinh"),
    "home": lambda: _("Nơi ở"),
    "occupation": lambda: _("Nghề nghiệp"),
    "nationality": lambda: _("Quốc tịch"),
    "citizen_id": lambda: _("Số căn cước"),
    "phone": lambda: _("Điện thoại"),
    "address": lambda: _("Địa chỉ cụ thể"),
    "vaccine": lambda: _("Tiêm chủng"),
}


def _line(by: Actor, name: str, a: Person, b: Person, areas: dict[str, str]) -> Line | None:
    left, right = (_value(by, name, person, areas) for person in (a, b))
    if not left and not right:
        return None
    same = all(getattr(a, column) == getattr(b, column) for column in rules.TAKEN[name])
    states = {True: "differs", False: "one"}
    state = "same" if same else states[bool(left and right)]
    return Line(name, LABELS[name](), left or "–", right or "–", state, _better(name, a, b, left, right))


def _better(name: str, a: Person, b: Person, left: str, right: str) -> str:
    """The fuller side; of two full ones the record that was written first stays as it is."""
    if not left or not right:
        return "a" if left else "b"
    if name == "birth" and bool(a.birth_date) != bool(b.birth_date):
        return "a" if a.birth_date else "b"
    if name == "full_name":
        full = [
            sum(not c.isascii() for c in p.full_name) + p.full_name.istitle() * 2 + len(p.full_name.split())
            for p in (a, b)
        ]
        if full[0] != full[1]:
            return "a" if full[0] > full[1] else "b"
    return "a" if (a.created_at, str(a.pk)) <= (b.created_at, str(b.pk)) else "b"


def _household(person: Person) -> str:
    """Two may live in one hamlet and in two households."""
    home = person.household
    return _("hộ %(code)s") % {"code": home.code} if home is not None and home.code else ""


def _value(by: Actor, name: str, person: Person, areas: dict[str, str]) -> str:
    if name in ("citizen_id", "phone"):
        return mask_tail(getattr(person, name))
    found: dict[str, Any] = {
        "full_name": queries.shown_name(by, person),
        "sex": sex_word(person.sex),
        "birth": birth_word(person),
        "home": ", ".join(filter(None, [_household(person), person.hamlet, areas[person.area_path]])),
        "occupation": person.occupation,
        "nationality": person.nationality if person.nationality != "VN" else "",
        "address": "••••••" if person.address else "",
        "vaccine": _("%(n)d mũi") % {"n": person.vaccine_doses} if person.vaccine_doses is not None else "",
    }
    return str(found[name])
