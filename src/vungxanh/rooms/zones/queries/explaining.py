"""An evaluation as plain values, for files and other programs."""

from typing import Any

from vungxanh.rooms.zones import rules
from vungxanh.rooms.zones.queries.evaluating import Line


def why(line: Line) -> str:
    """One line: the factors that make the level."""
    return rules.why(line.spec, line.judged)


def as_plain(line: Line) -> dict[str, Any]:
    """One place: level, reasons, every criterion with its numbers, what is missing, what would change it."""
    spec, judged = line.spec, line.judged
    return {
        "path": line.path, "name": line.name, "unit": line.unit, "level": judged.level, "at_most": judged.at_most,
        "read": not judged.unread,
        "why": rules.why(spec, judged), "held": judged.held, "missing": rules.missing(spec, judged),
        "criteria": [_criterion(c) for c in rules.criteria(spec, judged)],
        "up": _change(rules.up(spec, judged)), "down": _change(rules.down(spec, judged)),
    }  # fmt: skip


def _criterion(c: rules.Criterion) -> dict[str, Any]:
    return {
        "measure": c.measure, "text": c.text, "border": c.border, "days": c.days, "value": c.value,
        "numerator": c.reading.numerator, "denominator": c.reading.denominator, "met": c.met, "says": c.says,
        "missing": c.missing, "assumed": c.reading.assumed,
    }  # fmt: skip


def _change(change: rules.Change | None) -> dict[str, Any] | None:
    if change is None:
        return None
    steps = [{"measure": s.measure, "value": s.value, "numerator": s.numerator, "by": s.by} for s in change.steps]
    return {"level": change.level, "together": change.together, "steps": steps}
