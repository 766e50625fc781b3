"""What of the decisions everybody may see: only those published and not taken back; levels, papers, measures."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from vungxanh.kernel.actor import Actor
from vungxanh.rooms.zones.models import LevelDecision
from vungxanh.rooms.zones.queries.standing import lifted_by


class Published(NamedTuple):
    """A published decision that holds, or begins later."""

    decision_id: UUID
    area_path: str
    name: str
    unit: str
    level: int
    before: int | None
    start: date
    until: date | None
    number: str


def publication_stamp(*, by: Actor) -> str:
    """Another text whenever something was published or taken back: what is kept in memory holds until then."""
    told = LevelDecision.objects.filter(published_at__isnull=False).order_by("-published_at", "-id")
    back = LevelDecision.objects.filter(withdrawn_at__isnull=False).order_by("-withdrawn_at", "-id")
    return f"{told.values_list('pk', 'published_at').first()}|{back.values_list('pk', 'withdrawn_at').first()}"


def published_levels(*, by: Actor, on: date) -> list[Published]:
    """For each place the published decision that holds on a day, and a published one that begins later."""
    rows = LevelDecision.objects.filter(Q(until=None) | Q(until__gte=on), withdrawn_at=None, published_at__isnull=False)
    found: dict[tuple[str, bool], Published] = {}
    for row in rows.order_by("start", "decided_at").values_list(
        "pk", "area_path", "proposal__name", "proposal__unit", "level", "before", "start", "until", "number"
    ):
        one = Published(*row)
        found[one.area_path, one.start > on] = one
    return list(found.values())


def published_measures(*, by: Actor, decision_id: UUID) -> tuple[list[str], list[str], list[str]]:
    """(new, going on, ended) measures of a published decision."""
    made = LevelDecision.objects.get(pk=decision_id, published_at__isnull=False, withdrawn_at=None)
    rows = list(made.measures.order_by("position").values_list("text", "kept"))
    ended = [m.text for m in lifted_by(by=by, decision=made)]
    return [t for t, kept in rows if not kept], [t for t, kept in rows if kept], ended
