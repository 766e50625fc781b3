"""From the session to the result in the right hands, with a database."""

from datetime import datetime, timedelta

import pytest

from vungxanh.common.worker import deliver_due
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.cases import actions as case_actions
from vungxanh.rooms.cases.models import Case
from vungxanh.rooms.laboratory import actions, queries
from vungxanh.rooms.laboratory.actions import Method, Result, ResultFacts, ResultRow
from vungxanh.rooms.laboratory.models import Laboratory, Sample, SamplingSession, Tube, UnmatchedResult, Wanted
from vungxanh.rooms.laboratory.rules import Call, Series
from vungxanh.testing import COMMUNE, DISTRICT, actor, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("areas")]
HOUR = timedelta(hours=1)
POSITIVE, NEGATIVE = ResultFacts(result=Result.POSITIVE, ct=24.5), ResultFacts(result=Result.NEGATIVE)


@pytest.fixture
def laboratory(areas: None, officer: Actor, at: datetime) -> Laboratory:
    return actions.add_laboratory(by=officer, at=at, area_path=DISTRICT, name="TTYT huyện", capacity=100)


@pytest.fixture
def session(laboratory: Laboratory, officer: Actor, at: datetime) -> SamplingSession:
    return actions.start_session(
        by=officer, at=at, area_path=COMMUNE, place="Nhà văn hóa thôn 3", pool_size=3, laboratory_id=laboratory.pk
    )


def code(at: datetime, number: int) -> str:
    return Series("25222", at.date(), 1).code(number)


def tube(session: SamplingSession, officer: Actor, at: datetime, number: int, *names: str) -> Tube:
    made = actions.open_tube(by=officer, at=at, session_id=session.pk, code=code(at, number))
    for name in names:
        actions.put_person(by=officer, at=at, tube_id=made.pk, person_id=person(name).pk)
    made.refresh_from_db()
    return made


def result(officer: Actor, at: datetime, tube: Tube, test: ResultFacts) -> None:
    actions.report_tube(by=officer, at=at, tube_id=tube.pk, test=test)
    deliver_due()
    tube.refresh_from_db()


def states() -> list[tuple[str, str]]:
    return sorted(Case.objects.values_list("person__full_name", "status"))


@pytest.mark.requirement("TST-03")
def test_the_wrong_person_or_tube_is_caught_at_once(session: SamplingSession, officer: Actor, at: datetime) -> None:
    first = tube(session, officer, at, 1, "Lò Thị Páo", "Giàng A Sử")
    assert (first.size, first.kind, first.stage, first.due_at) == (2, "pool", "collected", at + 12 * HOUR)
    wrong = code(at, 2)[:-1] + ("0" if code(at, 2)[-1] != "0" else "1")
    with pytest.raises(Refused, match="ký tự kiểm tra"):
        actions.open_tube(by=officer, at=at, session_id=session.pk, code=wrong)
    inside = Sample.objects.get(person__full_name="Lò Thị Páo")
    with pytest.raises(Refused, match="đã ở trong ống này"):
        actions.put_person(by=officer, at=at, tube_id=first.pk, person_id=inside.person_id)
    second = tube(session, officer, at, 2)
    with pytest.raises(Refused, match="trong buổi này"):
        actions.put_person(by=officer, at=at, tube_id=second.pk, person_id=inside.person_id)
    other = actions.start_session(by=officer, at=at, area_path=COMMUNE, place="Chợ")
    third = tube(other, officer, at, 3)
    with pytest.raises(Refused, match="hôm nay") as no:
        actions.put_person(by=officer, at=at, tube_id=third.pk, person_id=inside.person_id)
    assert no.value.field == "again"
    with pytest.raises(Refused, match="đã dùng"):
        actions.open_tube(by=officer, at=at, session_id=other.pk, code=first.code.replace("-", ""))
    actions.put_person(by=officer, at=at, tube_id=first.pk, person_id=person("Sùng A Chư").pk)
    with pytest.raises(Refused, match="đã đủ 3"):
        actions.put_person(by=officer, at=at, tube_id=first.pk, person_id=person("Vàng A Lử").pk)
    actions.take_out(by=officer, at=at, sample_id=inside.pk)
    first.refresh_from_db()
    assert first.size == 2
    actions.end_session(by=officer, at=at, session_id=session.pk)
    assert not Tube.objects.filter(pk=second.pk).exists(), "an empty tube's code is free again"
    with pytest.raises(NotYours):
        actions.open_tube(by=actor(area="3/70/689/"), at=at, session_id=other.pk, code="X1")


