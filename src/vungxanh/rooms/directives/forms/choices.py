"""What can be chosen, in the language of the reader."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from vungxanh.rooms.directives import rules

Choices = list[tuple[str, str]]


def of(names: Mapping[Any, str], empty: str = "") -> Choices:
    """(value, label) of a table of names; with ``empty`` first a line for none."""
    found = [(str(key), _(name)) for key, name in names.items()]
    return [("", empty), *found] if empty else found


def kinds() -> Choices:
    """Kinds of documents, the usual ones of an office first."""
    usual = ("official_letter", "notice", "plan", "directive", "decision", "telegram", "report")
    rest = [code for code in rules.KINDS if code not in usual]
    return [(code, _(rules.KINDS[code].name)) for code in (*usual, *rest)]


def kind_name(code: str) -> str:
    """A kind in words; "" when not known."""
    return _(rules.KINDS[code].name) if code in rules.KINDS else ""
