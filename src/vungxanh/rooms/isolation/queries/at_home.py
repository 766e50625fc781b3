"""Isolation at home as a part of a plan."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from vungxanh.common.access import within
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.isolation.models import HomeCondition
from vungxanh.rooms.isolation.queries.one import visible
from vungxanh.rooms.isolation.rules.kinds import Kind, Reason, State


@dataclass(frozen=True, slots=True)
class AtHome:
    """``people`` isolated at home, ``fit``: their home was looked at and every condition holds; F1 kept elsewhere."""

    people: int
    fit: int
    contacts_away: int


def at_home(*, by: Actor, area: str = "") -> AtHome:
    """Of decisions in force in an area; one query."""
    seen = HomeCondition.objects.filter(decision=OuterRef("pk"))
    home = Q(kind=Kind.HOME)
    rows = visible(by).filter(within(area), state=State.IN_FORCE).order_by()
    row = rows.annotate(looked=Exists(seen), failing=Exists(seen.filter(met=False))).aggregate(
        people=Count("pk", filter=home), fit=Count("pk", filter=home & Q(looked=True, failing=False)),
        contacts_away=Count("pk", filter=~home & Q(reason=Reason.F1)),
    )  # fmt: skip
    return AtHome(**row)
