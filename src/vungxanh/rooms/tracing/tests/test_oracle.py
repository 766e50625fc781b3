"""What is stored equals what the plain definition says, on random small histories through the database."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vungxanh.engine.tracing import oracle
from vungxanh.rooms.tracing import actions, queries
from vungxanh.rooms.tracing.models import Contact, ContactEvent, Exposure, Visit
from vungxanh.testing import AT, actor, person, venue

from .builders import f0, meeting, visit

pytestmark = pytest.mark.django_db
PEOPLE, PLACES = 6, 3
START = AT - timedelta(days=4)
who = st.integers(0, PEOPLE - 1)
hour = st.integers(0, 90)
stays = st.lists(st.tuples(who, st.integers(0, PLACES - 1), hour, st.integers(5, 300)), max_size=14)
meetings = st.lists(st.tuples(who, who, hour, st.integers(1, 60)).filter(lambda m: m[0] != m[1]), max_size=6)
isolated = st.dictionaries(st.integers(1, PEOPLE - 1), hour, max_size=2)


def epoch(moment) -> int:
    return int(moment.timestamp())


# What is done to a row afterwards: what to, which one, hours later (or the new hour), minutes longer.
changes = st.lists(
    st.tuples(st.sampled_from(["visit gone", "visit", "meeting gone", "meeting", "isolation", "level"]), who, hour, st.integers(0, 60)),
    max_size=5,
)  # fmt: skip


class World:
    """One case, some people, some places; what was recorded of them."""

    def __init__(self, stays, met, isolated) -> None:
        for table in (Exposure, Contact, ContactEvent, Visit):
            table.objects.all().delete()
        self.case, self.officer = f0(), actor()
        self.people = [self.case.person, *(person(f"Người {n}") for n in range(1, PEOPLE))]
        self.places = [venue(f"Chợ {n}") for n in range(PLACES)]
        for p, v, h, minutes in stays:
            visit(self.people[p], self.places[v], START + timedelta(hours=h), minutes)
        for a, b, h, m in met:
            meeting(self.people[a], self.people[b], START + timedelta(hours=h), m, physical=True)
        for p, h in isolated.items():
            Contact.objects.create(
                person=self.people[p], disease="covid19", area_path=self.people[p].area_path, level=1, state="followed",
                first_exposed_at=START, last_exposed_at=START, isolated_at=START + timedelta(hours=h), created_at=AT,
            )  # fmt: skip

    def change(self, what: str, which: int, h: int, minutes: int) -> None:
        """One correction or removal, where there is such a row."""
        table = {"visit": Visit, "meeting": ContactEvent}.get(what.split()[0], Contact)
        rows = table.objects.order_by("pk")
        row = rows[which % len(rows)] if rows else None
        if row is None:
            return
        if what == "level":
            if not row.exposure_count:
                return
            actions.override(by=self.officer, at=AT, contact_id=row.pk, level=which % 4, reason="nghe kể lại")
        elif what == "isolation":
            table.objects.filter(pk=row.pk).update(isolated_at=START + timedelta(hours=h))
        elif what.endswith("gone"):
            table.objects.filter(pk=row.pk).update(removed_at=AT, changed_at=timezone.now())
        else:
            start = START + timedelta(hours=h)
            end = start + (row.end_at - row.start_at) + timedelta(minutes=minutes)
            table.objects.filter(pk=row.pk).update(start_at=start, end_at=end, changed_at=timezone.now())

    def expected(self) -> dict[int, tuple[int, int, int]]:
        """By the plain definition."""
        met, stays = ContactEvent.objects.filter(removed_at=None), Visit.objects.filter(removed_at=None)
        number = {p.pk: n for n, p in enumerate(self.people)}
        place = {v.pk: n for n, v in enumerate(self.places)}
        found = oracle.trace(
            [oracle.Contact(number[e.person_id], number[e.other_id], epoch(e.start_at), epoch(e.end_at)) for e in met],
            [oracle.Visit(number[v.person_id], place[v.venue_id], epoch(v.start_at), epoch(v.end_at)) for v in stays],
            {0: (epoch(queries.plan(self.case).start), epoch(AT))},
            {number[c.person_id]: epoch(c.isolated_at) for c in Contact.objects.exclude(isolated_at=None)},
            levels=3,
            min_seconds=15 * 60,
        )
        return {p: (r.level, r.exposed_from, r.last_exposure) for p, r in found.items()}

    def stored(self) -> dict[int, tuple[int, int, int]]:
        """What the room says after a computation."""
        actions.recompute(by=self.officer, at=AT, case_id=self.case.pk)
        number = {p.pk: n for n, p in enumerate(self.people)}
        return {
            number[e.contact.person_id]: (e.level, epoch(e.first_exposed_at), epoch(e.last_exposed_at))
            for e in Exposure.objects.filter(dropped_at=None).select_related("contact")
        }


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stays=stays, met=meetings, isolated=isolated, changes=changes)
def test_stored_levels_equal_the_plain_definition_before_and_after_corrections(
    db, stays, met, isolated, changes
) -> None:
    world = World(stays, met, isolated)
    assert world.stored() == world.expected()
    for change in changes:
        world.change(*change)
    assert world.stored() == world.expected()
    said = Contact.objects.exclude(override_level=None).filter(exposures__dropped_at=None, exposures__pk__isnull=False)
    assert all(contact.level == contact.override_level for contact in said)