def test_a_box_is_counted_on_both_sides(session: SamplingSession, officer: Actor, at: datetime) -> None:
    tubes = [tube(session, officer, at, n, f"Người {n}") for n in range(1, 4)]
    ids = [one.pk for one in tubes]
    box = actions.make_batch(
        by=officer, at=at, area_path=COMMUNE, laboratory_id=session.laboratory_id, tube_ids=ids, carrier="Xe TTYT"
    )
    with pytest.raises(Refused, match="đếm được 2 ống, danh sách có 3"):
        actions.hand_over(by=officer, at=at, box_id=box.pk, count=2)
    actions.hand_over(by=officer, at=at + HOUR, box_id=box.pk, count=3)
    with pytest.raises(Refused, match="đã rời"):
        actions.put_person(by=officer, at=at, tube_id=ids[0], person_id=person("Muộn").pk)
    late = {"by": officer, "at": at + 2 * HOUR, "box_id": box.pk}
    with pytest.raises(Refused, match="quét từng ống"):
        actions.receive(**late, count=2)
    actions.receive(**late, count=3, codes=[tubes[0].code, tubes[1].code, "LẠ-1"])
    box.refresh_from_db()
    assert (box.state, [s.code for s in box.surplus.all()]) == ("differs", ["LẠ-1"])
    assert sorted(Tube.objects.values_list("stage", flat=True)) == ["received", "received", "sent"]
    with pytest.raises(Refused, match=tubes[2].code):
        actions.agree(by=officer, at=at + 2 * HOUR, box_id=box.pk, said="đã hỏi")
    actions.lose(by=officer, at=at + 2 * HOUR, tube_id=ids[2], reason="Rơi vỡ dọc đường")
    actions.agree(by=officer, at=at + 2 * HOUR, box_id=box.pk, said="Vỡ một ống, thừa một ống của xã bên")
    assert Wanted.objects.get(state="waiting").person.full_name == "Người 3", "sampled again"
    assert queries.open_counts(by=officer, at=at + 13 * HOUR).breached == 2


def test_a_pool_closes_holds_and_a_correction_cascades(session: SamplingSession, officer: Actor, at: datetime) -> None:
    names = ("Lò Thị Páo", "Giàng A Sử", "Sùng A Chư")
    pool = tube(session, officer, at, 1, *names)
    result(officer, at + 5 * HOUR, pool, NEGATIVE)
    assert set(Sample.objects.values_list("result", flat=True)) == {"negative"}
    assert states() == []
    actions.give_back(by=officer, at=at + 6 * HOUR, tube_ids=[pool.pk], to="Trạm Y tế xã", channel="list")
    pool.refresh_from_db()
    assert (pool.stage, pool.minutes, pool.late) == ("returned", 360, False)
    assert not queries.to_tell_again(officer).exists()
    test = queries.tests_of_tube(by=officer, tube_id=pool.pk)[0]
    actions.correct(by=officer, at=at + 7 * HOUR, test_id=test.pk, test=POSITIVE, reason="Nhầm giếng")
    deliver_due()
    assert [told.to for told in queries.to_tell_again(officer)] == ["Trạm Y tế xã"]
    assert states() == sorted((name, "suspected") for name in names), "held"
    assert Wanted.objects.filter(state="waiting", reason="retest", pool=pool).count() == 3
    later = at + 8 * HOUR
    alone = {}
    for number, name in enumerate(names[:2], start=2):
        alone[name] = actions.open_tube(by=officer, at=later, session_id=session.pk, code=code(at, number))
        who = Sample.objects.get(person__full_name=name).person_id
        with pytest.raises(Refused, match="buổi này"):
            actions.put_person(by=officer, at=later, tube_id=alone[name].pk, person_id=who)
    again = actions.start_session(by=officer, at=later, area_path=COMMUNE, place="Lấy lại", pool_id=pool.pk)
    assert {one.pool_id for one in queries.expected(by=officer, session=again)[:3]} == {pool.pk}, (
        "its members come first"
    )
    for number, name in enumerate(names[:2], start=4):
        alone[name] = actions.open_tube(by=officer, at=later, session_id=again.pk, code=code(at, number))
        who = Sample.objects.get(person__full_name=name).person_id
        actions.put_person(by=officer, at=later, tube_id=alone[name].pk, person_id=who)
    result(officer, later + 4 * HOUR, alone["Lò Thị Páo"], POSITIVE)
    result(officer, later + 4 * HOUR, alone["Giàng A Sử"], NEGATIVE)
    assert states() == [("Giàng A Sử", "discarded"), ("Lò Thị Páo", "confirmed"), ("Sùng A Chư", "suspected")]
    pooled = dict(Sample.objects.filter(tube=pool).values_list("person__full_name", "result"))
    assert pooled == {"Lò Thị Páo": "positive", "Giàng A Sử": "negative", "Sùng A Chư": "pending"}
    last = queries.tests_of_tube(by=officer, tube_id=pool.pk)[-1]
    actions.correct(by=officer, at=later + 5 * HOUR, test_id=last.pk, test=NEGATIVE, reason="Chạy lại")
    deliver_due()
    assert dict(states())["Sùng A Chư"] == "discarded"
    assert dict(states())["Lò Thị Páo"] == "confirmed", "his own test speaks"
    assert not Wanted.objects.filter(state="waiting").exists()
    deliver_due()
    assert Case.objects.count() == 3, "told twice, opened once"


