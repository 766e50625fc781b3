"""Figures in words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from vungxanh.common.web.formats import vn_number
from vungxanh.common.web.parts import StatusKind
from vungxanh.kernel.actor import Actor
from vungxanh.regulations.indices import LETTERS
from vungxanh.rooms.reports import rules
from vungxanh.rooms.reports.queries.behind import link_of
from vungxanh.rooms.reports.queries.standing import Figures
from vungxanh.rooms.reports.rules import Value

LETTER = {rules.level_key(n): LETTERS[n] for n in rules.LEVELS}


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as a page draws it. ``change`` with its sign; ``alarm``: somebody is wanted."""

    key: str
    label: str
    unit: str
    said: str
    value: Value
    url: str = ""
    was: str = ""
    change: str = ""
    alarm: bool = False
    letter: str = ""


def number(value: float | None, decimals: int = 0) -> str:
    """1.234 or 2,5; "–" where nobody knows."""
    return "–" if value is None else str(vn_number(value if decimals else round(value), decimals or None))


def one(key: str, value: Value, link: Callable[[str], str] = lambda _key: "") -> Shown:
    """One figure."""
    figure = rules.FIGURES[key]
    change = rules.difference(value)
    sign = (
        ""
        if change is None
        else "="
        if not change
        else f"{'+' if change > 0 else '−'}{number(abs(change), figure.decimals)}"
    )
    return Shown(
        key, _(figure.label), _(figure.unit), number(value.n, figure.decimals), value, link(key) if value.known else "",
        number(value.before, figure.decimals) if value.before is not None else "", sign, bool(value.low or (figure.worse and value.n)),
        LETTER.get(key, ""),
    )  # fmt: skip


def section(values: rules.Values, keys: Iterable[str], link: Callable[[str], str] = lambda _key: "") -> list[Shown]:
    """Several figures; one that was not kept is not known."""
    unknown = Value(None, why=_("Chưa có số liệu."))
    return [one(key, values.get(key, unknown), link) for key in keys]


def keys_of(part: rules.Section) -> list[str]:
    """The figures of a section."""
    return [key for key, figure in rules.FIGURES.items() if figure.section is part]


def state_of(state: str) -> tuple[str, StatusKind]:
    """A bulletin's state in words and its look."""
    return _(rules.STATE_NAMES[rules.State(state)]), "done" if state == rules.State.SIGNED else "active"


def shown(*, by: Actor, found: Figures, keys: Iterable[str]) -> list[Shown]:
    """Figures of the desk, each with the list behind it for who may open that."""
    return section(found.values, keys, lambda key: link_of(by, key, found.area, found.day))
