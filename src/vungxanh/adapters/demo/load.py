"""Fill a centre with the simulated district, through the rooms' actions. Stopped half way, it goes on when called again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from vungxanh.adapters.demo import (
    isolating,
    meeting,
    office,
    orders,
    outbreak,
    population,
    sampling,
    teaching,
    telling,
    testing,
    treating,
    work,
    zoning,
)
from vungxanh.adapters.demo.population import DISTRICT, District
from vungxanh.adapters.demo.times import MORNING, SOURCE, area_of, batches, moment
from vungxanh.common import centre
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.cases import actions as cases
from vungxanh.rooms.people import actions as people
from vungxanh.rooms.places import actions as places
from vungxanh.rooms.venues import actions as venues

NAME = "Trung tâm Chỉ huy huyện Bù Gia Mập"
Step = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Filled:
    """What is in the centre now."""

    persons: int
    households: int
    venues: int
    cases: int
    visits: int
    contacts: int


def fill(*, by: Actor, step: Step, size: int = 70_000, seed: int = 2021) -> Filled:
    """The whole district; ``step(share done, what)`` is called along the way."""
    at = MORNING
    here = centre.current()
    if here.name and not here.simulated:
        raise Refused(
            "Trung tâm này đã có dữ liệu thật: không nạp dữ liệu mô phỏng vào đây. Hãy dùng VUNGXANH_HOME khác."
        )
    step(0.0, "Đơn vị hành chính")
    places.load_official_units(by=by, at=at)
    centre.set_up(by=by, at=at, name=NAME, area_path=DISTRICT, simulated=True, clock_offset=MORNING - timezone.now())
    step(0.06, "Cơ quan, tài khoản")
    if not agencies.visible_agencies(by).exists():
        office.open_offices(by, at)
    step(0.08, "Sinh dân số")
    district = population.generate(size, seed)
    spread = outbreak.generate(district, seed)
    step(0.16, "Địa điểm")
    venue_ids = _venues(by, at, district)
    homes = _homes(by, at, district)
    people_ids = _people(by, at, district, homes, step)
    case_ids = _cases(by, at, district, spread, people_ids)
    sampling.take(by, at, district, spread, people_ids, case_ids)
    step(0.55, "Lượt đến, lần tiếp xúc")
    ids = work.Ids(people_ids, venue_ids, case_ids)
    visits, contacts = work.record_history(by, at, district, spread, ids, step)
    work.trace_and_call(by, at, district, spread, ids, step)
    step(0.95, "Lấy mẫu, xét nghiệm")
    teaching.teach(by, at)
    testing.work(by, at, district, people_ids)
    step(0.98, "Văn bản, nhiệm vụ")
    isolating.isolate(by, at, people_ids)
    treating.treat(by, at, people_ids)
    orders.register(by, at)
    zoning.assess(by, at, district)
    telling.tell(by, at)
    meeting.meet(by, at)
    step(1.0, "Xong")
    return Filled(len(people_ids), len(homes), len(venue_ids), len(case_ids), visits, contacts)


def _venues(by: Actor, at: datetime, d: District) -> list[UUID]:
    rows = [venues.Description(name=v.name, kind=v.kind, area_path=area_of(v.commune)) for v in d.venues]
    return venues.record_many(by=by, at=at, rows=rows)


def _homes(by: Actor, at: datetime, d: District) -> list[UUID]:
    rows = (
        people.HouseholdRow(area_path=area_of(h.commune), code=f"H-{n:05d}", hamlet=h.hamlet, address=h.address)
        for n, h in enumerate(d.homes)
    )
    return [one for part in batches(rows) for one in people.record_households_many(by=by, at=at, rows=part)]


def _people(by: Actor, at: datetime, d: District, homes: Sequence[UUID], step: Step) -> list[UUID]:
    ids: list[UUID] = []
    for part in batches(range(d.size)):
        rows = [_person(d, n, homes) for n in part]
        ids += people.record_many(by=by, at=at, rows=rows)
        step(0.2 + 0.33 * len(ids) / d.size, f"Người: {len(ids)}")
    return ids


def _person(d: District, n: int, homes: Sequence[UUID]) -> people.PersonRow:
    home = d.homes[int(d.home[n])]
    return people.PersonRow(
        full_name=d.full_name[n], area_path=area_of(home.commune), sex=d.sex[n], birth_year=int(d.birth_year[n]),
        household_id=homes[int(d.home[n])], hamlet=home.hamlet, occupation=d.occupation[n], citizen_id=d.citizen_id[n],
        phone=d.phone[n], address=home.address, vaccine_doses=int(d.doses[n]),
        last_dose_date=(MORNING - timedelta(days=20)).date() if d.doses[n] else None,
        source=SOURCE, external_id=f"P-{n:06d}",
    )  # fmt: skip


def _cases(by: Actor, at: datetime, d: District, spread: outbreak.Outbreak, ids: Sequence[UUID]) -> dict[int, UUID]:
    """Index in the outbreak → case, for those whose sample is taken by now."""
    known = [n for n, sick in enumerate(spread.cases) if sick.sampled < 0]
    rows = [_case(spread.cases[n], n, ids, late=k == len(known) // 3) for k, n in enumerate(known)]
    result = cases.record_many(by=by, at=at, rows=rows, source=SOURCE)
    found = dict(zip(known, result.ids, strict=True))
    links = [
        cases.SourceRow(case_id=found[n], source_id=found[sick.source], setting=sick.setting)
        for n, sick in enumerate(spread.cases)
        if n in found and sick.source in found and sick.diagnosed < -720 and n % 6 != 5
    ]
    cases.name_sources_many(by=by, at=at, rows=links)
    return found


def _case(sick: outbreak.Sick, n: int, ids: Sequence[UUID], *, late: bool) -> cases.CaseRow:
    positive = sick.diagnosed < 0
    told = moment(min(sick.diagnosed + 120 + 37 * (n % 9), -5))
    facts = cases.CaseFacts(
        symptomatic=sick.symptomatic,
        onset_date=timezone.localdate(moment(sick.onset)) if sick.symptomatic else None,
        sampled_at=moment(sick.sampled),
        diagnosed_at=moment(sick.diagnosed) if positive else None,
        # one is overdue on purpose, and the newest are still within the law's hours
        notified_at=told if positive and not late and sick.diagnosed < -480 else None,
        isolated_at=moment(min(sick.diagnosed + 150, -1)) if positive else None,
        detection=cases.Detection.ENTRY if sick.returnee else cases.Detection.TRACING,
        infected_where=sick.setting,
        outcome=cases.Outcome.ILL if positive else cases.Outcome.UNKNOWN,
    )
    status = cases.Status.CONFIRMED if positive else cases.Status.SUSPECTED
    return cases.CaseRow(
        person_id=ids[sick.person], disease="covid19", external_id=f"C-{n:04d}", status=status, facts=facts
    )
