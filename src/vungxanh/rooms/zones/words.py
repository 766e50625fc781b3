"""What levels and their reasons are called on the screen."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vungxanh.common.web.formats import vn_number
from vungxanh.common.web.parts import StatusKind
from vungxanh.regulations.indices import COLOURS, INDICES, LETTERS, RESOURCES, UNIT_NAMES
from vungxanh.rooms.zones import rules

STATES: dict[str, StatusKind] = {"proposed": "active", "reviewed": "active", "decided": "done", "published": "done"}


def letter(level: int | None) -> str | None:
    """X, V, C, Đ; None for none."""
    return LETTERS.get(level or 0)


def level_choices() -> list[tuple[str, Any]]:
    """Levels as choices: "Đ · đỏ"."""
    return [(str(n), f"{LETTERS[n]} · {_(COLOURS[n])}") for n in rules.LEVELS]


def unit_choices() -> list[tuple[str, Any]]:
    """Sizes of places."""
    return [
        *((unit.value, gettext_lazy(name)) for unit, name in UNIT_NAMES.items()),
        ("cluster", gettext_lazy("cụm xã")),
    ]


def state_choices() -> list[tuple[str, Any]]:
    """How far a proposal has come."""
    return [(state.value, gettext_lazy(name)) for state, name in rules.STATE_NAMES.items()]


def state_of(state: str) -> tuple[str, StatusKind]:
    """A state in words and its look."""
    return _(rules.STATE_NAMES[rules.State(state)]), STATES[state]


GOALS: dict[rules.GoalState, StatusKind] = {
    rules.GoalState.HOLDING: "done", rules.GoalState.KEPT: "done", rules.GoalState.LOST: "alarm",
    rules.GoalState.UNDER_WAY: "active", rules.GoalState.REACHED: "done", rules.GoalState.OVERDUE: "alarm",
}  # fmt: skip


def goal_state(state: rules.GoalState) -> tuple[str, StatusKind]:
    """How far a goal has come, in words and its look."""
    return _(rules.GOAL_NAMES[state]), GOALS[state]


def declared_choices() -> list[tuple[str, Any]]:
    """What people state, because nobody can count it."""
    return [("", _("Chọn chỉ số")), *((m.value, _(i.name)) for m, i in INDICES.items() if i.declared)]


def resource_choices() -> list[tuple[str, Any]]:
    """What a response plan counts, with its unit."""
    return [(r.value, f"{_(name)} ({_(unit)})") for r, (name, unit) in RESOURCES.items()]


def said(value: float | None) -> str:
    """A number as it is read: 1.234 or 51,6."""
    if value is None:
        return "?"
    return str(vn_number(int(value) if value == int(value) else round(value, 2)))


def told(value: float | None, unit: str) -> str:
    """A number, or yes and no where the measure is one of those."""
    if unit == "có" and value is not None:
        return _("có") if value else _("không")
    return said(value)


def change_lines(change: rules.Change | None) -> list[str]:
    """What would change the level, one line a measure."""
    return [_step(step) for step in change.steps] if change else []


def _step(step: rules.Step) -> str:
    index = INDICES[step.measure]
    name = _(index.name)
    if step.by is None or step.numerator is None:
        return _("%(name)s: qua mốc %(value)s%(unit)s") % {"name": name, "value": said(step.value), "unit": index.unit}
    more = _("thêm %(n)s") if step.by > 0 else _("bớt %(n)s")
    values = {"name": name, "more": more % {"n": said(abs(step.by))}, "to": said(step.numerator)}
    return _("%(name)s: %(more)s (thành %(to)s)") % values


__all__ = [
    "change_lines",
    "declared_choices",
    "goal_state",
    "letter",
    "level_choices",
    "resource_choices",
    "said",
    "state_choices",
    "state_of",
    "unit_choices",
]
