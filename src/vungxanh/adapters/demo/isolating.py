"""Isolation in the simulated district: sites in every state, F1s by decision, one site partly full, rounds with gaps."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from vungxanh.adapters.demo.outbreak import DAY
from vungxanh.adapters.demo.times import SOURCE, area_of, moment
from vungxanh.kernel.actor import Actor, system
from vungxanh.regulations.api import Immunity
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.isolation import actions, queries
from vungxanh.rooms.isolation.actions import CheckHow, DecisionFacts, Kind, LockdownFacts, PaperFacts, Reason, ServedHow
from vungxanh.rooms.laboratory import actions as laboratory
from vungxanh.rooms.laboratory.actions import Method, Result, ResultFacts, SampleFacts, SampleRow
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.sites import actions as sites
from vungxanh.rooms.sites import queries as places
from vungxanh.rooms.sites.actions import DayFacts, SiteFacts, SiteKind

HOUR = 60
WISHES = (
    "Xin thêm sữa cho 4 cháu nhỏ; đã chuyển Hội Phụ nữ xã",
    "Người mới vào lo lắng: tổ tư vấn gọi điện từng phòng",
)
CASES, TRAVELLERS, TOLD = 5, 6, 5
"""Cases whose F1 are isolated (every second one's at home), people back from abroad, who told by their own telephone."""


def isolate(by: Actor, at: datetime, person_ids: Sequence[UUID]) -> None:
    """Everything; nothing when it is there already."""
    if places.visible(by).exists():
        return
    body = next(a for a in agencies.visible_agencies(by).filter(kind="command").order_by("area_path", "pk"))
    paper = PaperFacts(
        issuer_id=body.pk, signed_on=at.date(), symbol="QĐ-BCĐ", capacity="TM. Ban Chỉ đạo", title="Trưởng ban",
        signer="Nguyễn Văn Mẫu",
    )  # fmt: skip
    school, inn = _sites(by, at, body.pk)
    when = moment(-2 * DAY - 3 * HOUR)
    chosen = [case for case, count in _most_contacts(by) if count][:CASES]
    for n, case in enumerate(chosen):
        kind, site = (Kind.HOME, None) if n % 2 else (Kind.CENTRALISED, school)
        _f1_of(by, when + timedelta(minutes=10 * n), case, kind, site, paper)
    back = _travellers(by, paper, inn, person_ids)
    for site in (school, inn):
        waiting = [d.pk for d in queries.waiting_for_bed(by=by, site_id=site)]
        free = sum(spot.free for spot in places.spots(by=by, site_id=site))
        actions.give_beds(
            by=by, at=when + timedelta(hours=4), site_id=site, isolation_ids=waiting[: min(len(waiting), free) * 4 // 5]
        )
    _locked(by, at)
    _rounds(by, at)
    others = queries.visible(by).filter(next_test__lt=at.date()).order_by("pk").prefetch_related("tests")
    _tested(by, at, [*back, *others.exclude(pk__in=[d.pk for d in back])])


def _sites(by: Actor, at: datetime, agency: UUID) -> tuple[UUID, UUID]:
    """A school and an inn that take people in, a dormitory being made ready, a commune's house foreseen."""
    made = {}
    for key, name, kind, commune in (
        ("school", "Trường THCS Phú Nghĩa (mô phỏng)", SiteKind.CENTRALISED, 0),
        ("inn", "Nhà nghỉ Hoa Sim (mô phỏng)", SiteKind.HOTEL, 0),
        ("dormitory", "Ký túc xá Trường Nội trú huyện (mô phỏng)", SiteKind.DORMITORY, 1),
        ("house", "Nhà văn hóa xã (mô phỏng)", SiteKind.COMMUNE, 2),
    ):
        facts = SiteFacts(
            name=name,
            kind=kind,
            agency_id=agency,
            school=key == "school",
            return_by=date(2021, 9, 5) if key == "school" else None,
        )
        made[key] = sites.plan(by=by, at=moment(-20 * DAY), area_path=area_of(commune), facts=facts).pk
    for key, building, floor, first, count, beds, zone in (
        ("school", "A", 1, "101", 8, 4, "isolation"), ("school", "A", 2, "201", 8, 4, "isolation"),
        ("school", "B", 1, "B01", 6, 6, "isolation"), ("school", "C", 1, "C01", 2, 0, "clean"),
        ("school", "C", 1, "C03", 1, 0, "buffer"), ("inn", "", 1, "1", 5, 2, "isolation"),
        ("inn", "", 2, "6", 5, 2, "isolation"), ("dormitory", "K1", 1, "101", 10, 4, "isolation"),
        ("dormitory", "K1", 2, "201", 10, 4, "isolation"), ("house", "", 1, "Hội trường", 1, 20, "isolation"),
    ):  # fmt: skip
        sites.add_rooms(
            by=by, at=moment(-20 * DAY), site_id=made[key], building=building, floor=floor, first=first, count=count,
            beds=beds, zone=sites.Zone(zone),
        )  # fmt: skip
    for key, ordered, number in (
        ("school", -12 * DAY, "21/LKH"),
        ("inn", -10 * DAY, "24/LKH"),
        ("dormitory", -10 * HOUR, "30/LKH"),
    ):
        site = sites.order(by=by, at=moment(ordered), site_id=made[key], ordered_at=moment(ordered), number=number)
        items = places.readiness(by=by, site=site)
        for item in items if key != "dormitory" else items[:4]:
            sites.tick(by=by, at=min(item.due_at, moment(-30)), item_id=item.pk, done=True)
        if key != "dormitory":
            sites.open_site(by=by, at=moment(ordered + DAY), site_id=site.pk)
    broken = places.spots(by=by, site_id=made["school"])[5]
    sites.set_usable(by=by, at=at, bed_id=broken.bed_id, usable=False, reason="gãy chân giường")
    for day in (2, 1):
        facts_of = DayFacts(
            meals=180 + 30 * day, water=120, masks=200, suits=24, waste_kg=Decimal("38.5"), note=WISHES[day - 1]
        )
        sites.record_day(
            by=by, at=moment(-day * DAY + 600), site_id=made["school"], day=moment(-day * DAY).date(), facts=facts_of
        )
    return made["school"], made["inn"]


def _locked(by: Actor, at: datetime) -> None:
    """The hamlet with most cases is locked for four days, sampled once."""
    sick = cases.active_index_cases(by=by, disease="covid19").select_related("person").order_by("code")
    homes = Counter((case.person.area_path, case.person.hamlet) for case in sick if case.person.hamlet)
    if not homes:
        return
    (area, hamlet), _count = sorted(homes.items(), key=lambda item: (-item[1], item[0]))[0]
    began = moment(-4 * DAY)
    facts = LockdownFacts(
        name=f"{hamlet} (mô phỏng)", disease="covid19", hamlets=(hamlet,), number="18/QĐ-UBND", started_on=began.date()
    )
    one = actions.lock(by=by, at=began, area_path=area, lockdown=facts)
    inside = queries.living_inside(by=by, lockdown=one).count()
    actions.record_round(
        by=by, at=at, lockdown_id=one.pk, day=moment(-3 * DAY).date(), sampled=inside, positive=min(2, inside)
    )


def _most_contacts(by: Actor) -> list[tuple[Any, int]]:
    """Cases by how many of their F1 have no decision, the most first."""
    rows = cases.active_index_cases(by=by, disease="covid19")
    at = moment(0)
    counted = [
        (case, len(queries.undecided(by=by, case=case, at=at, kind=Kind.HOME))) for case in rows.order_by("code")[:25]
    ]
    return sorted(counted, key=lambda pair: (-pair[1], pair[0].code))


def _f1_of(by: Actor, when: datetime, case: Any, kind: Kind, site: UUID | None, paper: PaperFacts) -> None:
    found = queries.undecided(by=by, case=case, at=when, kind=kind)
    ids = [one.contact.pk for one in found if one.terms and one.contact.last_exposed_at < when][:45]
    made = actions.decide_for_case(
        by=by,
        at=when,
        case_id=case.pk,
        contact_ids=ids,
        kind=kind,
        site_id=site,
        paper=replace(paper, signed_on=when.date()),
    )
    if made is not None:
        served = [d.pk for d in made.decisions.order_by("pk")]
        actions.serve_many(
            by=by, at=when + timedelta(hours=5), isolation_ids=served[: len(served) * 5 // 6], how=ServedHow.BY_HAND
        )


def _travellers(by: Actor, paper: PaperFacts, inn: UUID, person_ids: Sequence[UUID]) -> list[Any]:
    """Vaccinated people back from abroad, seven days at the inn: one overdue, some ending today."""
    found: list[Any] = []
    isolated = set(queries.visible(by).values_list("person_id", flat=True))
    free = [pk for pk in person_ids[13:6000:97] if pk not in isolated][:TRAVELLERS]
    for n, person_id in enumerate(free):
        person = people.get(by, person_id)
        began = moment(-(8 if n == 0 else 7 if n < 4 else 4) * DAY + 5 * HOUR)
        facts = DecisionFacts(
            disease="covid19", reason=Reason.TRAVELLER, kind=Kind.HOTEL, started_at=began, site_id=inn,
            immunity=Immunity(doses=2, last_dose=date(2021, 7, 1)),
        )  # fmt: skip
        found.append(
            actions.decide(
                by=by, at=began, person_id=person.pk, facts=facts, paper=replace(paper, signed_on=began.date())
            )
        )
    actions.serve_many(by=by, at=moment(-3 * DAY), isolation_ids=[d.pk for d in found], how=ServedHow.BY_HAND)
    return found


def _rounds(by: Actor, at: datetime) -> None:
    """Yesterday afternoon: most were looked for, some were not, one was away; this morning's round has just begun."""
    evening = moment(-15 * HOUR)
    for n, decision in enumerate(queries.due(by=by, at=evening)[:220]):
        if n % 6 == 5:
            continue
        ill = n % 61 == 30
        actions.check(
            by=by, at=evening, isolation_id=decision.pk, how=CheckHow.PHONE if decision.kind == Kind.HOME else CheckHow.LIST,
            present=n % 47 != 20, temperature=Decimal("38.3") if ill else Decimal("36.6"), symptoms=["fever"] if ill else [],
        )  # fmt: skip
    for decision in list(queries.due(by=by, at=at))[-12:]:
        actions.check(by=by, at=at - timedelta(minutes=20), isolation_id=decision.pk, temperature=Decimal("36.7"))
    _told_themselves(by, at)


def _told_themselves(by: Actor, at: datetime) -> None:
    """Some at home got an address and told this morning: most are well, one has a fever, one has not told yet."""
    home = queries.visible(by).filter(state="in_force", kind=Kind.HOME, absent_since=None).order_by("pk")
    chosen = [one.pk for one in home[: TOLD + 1]]
    links = actions.open_self_links(by=by, at=at - timedelta(hours=15), isolation_ids=chosen)
    for n, pk in enumerate(chosen[:TOLD]):
        if pk not in links:
            continue
        ill = n == TOLD - 1
        actions.report_self(
            by=system("người cách ly tự khai"), at=at - timedelta(minutes=25 - 2 * n), link_id=links[pk].pk,
            temperature=Decimal("38.4") if ill else Decimal("36.5") + n / Decimal(10), symptoms=["fever", "cough"] if ill else [],
            note_text="Ho từ tối qua" if ill else "", well=not ill,
        )  # fmt: skip


def _tested(by: Actor, at: datetime, back: Sequence[Any]) -> None:
    """Samples of the days that have come; one traveller and every ninth of the others still lack theirs."""
    rows = []
    for n, decision in enumerate(back):
        for k, due in enumerate(sorted(decision.tests.all(), key=lambda t: t.due_on)):
            when = datetime.combine(due.due_on, moment(0).timetz()) - timedelta(hours=1)
            if when >= at or (n == 3 and k) or (n >= TRAVELLERS and n % 9 == 0):
                continue
            rows.append(
                SampleRow(
                    person_id=decision.person_id, disease="covid19", external_id=f"CL-{n}-{k}", area_path=decision.area_path,
                    sample=SampleFacts(collected_at=when, code=f"CL{n:02d}{k}"),
                    test=ResultFacts(method=Method.ANTIGEN, result=Result.NEGATIVE, resulted_at=min(when + timedelta(minutes=30), at)),
                )
            )  # fmt: skip
    laboratory.record_many(by=by, at=at, rows=rows, source=SOURCE)
    actions.settle_tests(by=by, at=at, person_ids=[d.person_id for d in back])
