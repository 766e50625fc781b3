"""Who lies where at a site, who waits for a bed, and who should go where."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.kernel.actor import Actor
from vungxanh.rooms.isolation import rules
from vungxanh.rooms.isolation.models import Decision, Stay
from vungxanh.rooms.isolation.queries.dormitory import apart_by
from vungxanh.rooms.isolation.queries.one import visible
from vungxanh.rooms.isolation.rules.kinds import State
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.sites import queries as sites

MOST = 2000
_ON_PLAN = (
    "decision", "room__building", "room__label", "bed__label",
    *(f"decision__{name}" for name in (
        "person", "reason", "kind", "state", "area_path", "from_on", "until_on", "last_exposed_on", "next_test", "absent_since", "ill_since", "case",
    )),
)  # fmt: skip


def inside(*, by: Actor, site_id: UUID) -> list[Stay]:
    """Everybody who has a bed at a site, in the order of the plan; of room, bed and decision only what a plan shows."""
    sites.get(by=by, site_id=site_id)
    rows = Stay.objects.filter(site=site_id, to_at=None).select_related("decision", "room", "bed").only(*_ON_PLAN)
    return list(rows.order_by("room__building", "room__floor", "room__position", "bed__label", "pk"))


def in_bed() -> Exists:
    """Whether somebody of a decision lies in a bed, as a condition; asked of each once."""
    return Exists(Stay.objects.filter(decision=OuterRef("pk"), to_at=None))


def _waiting(by: Actor, site_id: UUID) -> QuerySet[Decision]:
    return visible(by).filter(~in_bed(), site=site_id, state=State.IN_FORCE)


def waiting_for_bed(*, by: Actor, site_id: UUID) -> list[Decision]:
    """Sent to this site, without a bed yet; those waiting longest first."""
    names = [name.removeprefix("decision__") for name in _ON_PLAN if name.startswith("decision__")]
    return list(_waiting(by, site_id).only(*names).order_by("started_at", "pk")[:MOST])


def count_waiting(*, by: Actor, site_id: UUID) -> int:
    """How many they are."""
    return _waiting(by, site_id).count()


def rooms_of(*, by: Actor, site_id: UUID, on: date) -> list[rules.RoomState]:
    """The rooms of the isolation zone with their free beds and who is in them, as the rules see them. In a dormitory
    whose people share a toilet or a hall, what shares it is one room."""
    apart = apart_by(by=by, site_id=site_id, on=on)
    held = {stay.bed_id: stay.decision for stay in inside(by=by, site_id=site_id)}
    guests = {g.id: g for g in guests_for(by=by, decisions=held.values())}
    found: dict[Any, rules.RoomState] = {}
    for spot in sites.spots(by=by, site_id=site_id):
        key, name, bed = _unit(spot, apart)
        room = found.setdefault(key, rules.RoomState(spot.room_id, name, []))
        if not room.has(spot.room_id):
            room.joined.append(spot.room_id)
        if spot.free:
            room.free.append((spot.bed_id, bed))
        elif spot.bed_id in held:
            room.inside.append(guests[held[spot.bed_id].pk])
    return list(found.values())


def _unit(spot: Any, apart: str) -> tuple[Any, str, str]:
    """What a bed belongs to, what that is called, and the bed within it."""
    room = " · ".join(part for part in (spot.building, spot.room) if part)
    if apart == "floor":
        name = _("%(building)s tầng %(floor)s") % {"building": spot.building, "floor": spot.floor}
        return (spot.building, spot.floor), name.strip(), f"{spot.room} · {spot.bed}"
    if apart == "building":
        return spot.building, spot.building or _("cả nhà"), f"{spot.room} · {spot.bed}"
    return spot.room_id, room, spot.bed


def guests_for(*, by: Actor, decisions: Iterable[Any]) -> list[rules.Guest]:
    """Decisions as the rules of beds see them: one query for the persons."""
    rows = list(decisions)
    cards = people.cards(by, {d.person_id for d in rows})
    return [
        rules.Guest(
            id=d.pk, sex=cards[d.person_id].sex if d.person_id in cards else "U", exposed=d.last_exposed_on or d.from_on,
            cause="f" if d.reason in ("f1", "f2", "f3") else d.reason, source=d.case_id, ill=d.ill_since is not None,
            household=cards[d.person_id].household_id if d.person_id in cards else None,
        )
        for d in rows
    ]  # fmt: skip


def proposal(
    *, by: Actor, at: datetime, site_id: UUID, isolation_ids: Sequence[UUID] = ()
) -> tuple[rules.Proposal, dict[UUID, Decision]]:
    """Beds for those who wait (or only for some of them), and their decisions by id. Nothing is written."""
    waiting = waiting_for_bed(by=by, site_id=site_id)
    wanted = [d for d in waiting if not isolation_ids or d.pk in set(isolation_ids)]
    days = rules.care("covid19", timezone.localdate(at)).value.room_days
    made = rules.propose(
        guests_for(by=by, decisions=wanted), rooms_of(by=by, site_id=site_id, on=timezone.localdate(at)), days
    )
    return made, {d.pk: d for d in wanted}
