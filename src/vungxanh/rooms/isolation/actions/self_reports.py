"""Somebody tells himself how he is, by an address given to him; the address is made, printed again, taken back."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import about, note
from vungxanh.common.secret_links import OVER, held, issued, taken_back, used
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.isolation import queries, rules
from vungxanh.rooms.isolation.actions.checking import record
from vungxanh.rooms.isolation.actions.parts import decision_for
from vungxanh.rooms.isolation.models import Check, SelfLink
from vungxanh.rooms.tracing import actions as tracing

CHECK = Permission.ISOLATION_CHECK


@action(needs=CHECK)
def open_self_links(*, by: Actor, at: datetime, isolation_ids: Sequence[UUID]) -> dict[UUID, SelfLink]:
    """The address of each decision, by its id: the one there is, else a new one. Those who are asked no more get none."""
    found = {}
    for isolation_id in isolation_ids:
        decision = decision_for(by=by, isolation_id=isolation_id, needs=CHECK)
        if not queries.asked(decision, at):
            continue
        found[decision.pk] = issued(SelfLink, at=at, decision=decision)
    note(said=f"{len(found)} người")
    return found


@action(needs=CHECK)
def revoke_self_link(*, by: Actor, at: datetime, isolation_id: UUID) -> int:
    """The address answers no more (a lost paper, a wrong number); how many there were. A new one may be made."""
    decision = decision_for(by=by, isolation_id=isolation_id, needs=CHECK)
    about(decision)
    return taken_back(SelfLink, at=at, decision=decision)


@action(needs=Permission.SYSTEM)
def report_self(
    *, by: Actor, at: datetime, link_id: UUID, temperature: Decimal | None = None, symptoms: Sequence[str] = (), note_text: str = "",
    well: bool = False,
) -> bool:  # fmt: skip
    """What he told of himself in the open round (``well``: nothing to tell); whether it calls for somebody.

    What staff wrote in this round stays: his words are added to it. It never says that he is there, so whoever was
    absent stays so until somebody has seen him.
    """
    link = held(SelfLink, link_id)
    decision = decision_for(by=by, isolation_id=link.decision_id, needs=CHECK)
    if not queries.asked(decision, at):
        raise NotYours(OVER)
    if temperature is None and not symptoms and not note_text.strip() and not well:
        raise Refused("Đo thân nhiệt rồi ghi vào, hoặc chọn triệu chứng đang có.", field="temperature")
    tracing.check_health(temperature, symptoms)
    now = queries.now_round(at, decision.area_path)
    there = Check.objects.filter(decision=decision, round=now.number).exclude(how=rules.CheckHow.SELF).first()
    text = note_text.strip()
    if there is not None:
        temperature = temperature if temperature is not None else there.temperature
        symptoms = sorted({*there.symptoms, *symptoms})
        text = "; ".join(part for part in (there.note, f"Tự khai: {text}" if text else "Tự khai") if part)
    how = rules.CheckHow(there.how) if there else rules.CheckHow.SELF
    row = record(
        by, at, decision, how=how, present=there.present if there else True, temperature=temperature, symptoms=symptoms,
        note_text=text, by_name=there.by_name if there else by.name,
    )  # fmt: skip
    used(link, at)
    note(said="tự khai báo", nth=now.nth, day=now.day.isoformat())
    fever = rules.care(decision.disease, row.day, decision.area_path).value.fever_from
    return bool(row.symptoms) or (row.temperature is not None and float(row.temperature) >= fever)
