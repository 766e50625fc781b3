"""What a select offers, in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.diseases import disease_name as disease_name
from vungxanh.common.web.diseases import diseases as diseases
from vungxanh.rooms.cases import rules

Choice = tuple[str, str | Promise]
NOT_KNOWN: Choice = ("", _("chưa rõ"))


def of(names: Mapping[rules.Status, str] | Mapping[rules.Outcome, str] | Mapping[rules.Detection, str]) -> list[Choice]:
    """The labels of an enum as choices."""
    return [(str(key), _(label)) for key, label in names.items()]


def disease_short(code: str) -> str:
    """What stands in brackets in its name, where the name is long: ``MERS-CoV``."""
    name = disease_name(code)
    inside = name[name.rfind("(") + 1 : -1] if name.endswith(")") else ""
    return inside if len(name) > 20 and inside else name
