"""What is recorded of a case in the rooms below, for its clocks."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from vungxanh.kernel.actor import Actor
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.pipeline.rules import Facts
from vungxanh.rooms.tracing import queries as tracing
from vungxanh.rooms.treatment import queries as treatment

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_SICK, _ILL = ("probable", "confirmed"), ("unknown", "ill")


def known_cases(*, by: Actor, case_ids: Iterable[UUID]) -> list[UUID]:
    """Those of these that ``by`` may see, in the order of their ids; discarded ones too."""
    return sorted(cases.visible(by).filter(pk__among=set(case_ids)).values_list("pk", flat=True))


def gather(*, by: Actor, case_ids: Iterable[UUID]) -> Iterator[tuple[Any, Facts, UUID | None]]:
    """Each case that ``by`` may see, what its clocks are made of, and the team that traces; discarded ones left out."""
    rows = list(cases.visible(by).filter(pk__among=set(case_ids), status__in=cases.LIVE))
    traced = tracing.traced_so_far(by=by, case_ids=[case.pk for case in rows])
    treated = treatment.first_care(by=by, case_ids=[case.pk for case in rows])
    for case in rows:
        so_far = traced.get(case.pk, tracing.Traced())
        facts = Facts(
            known_at=case.created_at,
            sick=case.status in _SICK,
            sampled_at=case.sampled_at,
            diagnosed_at=case.diagnosed_at,
            notified_at=case.notified_at,
            told_by=case.notify_due_at,
            isolated_at=case.isolated_at,
            treated_at=treated.get(case.pk),
            ended=case.outcome not in _ILL,
            asked=so_far.interviewed,
            waiting=so_far.waiting,
            reached_at=so_far.reached_at,
        )
        yield case, facts, so_far.team_id


def day_of(moment: Any) -> Any:
    """Its day in Vietnam."""
    return moment.astimezone(VIETNAM).date()
