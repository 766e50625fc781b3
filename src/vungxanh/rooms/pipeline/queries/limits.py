"""How many hours a stage may take: what the regulations say, and what a centre set itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from vungxanh.common.access import seen
from vungxanh.kernel.actor import Actor, inside
from vungxanh.kernel.permission import Permission
from vungxanh.regulations.api import Explanation, Kind, Refused, Subject, as_of, scope_of
from vungxanh.rooms.pipeline.models import StageTarget
from vungxanh.rooms.pipeline.rules import Stage

_RULED = {
    Stage.DETECT: (Subject.TEST_RESULT, "hours"),
    Stage.REPORT: (Subject.NOTIFICATION, "hours"),
    Stage.TRACE: (Subject.TRACE_TARGET, "reach_f1_hours"),
    Stage.ISOLATE: (Subject.CASE_CLOCK, "isolate_hours"),
    Stage.TREAT: (Subject.CASE_CLOCK, "treat_hours"),
}


@dataclass(frozen=True, slots=True)
class Limit:
    """Hours for one stage. ``why``: of the regulation behind it; ``own``: what the centre set in its place."""

    hours: float
    why: Explanation | None = None
    own: StageTarget | None = None

    @property
    def law(self) -> bool:
        """Whether a regulation says so, and not a setting."""
        return self.why is not None and self.why.chosen.kind is not Kind.SETTING

    @property
    def sure(self) -> bool:
        """Whether it may be shown without "needs confirmation"."""
        return self.own is not None or (self.law and self.why is not None and self.why.verified)


def ruled(stage: Stage, disease: str, on: date, area: str) -> Limit | None:
    """What the regulation in force says; None where nothing sets a limit."""
    subject, field = _RULED[stage]
    try:
        ruling: Any = as_of(subject, disease, on, area)
    except Refused:
        return None
    hours = getattr(ruling.value, field)
    return Limit(float(hours), ruling.explanation) if hours is not None else None


class Limits:
    """Those in force, asked for many cases: what was found once is kept."""

    def __init__(self) -> None:
        in_force = StageTarget.objects.filter(ended_at=None)
        self._own = {(t.area_path, t.disease, t.stage): t for t in in_force}
        self._known: dict[tuple[str, date, str], Mapping[Stage, Limit | None]] = {}
        self._units = {path for path, _disease, _stage in self._own}

    def of(self, disease: str, on: date, area: str) -> Mapping[Stage, Limit | None]:
        """Each stage's limit; a centre's own goes before, the nearest above ``area`` first."""
        # Most areas have neither rules nor targets of their own: theirs are those of what lies above them.
        above = max((path for path in self._units if area.startswith(path)), key=len, default="")
        key = (disease, on, max(above, scope_of(area), key=len))
        if key not in self._known:
            self._known[key] = {stage: self._one(stage, disease, on, key[2]) for stage in Stage}
        return self._known[key]

    def _one(self, stage: Stage, disease: str, on: date, area: str) -> Limit | None:
        law = ruled(stage, disease, on, area)
        steps = area.rstrip("/").split("/") if area else []
        for n in range(len(steps), 0, -1):
            own = self._own.get(("/".join(steps[:n]) + "/", disease, stage.value))
            if own:
                return Limit(own.hours, law.why if law else None, own)
        return law


def targets(*, by: Actor) -> QuerySet[StageTarget]:
    """What the centres set themselves, of the areas he sees and of those above them; ended ones too, newest first."""
    areas = by.areas(Permission.CASE_SEE)
    rows = StageTarget.objects.all()
    if "" not in areas:
        above = {pk for pk, path in rows.values_list("pk", "area_path") if any(inside(a, path) for a in areas)}
        rows = rows.filter(seen(by, Permission.CASE_SEE)) | rows.filter(pk__in=above)
    return rows.order_by("-set_at", "-id")