def test_an_earlier_case_is_linked_never_doubled(session: SamplingSession, officer: Actor, at: datetime) -> None:
    sick = person("Lò Thị Páo")
    case = case_actions.record(by=officer, at=at, person_id=sick.pk, disease="covid19", facts=case_actions.CaseFacts())
    one = actions.open_tube(by=officer, at=at, session_id=session.pk, code=code(at, 1))
    actions.put_person(by=officer, at=at, tube_id=one.pk, person_id=sick.pk)
    other = tube(session, officer, at, 2, "Giàng A Sử")
    antigen = ResultFacts(method=Method.ANTIGEN, result=Result.POSITIVE)
    for each, test in ((one, POSITIVE), (other, antigen)):
        Tube.objects.filter(pk=each.pk).update(kind="single")
        result(officer, at + HOUR, each, test)
    case.refresh_from_db()
    assert (case.status, Case.objects.count()) == ("confirmed", 2)
    assert dict(states())["Giàng A Sử"] == "suspected", "antigen alone proves nothing by QĐ 3638"


def test_a_list_of_results_and_what_fits_nothing(session: SamplingSession, officer: Actor, at: datetime) -> None:
    SamplingSession.objects.update(pool_size=1)
    session.refresh_from_db()
    tubes = [tube(session, officer, at, n, f"Người {n}") for n in range(1, 4)]
    Tube.objects.update(kind="single")
    later = at + 3 * HOUR
    rows = [
        ResultRow(code=tubes[0].code, test=NEGATIVE, row=2),
        ResultRow(code=tubes[1].code, test=ResultFacts(result=Result.POSITIVE, resulted_at=at + 2 * HOUR), row=3),
        ResultRow(code="LẠ-77", test=POSITIVE, row=4, who="Nguyễn Văn Lạ"),
    ]
    done = actions.report_many(by=officer, at=later, rows=rows, source="tệp")
    assert (done.written, done.same, done.unmatched) == (2, 0, 1)
    again = actions.report_many(by=officer, at=later, rows=rows, source="tệp")
    assert (again.written, again.same, again.unmatched) == (0, 2, 0), "the same list twice changes nothing"
    deliver_due()
    assert states() == [("Người 2", "confirmed")]
    waiting = UnmatchedResult.objects.get()
    actions.match(by=officer, at=later, unmatched_id=waiting.pk, code=tubes[2].code)
    deliver_due()
    assert len(states()) == 2
    changed = [ResultRow(code=tubes[0].code, test=POSITIVE, row=2)]
    assert actions.report_many(by=officer, at=later, rows=changed, source="tệp 2").unmatched == 1
    rest = queries.unmatched(officer).get(state="waiting")
    with pytest.raises(Refused, match="đã có kết quả"):
        actions.match(by=officer, at=later, unmatched_id=rest.pk, code=tubes[0].code)
    actions.drop(by=officer, at=later, unmatched_id=rest.pk, reason="Gõ nhầm dòng")


