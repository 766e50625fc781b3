"""What the writes of this room share."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from vungxanh.common.audit import about, current, note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor, inside, system
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.isolation import queries
from vungxanh.rooms.isolation.events import IsolationEnded
from vungxanh.rooms.isolation.models import Decision, DueTest
from vungxanh.rooms.isolation.rules import State
from vungxanh.rooms.sites import actions as site_writes


def decision_for(*, by: Actor, isolation_id: UUID, needs: Permission) -> Decision:
    """The decision, locked; ``needs`` held where he lives or where the site stands."""
    found = queries.get(by=by, isolation_id=isolation_id)
    if not by.may(needs, found.area_path) and not (found.site_area_path and by.may(needs, found.site_area_path)):
        by.check(needs, found.area_path)
    about(found)
    return Decision.objects.select_for_update(of=("self",)).select_related("paper").get(pk=found.pk)


def check_running(decision: Decision) -> None:
    """Refused when it is over."""
    if decision.state != State.IN_FORCE:
        raise Refused("Quyết định này không còn hiệu lực.")


def lent(by: Actor, name: str = "") -> Actor:
    """The centre itself acting for ``by``: for what follows in other rooms from an act he had the right to."""
    every = system(name or by.name)
    return Actor(id=by.id, name=by.name or name, scopes=every.scopes)


def put_tests(decision: Decision, days: Sequence[date]) -> None:
    """The test days of a decision: those with a sample stay, the others are these."""
    decision.tests.filter(sample_id=None).exclude(due_on__in=days).delete()
    there = set(decision.tests.values_list("due_on", flat=True))
    DueTest.objects.bulk_create(DueTest(decision=decision, due_on=day) for day in days if day not in there)


def ended(decision: Decision, state: State, at: datetime, why: str) -> None:
    """It is over, one way or another."""
    decision.state, decision.ended_at, decision.ended_why = state, at, why[:300]
    decision.ended_by = current().by.name[:120]
    decision.save(update_fields=["state", "ended_at", "ended_why", "ended_by"])
    note(state=state.value, reason=why[:300])
    tell(IsolationEnded(decision.pk, decision.person_id, decision.disease, decision.area_path, state.value))


def out_of_bed(decision: Decision, at: datetime, why: str) -> bool:
    """He leaves his bed, if he has one; the bed is free again."""
    stay = decision.stays.select_for_update().filter(to_at=None).first()
    if stay is None:
        return False
    stay.to_at, stay.why_left = max(at, stay.from_at), why[:200]
    stay.save(update_fields=["to_at", "why_left"])
    site_writes.free_bed(stay.bed_id, stay.pk)
    return True


def covers(by: Actor, needs: Permission, area: str) -> bool:
    """Whether he holds a right over an area."""
    return any(inside(area, held) for held in by.areas(needs))
