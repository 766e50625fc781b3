"""From counts to a proposal, a decision, its measures; what may not be done."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from vungxanh.kernel.actor import system
from vungxanh.kernel.permission import Permission as May
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.regulations.risk import Measure, Unit
from vungxanh.rooms.agencies import actions as agencies
from vungxanh.rooms.tasks.models import LevelState, Task
from vungxanh.rooms.zones import actions, listeners, queries, rules
from vungxanh.rooms.zones.models import LevelDecision, LevelProposal, OwnSet, SeriesDay
from vungxanh.rooms.zones.views import strip
from vungxanh.testing import COMMUNE, DISTRICT, OTHER_COMMUNE, actor, case, hours, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
SYSTEM = system("thử")
Judged = dict[str, LevelProposal]


def again(at: datetime, **more: object) -> LevelProposal:
    actions.evaluate(by=SYSTEM, at=at, area_path=DISTRICT, day=timezone.localdate(at))
    found = queries.of_area(by=SYSTEM, area=COMMUNE)
    assert found
    return found


@pytest.mark.requirement("ZON-13")
def test_a_district_is_judged_from_its_cases(judged: Judged, at: datetime) -> None:
    here, beside, district = judged[COMMUNE], judged[OTHER_COMMUNE], judged[DISTRICT]
    assert (here.level, here.why) == (3, "có F0 không rõ nguồn lây (1 ca)"), "quarantine and 21 days ago do not count"
    assert (beside.level, beside.why) == (2, "tiếp giáp xã nguy cơ cao (1 xã)")
    assert district.unit == Unit.DISTRICT
    spec, found = queries.judged_again(by=SYSTEM, proposal=here)
    assert (found.level, found.at_most) == (here.level, here.at_most), "an explanation gives the level again"
    values = {c.measure: c.value for c in rules.criteria(spec, found)}
    assert values[Measure.COMMUNITY_CASES] == 1
    assert "chưa ai khai" in " ".join(rules.missing(spec, found))
    case(person("Lò Thị Bốn", COMMUNE), code="Z-4", diagnosed_at=at - hours(1), source_case=_case("Z-1"))
    red = again(at)
    assert (red.level, red.before, red.state) == (4, 3, "proposed"), "a chain of two from an unknown source"
    assert not LevelProposal.objects.get(pk=here.pk).current
    assert [s.level for s in queries.timeline(by=SYSTEM, area=COMMUNE, until=at.date())[0]] == [3, 4]


def _case(code: str) -> object:
    from django.apps import apps

    return apps.get_model("cases", "Case").objects.get(code=code)


@pytest.mark.requirement("ZON-16")
@pytest.mark.requirement("ZON-18")
def test_reviewed_decided_published_and_taken_back(judged: Judged, at: datetime) -> None:
    officer, head = actor(May.LEVEL_SEE, May.LEVEL_RECORD), actor(*May)
    body = agencies.found(by=SYSTEM, at=at, name="UBND xã thử", kind="committee", area_path=COMMUNE)
    found, today = judged[COMMUNE], timezone.localdate(at)
    given = {"by": head, "at": at, "proposal_id": found.pk, "number": "12/QĐ-UBND", "start": today}
    with pytest.raises(Refused, match="Chưa ai rà soát"):
        actions.decide(level=3, **given)
    actions.review(by=officer, at=at, proposal_id=found.pk, text="đúng")
    with pytest.raises(NotYours):
        actions.decide(level=3, **given | {"by": officer})
    with pytest.raises(Refused, match="ghi lý do"):
        actions.decide(level=4, **given)
    made = actions.decide.once("d", level=3, stronger=["Lập thêm một chốt"], **given)
    assert actions.decide.once("d", level=3, stronger=["Lập thêm một chốt"], **given) == made
    lines = list(made.measures.order_by("position"))
    assert len(lines) == 11, "three of green, three of yellow, four of orange, one more"
    assert all(m.task_id for m in lines), "the committee of the commune was told"
    assert Task.objects.filter(lead=body.pk).count() == len(lines)
    assert lines[-1].extra
    assert LevelState.objects.get(area_path=COMMUNE, ended_at=None).level == 3, "tasks that wait for the level wake"
    found.refresh_from_db()
    assert (found.state, found.decided) == ("decided", 3)
    actions.publish(by=head, at=at, decision_id=made.pk)
    assert again(at).state == "published", "the same level again changes nothing"
    later = at + timedelta(days=1)
    actions.review(by=officer, at=later, proposal_id=judged[OTHER_COMMUNE].pk)
    lower = again(later)
    LevelProposal.objects.filter(pk=lower.pk).update(state="reviewed")
    down = actions.decide(
        by=head, at=later, proposal_id=lower.pk, level=2, number="13/QĐ-UBND", start=today + timedelta(days=1),
        reason="Đã truy vết xong nguồn lây của ca này",
    )  # fmt: skip
    gone = queries.lifted_by(by=head, decision=down)
    assert any("30 người" in m.text for m in gone), "measures of the orange level end"
    assert set(Task.objects.filter(pk__in=[m.task_id for m in gone]).values_list("state", flat=True)) == {"cancelled"}
    kept = list(down.measures.filter(kept=True))
    assert len(kept) == down.measures.count() > 0, "those of yellow go on, as the same tasks"
    actions.withdraw(by=head, at=later, decision_id=down.pk, reason="Nhầm xã")
    back = queries.decision_in_force(by=head, area=COMMUNE, on=today + timedelta(days=1))
    assert back
    assert back.pk == made.pk
    orange = list(back.measures.all())
    assert not any(m.lifted_at for m in orange), "they hold again"
    live = Task.objects.filter(pk__in=[m.task_id for m in orange], state="open")
    assert live.count() == len(orange) == 11, "those of yellow as the same tasks, those of orange given anew"
    assert {m.task_id for m in kept} < {m.task_id for m in orange}
    with pytest.raises(Refused, match="đã thu hồi"):
        actions.publish(by=head, at=later, decision_id=down.pk)
    actions.withdraw(by=head, at=later, decision_id=made.pk, reason="Nhầm xã")
    assert not LevelState.objects.filter(area_path=COMMUNE, ended_at=None).exists(), "no level holds any more"


@pytest.mark.requirement("ZON-17")
def test_nothing_below_or_later_than_announced(judged: Judged, at: datetime) -> None:
    head, found, today = actor(*May), judged[OTHER_COMMUNE], timezone.localdate(at)
    said = actions.record_announcement(
        by=head, at=at, area_path=DISTRICT, level=3, since=today, number="8/TB-BCĐ", issuer="Ban Chỉ đạo tỉnh"
    )
    actions.review(by=head, at=at, proposal_id=found.pk)
    common = {"by": head, "at": at, "proposal_id": found.pk, "number": "1/QĐ"}
    with pytest.raises(Refused, match="không được chậm hơn, thấp hơn"):
        actions.decide(level=2, start=today, **common)
    with pytest.raises(Refused, match="không được chậm hơn, thấp hơn"):
        actions.decide(level=3, start=today + timedelta(days=1), reason="Chờ chuẩn bị thêm lực lượng", **common)
    with pytest.raises(Refused, match="Không được bỏ biện pháp"):
        actions.decide(
            level=3, start=today, reason="Theo công bố của tỉnh", measures=["Cá nhân thực hiện 5K"], **common
        )
    with pytest.raises(Refused, match="quá xa"):
        actions.decide(level=3, start=today + timedelta(days=365), reason="Theo công bố của tỉnh", **common)
    made = actions.decide(level=4, start=today, reason="Giáp vùng phong tỏa của huyện bạn", **common)
    assert made.level == 4
    assert made.measures.filter(task_id=None).count() == made.measures.count(), "nobody to give it to: a list to tick"
    actions.withdraw_announcement(by=head, at=at, announcement_id=said.pk, reason="Ghi nhầm xã")
    assert queries.ordered(area=OTHER_COMMUNE, on=today) is None
    one = made.measures.first()
    assert one
    assert actions.tick(by=head, at=at, measure_id=one.pk).done_by == head.name


def test_a_decision_begins_and_ends_by_itself(judged: Judged, at: datetime) -> None:
    head, found, today = actor(*May), judged[COMMUNE], timezone.localdate(at)
    actions.review(by=head, at=at, proposal_id=found.pk)
    made = actions.decide(
        by=head, at=at, proposal_id=found.pk, level=3, number="5/QĐ", start=today + timedelta(days=2),
        until=today + timedelta(days=4),
    )  # fmt: skip
    assert made.landed_at is None
    assert actions.turn_over(by=SYSTEM, at=at) == 0
    assert actions.turn_over(by=SYSTEM, at=at + timedelta(days=2)) == 1
    assert LevelDecision.objects.get().landed_at
    assert actions.turn_over(by=SYSTEM, at=at + timedelta(days=5)) == 1
    assert not made.measures.filter(lifted_at=None).exists()
    assert actions.turn_over(by=SYSTEM, at=at + timedelta(days=5)) == 0


def row(day: date, cases: int, area: str = COMMUNE, community: int | None = None) -> actions.SeriesRow:
    return actions.SeriesRow(area_path=area, day=day, cases=cases, community=community)


def test_a_series_is_never_added_to_the_cases(at: datetime) -> None:
    officer, today = actor(*May), timezone.localdate(at)
    yesterday = today - timedelta(days=1)
    send = {
        "by": officer,
        "at": at,
        "area_path": DISTRICT,
        "key": "báo cáo",
        "title": "Báo cáo ngày",
        "unit": "commune",
    }
    send["first_day"] = today - timedelta(days=20)
    assert actions.record_series(rows=[row(yesterday, 5), row(today, 0)], **send) == (2, 0)
    assert actions.record_series(rows=[row(yesterday, 4)], **send) == (0, 1), "said again, it replaces"
    assert SeriesDay.objects.count() == 2
    _spec, found = queries.judged_again(by=officer, proposal=again(at))
    total = found.readings[Measure.COMMUNITY_CASES]
    assert total.numerator == 4, "the larger of 1 recorded and 4 told, of the same day; not 5"
    assert "mọi ca được coi là ca cộng đồng" in total.assumed
    assert (
        "nguồn lây" in found.readings[Measure.UNKNOWN_CLUSTER].assumed + found.readings[Measure.UNKNOWN_CLUSTER].missing
    )
    four = queries.get_set(by=officer, set_id="4800")
    line = next(x for x in queries.evaluated(by=officer, area=COMMUNE, day=today, level_set=four))
    assert rules.value_of(Measure.COMMUNITY_RATE, line.judged.readings[Measure.COMMUNITY_RATE]) == 50.0
    with pytest.raises(Refused, match="nằm ngoài"):
        actions.record_series(rows=[row(today, 1, "3/12/111/")], **send)
    with pytest.raises(Refused, match="không có dòng nào"):
        actions.record_series(rows=[], **send)


def test_stated_numbers_are_checked_and_used(judged: Judged, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    officer, today = actor(May.LEVEL_SEE, May.LEVEL_RECORD), timezone.localdate(at)

    def state(measure: str = "entry_risk", numerator: float = 1, **more: object) -> object:
        given = {"area_path": OTHER_COMMUNE, "day": today, "source": "Đồn biên phòng"} | more
        return actions.record_input(by=officer, at=at, measure=measure, numerator=numerator, **given)  # type: ignore[arg-type]

    for wrong, said in (
        ({"measure": "rumour"}, "Không có chỉ số"), ({"measure": "adults_one_dose"}, "Ghi mẫu số"),
        ({"measure": "adults_one_dose", "numerator": 9, "denominator": 8}, "lớn hơn mẫu số"),
        ({"numerator": -1}, "không được âm"), ({"day": today + timedelta(days=1)}, "tương lai"), ({"source": ""}, "nguồn"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=said):
            state(**wrong)  # type: ignore[arg-type]
    state()
    monkeypatch.setattr("vungxanh.common.centre.now", lambda: at)
    monkeypatch.setattr("vungxanh.rooms.zones.listeners.centre.current", lambda: type("C", (), {"area_path": DISTRICT}))
    listeners.inputs_changed(type("E", (), {"area": OTHER_COMMUNE})(), at=at)
    listeners.settle()
    monkeypatch.setattr("vungxanh.common.centre.now", lambda: at + timedelta(seconds=5))
    listeners.settle()
    now = queries.of_area(by=officer, area=OTHER_COMMUNE)
    assert now
    assert "nhập cảnh trái phép" in now.why, "judged again when an input changes"
    listeners.daily()


def test_a_centres_own_set_is_stricter_versioned_and_compared(judged: Judged, at: datetime) -> None:
    head, today = actor(*May), timezone.localdate(at)

    def save(changes: dict[str, float], own_key: object = None) -> OwnSet:
        return actions.save_own_set(
            by=head, at=at, area_path=DISTRICT, base="level-4800", name="Bộ của huyện", number="9/QĐ-UBND",
            changes=changes, effective_from=today, own_key=own_key,
        )  # fmt: skip

    with pytest.raises(Refused, match="không được chậm hơn, thấp hơn"):
        save({"scales[0].band2": 25})
    with pytest.raises(Refused, match="các ngưỡng phải tăng dần"):
        save({"scales[0].band3": 20})
    with pytest.raises(Refused, match="Chưa thay đổi"):
        save({"scales[0].band2": 20})
    first = save({"scales[0].band2": 10})
    second = save({"scales[0].band2": 10, "responses[0].high": 80}, own_key=first.key)
    assert (second.version, [v.version for v in queries.versions(by=head, key=first.key)]) == (2, [2, 1])
    now = queries.set_in_force(by=head, area=COMMUNE, on=today)
    assert (now.id, now.rules.responses[0].high, now.rules.scales[0].band2) == (f"own-{second.pk}", 80, 10)
    old = queries.get_set(by=head, set_id=f"own-{first.pk}")
    assert old.rules.responses[0].high == 70, "what was judged by the first version can be judged again"
    differs = queries.differing(by=head, area=DISTRICT, day=today, level_set=now)
    assert {d.path for d in differs} >= {COMMUNE}
    with pytest.raises(Refused, match="Không có bộ tiêu chí"):
        queries.get_set(by=head, set_id="999")


def test_before_the_first_document_nothing_can_be_judged(at: datetime) -> None:
    with pytest.raises(Refused, match="Không có quy định"):
        actions.evaluate(by=SYSTEM, at=at, area_path=DISTRICT, day=date(2021, 5, 1))


def test_a_stranger_sees_no_level(judged: Judged, at: datetime) -> None:
    other = actor(May.LEVEL_SEE, May.LEVEL_RECORD, area="3/12/111/")
    assert not queries.standing(other).exists()
    with pytest.raises(NotYours):
        actions.review(by=other, at=at, proposal_id=judged[COMMUNE].pk)


@pytest.mark.requirement("ZON-04", "ZON-05")
def test_red_shrinks_and_green_grows_day_by_day(judged: Judged, at: datetime) -> None:
    head, today = actor(*May), timezone.localdate(at)
    LevelProposal.objects.filter(unit="commune").exclude(area_path__in=[COMMUNE, OTHER_COMMUNE]).delete()
    LevelProposal.objects.filter(area_path=COMMUNE).update(since=today - timedelta(days=3), level=4)
    LevelProposal.objects.filter(area_path=OTHER_COMMUNE).update(since=today - timedelta(days=1), level=1)
    days = queries.trend(by=head, since=today - timedelta(days=9), until=today)
    assert [d.counts for d in days[-4:]] == [(0, 0, 0, 1)] * 2 + [(1, 0, 0, 1)] * 2
    assert [d.total for d in days[:6]] == [0] * 6
    drawn = strip.columns(days)
    assert drawn
    assert (drawn.green, drawn.communes, drawn.since) == (50, 2, today - timedelta(days=3))
    assert [(c.letter, c.by, c.better) for c in drawn.changes if c.by] == [("X", 1, True)]
    stranger = actor(May.LEVEL_SEE, area="3/12/")
    assert strip.columns(queries.trend(by=stranger, since=today, until=today)) is None
    actions.review(by=head, at=at, proposal_id=judged[COMMUNE].pk)
    for level, number, days_later in ((4, "1/QĐ", 0), (3, "2/QĐ", 2)):
        actions.decide(
            by=head, at=at, proposal_id=judged[COMMUNE].pk, level=level, number=number, reason="đã kiểm soát được",
            start=today + timedelta(days=days_later),
        )  # fmt: skip
    held = queries.trend(by=head, since=today, until=today + timedelta(days=3), decided=True, area=DISTRICT)
    assert [d.counts for d in held] == [(0, 0, 0, 1)] * 2 + [(0, 0, 1, 0)] * 2


def test_where_nothing_could_be_read_no_level_is_told(district: None, at: datetime) -> None:
    """Criteria without a row for provinces: no level of the province, nowhere, though its districts have theirs."""
    day = timezone.localdate(at)
    own = queries.get_set(by=SYSTEM, set_id="level-2686")
    actions.evaluate(by=SYSTEM, at=at, area_path="3/70/", day=day)
    found = LevelProposal.objects.get(area_path="3/70/", current=True)
    if found.set_id != own.id:
        LevelProposal.objects.filter(pk=found.pk).update(unread=True, level=1)
        found.refresh_from_db()
    assert found.unread
    assert found.told is None
    drawn, _decided = queries.levels_over_time(by=SYSTEM, area="3/70/", unit="province")
    assert [one.level for one in drawn] == [0]
    assert queries.by_level(by=SYSTEM, unit="province") == {0: 1, 1: 0, 2: 0, 3: 0, 4: 0}
    assert queries.timeline(by=SYSTEM, area="3/70/", until=day)[0][0].level == 0
    actions.review(by=SYSTEM, at=at, proposal_id=found.pk)
    with pytest.raises(Refused, match="ghi căn cứ"):
        actions.decide(by=SYSTEM, at=at, proposal_id=found.pk, level=1, number="1/QĐ", start=day)


def test_a_newer_announcement_replaces_the_older_and_what_is_below_waits(judged: Judged, at: datetime) -> None:
    """Levels are announced daily: yesterday's does not bind for ever; a decision the newest leaves below waits again."""
    head, found, today = actor(*May), judged[OTHER_COMMUNE], timezone.localdate(at)
    common = {"by": head, "at": at, "area_path": DISTRICT, "issuer": "Ban Chỉ đạo tỉnh"}
    actions.record_announcement(level=4, since=today - timedelta(days=9), number="8/TB", **common)
    assert [one.level for one in queries.all_ordered(area=OTHER_COMMUNE, on=today)] == [4]
    actions.record_announcement(level=1, since=today - timedelta(days=1), number="9/TB", **common)
    assert [one.level for one in queries.all_ordered(area=OTHER_COMMUNE, on=today)] == [1]
    assert [one.level for one in queries.all_ordered(area=OTHER_COMMUNE, on=today - timedelta(days=5))] == [4, 1]
    actions.review(by=head, at=at, proposal_id=found.pk)
    actions.decide(by=head, at=at, proposal_id=found.pk, level=found.level, number="1/QĐ", start=today)
    assert found.pk not in queries.to_decide(head).values_list("pk", flat=True)
    assert not queries.below_announced(by=head, rows=[(OTHER_COMMUNE, found.level)], on=today)
    actions.record_announcement(level=4, since=today, number="10/TB", **common)
    again(at)
    assert found.pk in queries.to_decide(head).values_list("pk", flat=True), "announced above what is in force"
    below = queries.below_announced(by=head, rows=[(OTHER_COMMUNE, found.level), (COMMUNE, 4)], on=today)
    assert {path: one.number for path, one in below.items()} == {OTHER_COMMUNE: "10/TB, Ban Chỉ đạo tỉnh"}
