"""What was recorded of the outbreak, and the work already done on it: visits, meetings, levels, teams, calls."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from vungxanh.adapters.demo.names import COMMUNES
from vungxanh.adapters.demo.outbreak import DAY, Meeting, Outbreak, Stay
from vungxanh.adapters.demo.population import DISTRICT, District
from vungxanh.adapters.demo.times import SOURCE, area_of, batches, moment
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.tracing import actions, queries

Step = Callable[[float, str], None]
CALLED, ISOLATED = 160, 40
"""Contacts already called, and of them already isolated, when the demo's day begins."""


@dataclass(frozen=True, slots=True)
class Ids:
    """Ids of what was recorded, by index of the generated thing."""

    people: Sequence[UUID]
    venues: Sequence[UUID]
    cases: Mapping[int, UUID]


def record_history(by: Actor, at: datetime, d: District, spread: Outbreak, ids: Ids, step: Step) -> tuple[int, int]:
    """Visits and meetings that lie in the past; how many of each. Those of cases not yet known stay unknown."""
    stays = [(n, s) for n, s in enumerate(spread.stays) if s.end < 0 and (s.of is None or s.of in ids.cases)]
    for part in batches(stays):
        actions.record_visits_many(by=by, at=at, rows=[_visit(n, s, d, ids) for n, s in part], source=SOURCE)
    step(0.68, f"Lượt đến: {len(stays)}")
    met = [
        (n, m) for n, m in enumerate(spread.meetings) if m.start + m.minutes < 0 and (m.of is None or m.of in ids.cases)
    ]
    for some in batches(met):
        actions.record_contacts_many(by=by, at=at, rows=[_contact(n, m, d, ids) for n, m in some], source=SOURCE)
    step(0.75, f"Lần tiếp xúc: {len(met)}")
    return len(stays), len(met)


def _visit(n: int, s: Stay, d: District, ids: Ids) -> actions.VisitRow:
    return actions.VisitRow(
        person_id=ids.people[s.person], venue_id=ids.venues[s.venue], area_path=area_of(d.venues[s.venue].commune),
        start_at=moment(s.start), end_at=moment(s.end), external_id=f"V-{n:06d}",
        case_id=None if s.of is None else ids.cases[s.of],
    )  # fmt: skip


def _contact(n: int, m: Meeting, d: District, ids: Ids) -> actions.ContactRow:
    home = m.setting == "Gia đình"
    return actions.ContactRow(
        person_id=ids.people[m.a], other_id=ids.people[m.b], area_path=d.area(m.a), start_at=moment(m.start),
        end_at=moment(m.start + m.minutes), external_id=f"T-{n:06d}", note=m.setting,
        case_id=None if m.of is None else ids.cases[m.of], venue_id=ids.venues[m.venue] if m.venue >= 0 else None,
        meeting=actions.Meeting(
            distance_m=0.5 if home else (1.0, 1.5, 3.0)[n % 3], minutes=m.minutes, masked=False if home else n % 4 != 0,
            household=home, closed_space=n % 2 == 0,
        ),
    )  # fmt: skip


def trace_and_call(by: Actor, at: datetime, d: District, spread: Outbreak, ids: Ids, step: Step) -> None:
    """Levels from what is recorded, teams, and two days of calls behind us; the rest is for today."""
    _teams(by, at)
    ordered = sorted(ids.cases.items(), key=lambda pair: spread.cases[pair[0]].diagnosed)
    for done, (_n, case_id) in enumerate(ordered):
        actions.recompute(by=by, at=at, case_id=case_id)
        step(0.76 + 0.14 * done / len(ordered), f"Truy vết: {done + 1} ca")
    actions.assign_automatically(by=by, at=at, area=DISTRICT)
    step(0.92, "Cuộc gọi, theo dõi")
    caller = agencies.actor_named("truyvet", on=timezone.localdate(at))
    for k, (contact_id, known) in enumerate(_first_to_call(caller, at, spread, ordered)):
        _call(caller, contact_id, k, known)


def _first_to_call(
    caller: Actor, at: datetime, spread: Outbreak, ordered: Sequence[tuple[int, UUID]]
) -> list[tuple[UUID, int]]:
    """Close contacts of the oldest cases, and when their case was known: the tracing of those cases is done."""
    left = set(queries.waiting(by=caller, at=at).filter(level=1).values_list("pk", flat=True))
    wanted = min(CALLED, len(left) // 2)
    found: list[tuple[UUID, int]] = []
    for n, case_id in ordered:
        met = queries.exposures_of_case(by=caller, case_id=case_id, levels=(1,)).values_list("contact_id", flat=True)
        mine = sorted(left.intersection(met))
        left.difference_update(mine)
        found += [(pk, spread.cases[n].diagnosed) for pk in mine]
        if len(found) >= wanted:
            break
    return found


def _teams(by: Actor, at: datetime) -> None:
    if queries.visible_teams(by).exists():
        return
    bodies = {a.area_path: a.pk for a in agencies.visible_agencies(by).filter(kind="police")}
    for index, (_code, name, _count) in enumerate(COMMUNES):
        area = area_of(index)
        basis = "" if index == len(COMMUNES) - 1 else f"{31 + index}/QĐ-UBND ngày 12/8/2021 của UBND xã {name}"
        actions.form_team(
            by=by, at=at, name=f"Tổ truy vết xã {name}", agency_id=bodies[area], area_path=area, decision=basis
        )
    team = actions.form_team(
        by=by, at=at, name="Tổ truy vết huyện", agency_id=bodies[DISTRICT], area_path=DISTRICT,
        decision="1024/QĐ-UBND ngày 12/8/2021 của UBND huyện Bù Gia Mập",
    )  # fmt: skip
    actions.put_member(by=by, at=at, team_id=team.pk, user_id=_user("truyvet", at), lead=True)


def _user(username: str, at: datetime) -> UUID:
    found = agencies.actor_named(username, on=timezone.localdate(at)).id
    assert found is not None
    return found


def _call(by: Actor, contact_id: UUID, k: int, known: int) -> None:
    """Towards the end one of every eight did not answer; the reached are followed, a few with symptoms."""
    when = moment(min(known + 60 + 37 * k % 1200, -DAY - 5 * k % 600))
    if k > CALLED * 3 // 4 and k % 8 == 7:
        actions.log_call(by=by, at=when, contact_id=contact_id, outcome="no_answer")
        return
    actions.log_call(by=by, at=when, contact_id=contact_id, outcome="reached")
    if k < ISOLATED:
        actions.isolate_contact(by=by, at=when, contact_id=contact_id, isolated_at=when)
    if k % 5:
        ill = k % 41 == 1 and known > -4 * DAY
        actions.follow_up(
            by=by, at=when + timedelta(minutes=10), contact_id=contact_id, day=timezone.localdate(when),
            temperature=Decimal("38.2") if ill else Decimal("36.6"), symptoms=["fever", "cough"] if ill else [],
        )  # fmt: skip
