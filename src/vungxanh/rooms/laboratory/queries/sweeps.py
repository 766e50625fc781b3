"""A sweep from house to house: hamlets with what is left, households with who was not at home."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, QuerySet

from vungxanh.common.access import within
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.laboratory.models import Campaign, Wanted
from vungxanh.rooms.laboratory.queries.plans import visible_wanted
from vungxanh.rooms.people import queries as people


@dataclass(frozen=True, slots=True)
class HamletLine:
    """A hamlet of a campaign: how many stand at which state."""

    area_path: str
    hamlet: str
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """On the list."""
        return sum(self.counts.values())

    @property
    def left(self) -> int:
        """Not sampled yet: those who wait, and those to be visited again."""
        return self.counts.get("waiting", 0) + self.counts.get("absent", 0)


@dataclass(slots=True)
class Home:
    """A household: its members the eldest first, each with his row of the list, or None when he is not on it, and
    whether he waits on another list."""

    household_id: UUID | None
    code: str
    members: list[tuple[people.PersonCard, Wanted | None, bool]] = field(default_factory=list)

    def having(self, state: str) -> int:
        """Members with this state; "" counts those on no list."""
        said = ["elsewhere" if other else row.state if row else "" for _card, row, other in self.members]
        return said.count(state)


def _rows(by: Actor, campaign: Campaign) -> QuerySet[Wanted]:
    return visible_wanted(by).filter(campaign=campaign)


def hamlets(*, by: Actor, campaign: Campaign) -> list[HamletLine]:
    """Every hamlet somebody of the campaign lives in, those with most left first."""
    counted = _rows(by, campaign).order_by().values_list("area_path", "person__hamlet", "state").annotate(n=Count("*"))
    found: dict[tuple[str, str], HamletLine] = {}
    for area, hamlet, state, n in counted:
        found.setdefault((area, hamlet), HamletLine(area, hamlet)).counts[state] = n
    return sorted(found.values(), key=lambda one: (-one.left, one.area_path, one.hamlet))


def homes(*, by: Actor, campaign: Campaign, area: str, hamlet: str) -> list[Home]:
    """Every household of a hamlet with all who live there, on the list or not; by their code."""
    living = list(people.visible(by).filter(within(area), hamlet=hamlet).order_by("birth_year", "pk"))
    listed = {one.person_id: one for one in _rows(by, campaign).filter(person__pk__among={p.pk for p in living})}
    waiting = Wanted.objects.filter(person__pk__among={p.pk for p in living}, disease=campaign.disease, state="waiting")
    elsewhere = set(waiting.exclude(campaign=campaign).values_list("person_id", flat=True))
    codes = _codes(by, [one.household_id for one in living if one.household_id])
    found: dict[UUID, Home] = {}
    for one in living:
        home = found.setdefault(one.household_id or one.pk, Home(one.household_id, codes.get(one.household_id, "")))  # type: ignore[arg-type]
        home.members.append((people.card_of(by, one), listed.get(one.pk), one.pk in elsewhere))
    return sorted(found.values(), key=lambda home: (home.code == "", home.code))


def _codes(by: Actor, ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = people.visible_households(by).filter(pk__among=set(ids))
    return dict(rows.values_list("pk", "code"))
