"""The last day is moved, the paper is served, the decision withdrawn, the home looked at."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.common.outbox import tell
from vungxanh.common.web.formats import vn_date
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.isolation import queries, rules
from vungxanh.rooms.isolation.actions.parts import check_running, decision_for, ended, out_of_bed
from vungxanh.rooms.isolation.events import IsolationChanged
from vungxanh.rooms.isolation.models import Change, Decision, HomeCondition

DECIDE, CHECK = Permission.ISOLATION_DECIDE, Permission.ISOLATION_CHECK


@action(needs=DECIDE)
def change_until(*, by: Actor, at: datetime, isolation_id: UUID, until: date, reason: str) -> Decision:
    """Longer or shorter, with the reason; what was before stays in the history."""
    decision = decision_for(by=by, isolation_id=isolation_id, needs=DECIDE)
    check_running(decision)
    rules.check_change(decision.until_on, until, decision.from_on, reason)
    moved(decision, until, reason.strip()[:300], at, by.name)
    return decision


def moved(
    decision: Decision, until: date, because: str, at: datetime, by_name: str, what: str = "", **more: object
) -> None:
    """Write a new last day with everything that follows from it."""
    old = decision.until_on
    Change.objects.create(
        decision=decision, old_until=old, new_until=until, what=what[:120], reason=because, at=at, by_name=by_name
    )
    watched = max(decision.monitoring_until + (until - old), until)
    amend(decision, until_on=until, monitoring_until=watched, **more)
    decision.tests.filter(sample_id=None, due_on__gt=until).delete()
    next_test(decision)
    note(said=f"{vn_date(old)} → {vn_date(until)}: {because}")
    tell(IsolationChanged(decision.pk, decision.person_id, decision.disease, decision.area_path))


def next_test(decision: Decision) -> None:
    """Keep the first test day without a sample beside the decision, for lists."""
    due = decision.tests.filter(sample_id=None).order_by("due_on").values_list("due_on", flat=True).first()
    if decision.next_test != due:
        decision.next_test = due
        decision.save(update_fields=["next_test"])


@action(needs=CHECK)
def serve(
    *, by: Actor, at: datetime, isolation_id: UUID, how: rules.ServedHow, served_at: datetime, note_text: str = ""
) -> Decision:
    """The paper reached him: how, when. Told again it corrects what was told."""
    decision = decision_for(by=by, isolation_id=isolation_id, needs=CHECK)
    _served(decision, rules.ServedHow(how), served_at, note_text, at)
    return decision


def _served(decision: Decision, how: rules.ServedHow, served_at: datetime, text: str, at: datetime) -> None:
    if served_at > at:
        raise Refused("Giờ giao chưa tới.", field="served_at")
    amend(decision, served_how=how.value, served_at=served_at, served_note=text.strip()[:200])
    note(said=rules.SERVED_NAMES[how])


@action(needs=CHECK)
def serve_many(*, by: Actor, at: datetime, isolation_ids: Sequence[UUID], how: rules.ServedHow) -> int:
    """The papers of several, now; how many. Those served already stay as they are."""
    done = 0
    for isolation_id in isolation_ids:
        decision = decision_for(by=by, isolation_id=isolation_id, needs=CHECK)
        if decision.served_at is None:
            _served(decision, rules.ServedHow(how), at, "", at)
            done += 1
    note(served=done)
    return done


@action(needs=DECIDE)
def revoke(*, by: Actor, at: datetime, isolation_id: UUID, reason: str) -> Decision:
    """It should not have been made, or holds no more; with the reason. His bed is free."""
    decision = decision_for(by=by, isolation_id=isolation_id, needs=DECIDE)
    check_running(decision)
    if len(reason.strip()) < 5:
        raise Refused("Ghi lý do thu hồi, ít nhất vài chữ.", field="reason")
    out_of_bed(decision, at, reason.strip())
    ended(decision, rules.State.REVOKED, at, reason.strip())
    return decision


@action(needs=CHECK)
def note_home(*, by: Actor, at: datetime, isolation_id: UUID, met: Mapping[str, bool]) -> int:
    """What holds of the conditions of his home (position → yes or no); how many do not."""
    decision = decision_for(by=by, isolation_id=isolation_id, needs=CHECK)
    ruling = rules.home_conditions(decision.disease, decision.from_on, decision.area_path)
    texts = dict(enumerate(ruling.value.conditions, start=1))
    for key, holds in met.items():
        if not key.isdigit() or int(key) not in texts:
            raise Refused("Không có điều kiện này.")
        HomeCondition.objects.update_or_create(
            decision=decision, rule=ruling.explanation.chosen.id, position=int(key),
            defaults={"text": texts[int(key)][:300], "met": holds, "at": at, "by_name": by.name},
        )  # fmt: skip
    about(decision)
    failing = sum(1 for _n, _text, holds in queries.home_list(by=by, decision=decision) if holds is False)
    note(met={key: bool(value) for key, value in met.items()}, failing=failing)
    return failing
