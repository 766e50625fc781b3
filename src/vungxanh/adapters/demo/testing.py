"""The laboratories' day and night before the demo's morning: sessions, pools, boxes, results, some of it late."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from vungxanh.adapters.demo.names import COMMUNES
from vungxanh.adapters.demo.population import DISTRICT, District
from vungxanh.adapters.demo.times import area_of, moment
from vungxanh.common.worker import deliver_due
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.laboratory import actions, queries
from vungxanh.rooms.laboratory.actions import Method, Result, ResultFacts, Series

DAY = 1440
# (commune, when it began, minutes before the morning; tubes; persons a tube; how far its tubes are)
ROUNDS = (
    (0, -3 * DAY, 14, 5, "returned"), (1, -3 * DAY + 60, 12, 1, "returned"), (2, -2 * DAY, 16, 5, "returned"),
    (3, -2 * DAY + 90, 10, 1, "returned_late"), (4, -DAY, 12, 5, "returned"), (0, -840, 12, 5, "received"),
    (5, -780, 8, 1, "running"), (1, -600, 9, 5, "result"), (2, -420, 10, 1, "differs"), (6, -180, 6, 5, "sent"),
    (7, -75, 5, 5, "collected"),
)  # fmt: skip


def work(by: Actor, at: datetime, d: District, people: Sequence[UUID]) -> None:
    """Every round through the actions a team and a laboratory call. Called twice it does nothing."""
    if queries.visible_sessions(by).exists():
        return
    labs = _laboratories(by, at)
    actions.load_groups(by=by, at=at, area_path=DISTRICT)
    homes: dict[int, list[int]] = {}
    for person in range(d.size):
        homes.setdefault(d.homes[int(d.home[person])].commune, []).append(person)
    for number, (commune, begin, tubes, size, state) in enumerate(ROUNDS):
        here = homes[commune]
        tubes = min(tubes, len(here) // (15 * size) + 1, len(here) // size)  # a demo of few people has smaller rounds
        start = min(300 + 500 * number, len(here) - tubes * size)
        crowd = [people[n] for n in here[start : start + tubes * size]]
        ids = _session(by, commune, begin, number, tubes, size, crowd, labs[number % 2])
        _on(by, area_of(commune), begin + 4 * tubes * size, ids, labs[number % 2], state, number)
    deliver_due(patient=False)
    _today(by, at, labs[0])


def _laboratories(by: Actor, at: datetime) -> list[UUID]:
    return [
        actions.add_laboratory(by=by, at=at, area_path=area, name=name, capacity=capacity, mobile=mobile).pk
        for area, name, capacity, mobile in (
            (DISTRICT, "Trung tâm Y tế huyện", 600, False), ("3/70/", "Trung tâm Kiểm soát bệnh tật tỉnh", 5000, False),
            (DISTRICT, "Xe xét nghiệm lưu động (mô phỏng)", 1000, True),
        )
    ]  # fmt: skip


def _session(
    by: Actor, commune: int, begin: int, number: int, tubes: int, size: int, crowd: Sequence[UUID], laboratory: UUID
) -> list[UUID]:
    start = moment(begin)
    made = actions.start_session(
        by=by, at=start, area_path=area_of(commune), place=f"Nhà văn hóa xã {COMMUNES[commune][1]}", team=number + 1,
        pool_size=size, laboratory_id=laboratory,
    )  # fmt: skip
    hands = queries.for_session(by=by, session=made)[:3]
    actions.set_samplers(by=by, at=start, session_id=made.pk, sampler_ids=[one.pk for one in hands])
    series = Series(COMMUNES[commune][0], start.date(), number + 1)
    taken = [
        actions.TakenTube(
            code=series.code(n + 1), person_ids=tuple(crowd[n * size : (n + 1) * size]), again=True,
            collected_at=moment(begin + 4 * n * size),
        )
        for n in range(tubes)
    ]  # fmt: skip
    done = moment(begin + 4 * tubes * size)
    ids: list[UUID] = actions.take_many(by=by, at=done, session_id=made.pk, tubes=taken)
    if begin < -DAY // 8:
        actions.end_session(by=by, at=done, session_id=made.pk)
    return ids


def _on(by: Actor, area: str, done: int, ids: Sequence[UUID], laboratory: UUID, state: str, number: int) -> None:
    """As far along the chain as the round is."""
    if state == "collected":
        return
    box = actions.make_batch(
        by=by, at=moment(done), area_path=area, laboratory_id=laboratory, tube_ids=ids, carrier="Xe trạm y tế"
    )
    actions.hand_over(by=by, at=moment(done + 10), box_id=box.pk, count=len(ids))
    if state == "sent":
        return
    codes = [tube.code for tube in queries.visible_tubes(by).filter(pk__in=ids).order_by("code")]
    came = codes[:-1] if state == "differs" else []
    count = len(came) or len(ids)
    actions.receive(by=by, at=moment(min(done + 70, -5)), box_id=box.pk, count=count, codes=came)
    if state in ("received", "differs"):
        return
    actions.move(by=by, at=moment(min(done + 100, -4)), tube_ids=ids, stage="running")
    if state == "running":
        return
    rows = []
    for n, code in enumerate(codes):
        positive = (n + number) % 9 == 4
        found = ResultFacts(
            method=Method.PCR, result=Result.POSITIVE if positive else Result.NEGATIVE, ct=18.0 + n if positive else None,
            resulted_at=moment(min(done + 330, -3)),
        )  # fmt: skip
        rows.append(actions.ResultRow(code=code, row=n, test=found))
    actions.report_many(by=by, at=moment(-2), rows=rows, source=f"lượt chạy {number}")
    if state == "result":
        return
    back = moment(done + (900 if state == "returned_late" else 360))
    actions.give_back(by=by, at=moment(-1), tube_ids=ids, to="Trạm Y tế xã", channel="list", when=back)


def _today(by: Actor, at: datetime, laboratory: UUID) -> None:
    """What the morning finds: a plate laid, a list for today, a row that fits nothing, a result put right."""
    waiting = queries.waiting_at(by=by, laboratory_id=laboratory, limit=60)
    if waiting:
        actions.lay_plate(
            by=by, at=at, laboratory_id=laboratory, name="Đĩa sáng 17/8", area_path=DISTRICT, tube_ids=waiting
        )
    drivers = queries.visible_groups(by).filter(name__contains="Tiểu thương").first()
    if drivers is not None:
        actions.open_campaign(
            by=by, at=at, area_path=DISTRICT, name="Tiểu thương, giao hàng tuần này", reason="risk_group", day=at.date(),
            group_id=drivers.pk, pool_size=5, laboratory_id=laboratory,
        )  # fmt: skip
    _sweep(by, at, laboratory)
    actions.gather(by=by, at=at, area_path=DISTRICT, day=at.date())
    rows = [
        actions.ResultRow(code=code, row=n, who=who, test=ResultFacts(result=Result.NEGATIVE, laboratory="Bệnh viện đa khoa tỉnh"))
        for n, (code, who) in enumerate((("BVT-0817-31", "Điểu Thị Mai"), ("25222-210816-01-0OO4", "")), start=2)
    ]  # fmt: skip
    actions.report_many(by=by, at=at, rows=rows, source=f"tệp bệnh viện tỉnh {new_id().hex[-4:]}")
    told = queries.visible_tubes(by).filter(stage="returned", result="negative", kind="single").order_by("-id").first()
    if told is not None:
        (test,) = queries.tests_of_tube(by=by, tube_id=told.pk)
        right = ResultFacts(method=Method.PCR, result=Result.INVALID)
        actions.correct(by=by, at=at, test_id=test.pk, test=right, reason="Chứng âm của lượt chạy bị nhiễm")


def _sweep(by: Actor, at: datetime, laboratory: UUID) -> None:
    """A hamlet from house to house since early morning: some houses were shut."""
    area, hamlet = area_of(0), "Thôn 3"
    try:
        campaign = actions.open_campaign(
            by=by, at=at, area_path=area, name=f"Rà từng hộ {hamlet}, xã {COMMUNES[0][1]}", reason="sweep", day=at.date(),
            pool_size=10, laboratory_id=laboratory, hamlet=hamlet,
        )  # fmt: skip
    except Refused:  # a demo of few people has no such hamlet
        return
    homes = queries.homes(by=by, campaign=campaign, area=area, hamlet=hamlet)
    for home in [one for one in homes if one.household_id][3:40:7]:
        with suppress(Refused):
            actions.mark_home(
                by=by, at=moment(-20), campaign_id=campaign.pk, household_id=home.household_id or campaign.pk
            )
