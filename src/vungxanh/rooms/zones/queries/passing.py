"""Levels over time: what was proposed and decided, by day; one place's whole story."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from vungxanh.common.access import seen
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.zones.models import Announcement, LevelDecision, LevelProposal
from vungxanh.rooms.zones.queries.standing import SEE, decisions, visible

Lines = tuple[list["Stretch"], list["Stretch"]]


@dataclass(frozen=True, slots=True)
class Stretch:
    """One colour of the timeline: proposed or decided, from a day to a day; level 0: nothing could be read."""

    level: int
    since: date
    until: date
    at_most: int = 0


def timeline(*, by: Actor, area: str, until: date) -> Lines:
    """(proposed, decided) levels of an area, oldest first; the last decided one goes on to ``until``."""
    return timelines(by=by, areas=[area], until=until).get(area, ([], []))


def timelines(*, by: Actor, areas: Collection[str], until: date, since: date = date.min) -> dict[str, Lines]:
    """The same for many areas, in two statements; what ended before ``since`` is left out."""
    found: dict[str, Lines] = {area: ([], []) for area in areas}
    rows = visible(by).filter(area_path__in=list(areas), day__gte=since, since__lte=until)
    for path, level, first, day, at_most, unread in rows.order_by("since", "id").values_list(
        "area_path", "level", "since", "day", "at_most", "unread"
    ):
        found[path][0].append(Stretch(0 if unread else level, first, day, at_most))
    held: dict[str, list[LevelDecision]] = {}
    for one in decisions(by).filter(area_path__in=list(areas), withdrawn_at=None).order_by("start", "decided_at"):
        held.setdefault(one.area_path, []).append(one)
    for path, made in held.items():
        found[path][1].extend(s for s in decided_stretches(made, until) if s.until >= since)
    return found


def decided_stretches(made: Iterable[LevelDecision], until: date) -> list[Stretch]:
    """Each decision holds until its end, or until the next one begins."""
    found: list[Stretch] = []
    for one in made:
        if found and found[-1].until >= one.start:
            last = found.pop()
            if last.since < one.start:
                found.append(Stretch(last.level, last.since, date.fromordinal(one.start.toordinal() - 1)))
        found.append(Stretch(one.level, one.start, min(one.until or until, max(until, one.start))))
    return found


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a place's story. ``kind``: proposed, reviewed, decided, published, withdrawn, announced."""

    at: date
    kind: str
    level: int | None
    text: str
    who: str = ""
    row: Any = None


def story(*, by: Actor, area: str) -> list[Step]:
    """Everything that happened to the level of a place, the newest first."""
    steps: list[Step] = []
    for p in visible(by).filter(area_path=area).order_by("since", "id"):
        steps += _of_proposal(p)
    for d in decisions(by).filter(area_path=area).order_by("decided_at"):
        steps += _of_decision(d)
    line = [area[: n + 1] for n, letter in enumerate(area) if letter == "/"]
    for a in Announcement.objects.filter(seen(by, SEE), area_path__in=line, withdrawn_at=None):
        steps.append(Step(a.since, "announced", a.level, f"{a.number}, {a.issuer}", a.by_name, a))
    return sorted(steps, key=lambda s: s.at, reverse=True)


def _of_proposal(p: LevelProposal) -> list[Step]:
    found = [Step(p.since, "proposed", p.told, p.why, "", p)]
    if p.reviewed_at:
        found.append(Step(_day(p.reviewed_at), "reviewed", p.level, p.review_note, p.reviewed_by, p))
    return found


def _of_decision(d: LevelDecision) -> list[Step]:
    found = [
        Step(_day(d.decided_at), "decided", d.level, d.number + (f": {d.reason}" if d.reason else ""), d.decided_by, d)
    ]
    if d.published_at:
        found.append(Step(_day(d.published_at), "published", d.level, d.number, d.published_by, d))
    if d.withdrawn_at:
        found.append(Step(_day(d.withdrawn_at), "withdrawn", d.level, f"{d.number}: {d.withdrawn_why}", "", d))
    return found


def _day(at: datetime) -> date:
    return timezone.localdate(at)