def test_a_plate_is_laid_run_and_read(session: SamplingSession, officer: Actor, at: datetime) -> None:
    tubes = [tube(session, officer, at, n, f"Người {n}") for n in range(1, 3)]
    plate = actions.lay_plate(
        by=officer, at=at, laboratory_id=session.laboratory_id, name="Đĩa 1", area_path=COMMUNE,
        tube_ids=[one.pk for one in tubes],
    )  # fmt: skip
    with pytest.raises(Refused, match="chưa chạy"):
        actions.lay_plate(
            by=officer, at=at, laboratory_id=session.laboratory_id, name="2", area_path=COMMUNE, tube_ids=[tubes[0].pk]
        )
    actions.run_plate(by=officer, at=at + HOUR, plate_id=plate.pk)
    calls = [Call("A1", "gõ sai", Result.NEGATIVE, None), Call("C7", tubes[1].code, Result.POSITIVE, 21.0)]
    done = actions.report_wells(by=officer, at=at + 3 * HOUR, plate_id=plate.pk, calls=calls)
    assert done.written == 2, "by our well first, else by the name at the instrument"
    board = queries.board(by=officer, at=at + 4 * HOUR, since=at.date(), until=at.date())
    assert (board.laboratories[0].backlog, board.total.returned) == (0, 0)
    actions.give_back(by=officer, at=at + 13 * HOUR, tube_ids=[t.pk for t in tubes], to="Trạm Y tế")
    figures = queries.board(by=officer, at=at, since=at.date(), until=at.date() + timedelta(days=1)).total
    assert (figures.returned, figures.on_time, figures.positive, figures.median, figures.p90) == (2, 0, 1, 780, 780)
    actions.pack(by=system(), at=at, of_days=queries.stale_days(by=officer))
    wrong = queries.tests_of_tube(by=officer, tube_id=tubes[1].pk)[0]
    now = ResultFacts(result=Result.NEGATIVE, ct=wrong.ct)
    right = actions.correct(by=officer, at=at + 14 * HOUR, test_id=wrong.pk, test=now, reason="Nhầm giếng")
    assert (wrong.ct, right.ct) == (21.0, None), "the curve was the wrong tube's"
    assert queries.board(by=officer, at=at, since=at.date(), until=at.date() + timedelta(days=1)).total.positive == 0


def test_who_must_be_sampled(laboratory: Laboratory, officer: Actor, at: datetime) -> None:
    person("Tài xế", occupation="Lái xe tải")
    person("Nông dân", occupation="Làm nông")
    assert actions.load_groups(by=officer, at=at, area_path=DISTRICT) == 11
    assert actions.load_groups(by=officer, at=at, area_path=DISTRICT) == 0
    group = queries.visible_groups(officer).get(name__contains="lái xe")
    given = {"by": officer, "at": at, "area_path": COMMUNE, "day": at.date()}
    campaign = actions.open_campaign(**given, name="Lái xe", reason="risk_group", group_id=group.pk, pool_size=5)
    assert [w.person.full_name for w in Wanted.objects.all()] == ["Tài xế"]
    everyone = actions.open_campaign(**given, name="Cả xã", reason="area")
    assert Wanted.objects.filter(campaign=everyone).count() == 1, "who waits on another list stays there"
    meeting = actions.start_session(by=officer, at=at, area_path=COMMUNE, place="Bến xe", campaign_id=campaign.pk)
    (wanted,) = queries.expected(by=officer, session=meeting)
    one = actions.open_tube(by=officer, at=at, session_id=meeting.pk, code="T-1")
    actions.put_person(by=officer, at=at, tube_id=one.pk, person_id=wanted.person_id)
    wanted.refresh_from_db()
    assert wanted.state == "sampled"
    with pytest.raises(Refused, match="Không tìm thấy ai"):
        actions.open_campaign(**given, name="Lần nữa", reason="risk_group", group_id=group.pk)
    actions.close_campaign(by=officer, at=at, campaign_id=everyone.pk)
    assert not Wanted.objects.filter(state="waiting").exists()
