"""What happens by itself: judged again when it is quiet, also across the border of a district; clusters; many at once."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from vungxanh.common import centre
from vungxanh.common.worker import deliver_due
from vungxanh.kernel.actor import system
from vungxanh.kernel.permission import Permission as May
from vungxanh.kernel.refused import Refused
from vungxanh.regulations.risk import Measure, Unit
from vungxanh.rooms.agencies import actions as agencies
from vungxanh.rooms.places import actions as places
from vungxanh.rooms.places import queries as areas
from vungxanh.rooms.tasks import actions as tasks
from vungxanh.rooms.tasks import queries as given
from vungxanh.rooms.tasks.models import Task
from vungxanh.rooms.zones import actions, listeners, queries
from vungxanh.rooms.zones.models import DueArea, LevelDecision, LevelProposal
from vungxanh.testing import COMMUNE, DISTRICT, OTHER_COMMUNE, actor, case, hours, person

pytestmark = pytest.mark.django_db
SYSTEM = system("thử")
ASSUMED = "chuỗi số liệu không nói nơi phát hiện: mọi ca được coi là ca cộng đồng"
PROVINCE = "3/70/"
Judged = dict[str, LevelProposal]


def across(judged: Judged) -> tuple[str, str]:
    """A commune of the district and one of another that touch, far enough from the orange one."""
    touching = areas.neighbour_paths(by=SYSTEM, area=PROVINCE)
    return next(
        (here, there)
        for here in sorted(judged)
        for there in touching.get(here, ())
        if here.count("/") == 4 and there.startswith(PROVINCE) and not there.startswith(DISTRICT)
        and judged[here].level == 1 and there not in touching[COMMUNE]
    )  # fmt: skip


@pytest.mark.requirement("ZON-16")
def test_many_changes_are_judged_once_and_go_on_across_the_border(
    judged: Judged, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [at]
    monkeypatch.setattr("vungxanh.common.centre.now", lambda: clock[0])
    monkeypatch.setattr("vungxanh.rooms.zones.listeners.centre.current", lambda: type("C", (), {"area_path": PROVINCE}))
    edge, beyond = across(judged)
    district = queries.around(beyond)
    actions.evaluate(by=SYSTEM, at=at, area_path=district, day=timezone.localdate(at))
    DueArea.objects.all().delete()
    before = queries.of_area(by=SYSTEM, area=beyond)
    assert before
    assert before.level == 1
    for n in range(3):
        case(person(f"Lò Văn Biên {n}", edge), code=f"B-{n}", diagnosed_at=at - hours(2))
        listeners.inputs_changed(type("E", (), {"area": edge})(), at=at)
        clock[0] += timedelta(seconds=2)
    assert list(DueArea.objects.values_list("area_path", flat=True)) == [DISTRICT], "three events, one area"
    listeners.settle()
    assert queries.of_area(by=SYSTEM, area=edge) == judged[edge], "not while it still changes"
    clock[0] += timedelta(seconds=3)
    listeners.settle()
    here = queries.of_area(by=SYSTEM, area=edge)
    assert here
    assert here.level == 3
    assert DueArea.objects.filter(area_path=district).exists(), "whose border communes look at it"
    clock[0] += timedelta(seconds=5)
    listeners.settle()
    after = queries.of_area(by=SYSTEM, area=beyond)
    assert after
    assert (after.level, after.before) == (2, 1)
    assert "tiếp giáp xã nguy cơ cao" in after.why


def test_a_cluster_of_communes_is_judged_like_a_district_and_decided_upon(judged: Judged, at: datetime) -> None:
    head = actor(*May)
    save = {"by": head, "at": at, "area_path": DISTRICT, "name": "Cụm biên giới"}
    with pytest.raises(Refused, match="từ 2 đến"):
        actions.save_cluster(members=[COMMUNE], **save)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="không thuộc địa bàn"):
        actions.save_cluster(members=[COMMUNE, "3/12/111/03400/"], **save)  # type: ignore[arg-type]
    made = actions.save_cluster(members=[COMMUNE, OTHER_COMMUNE], **save)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="cụm xã tên này"):
        actions.save_cluster(members=[COMMUNE, OTHER_COMMUNE], **save)  # type: ignore[arg-type]
    actions.evaluate(by=SYSTEM, at=at, area_path=DISTRICT, day=timezone.localdate(at))
    found = queries.of_area(by=head, area=made.path)
    assert found
    assert (found.unit, found.level) == ("cluster", 4), "one of its two communes is orange: half of them"
    spec, again = queries.judged_again(by=head, proposal=found)
    assert (spec.unit, again.level) == (Unit.DISTRICT, 4)
    assert again.readings[Measure.SHARE_ORANGE].denominator == 2
    actions.record_input(
        by=head,
        at=at,
        area_path=made.path,
        measure="key_zone",
        numerator=1,
        day=timezone.localdate(at),
        source="Huyện báo",
    )
    own = queries.of_area(by=head, area=OTHER_COMMUNE)
    assert own
    for number, proposal in (("6/QĐ", own), ("7/QĐ", found)):
        actions.review(by=head, at=at, proposal_id=proposal.pk)
        decided = actions.decide(
            by=head, at=at, proposal_id=proposal.pk, level=proposal.level, number=number, start=timezone.localdate(at)
        )
        assert decided.measures.exists()
    said = {path: state.decision for path, state in given.levels_in_force([COMMUNE, OTHER_COMMUNE]).items()}
    assert said == {COMMUNE: "7/QĐ", OTHER_COMMUNE: "6/QĐ"}, "its communes follow, but one with a decision of its own"
    assert queries.place_name(by=head, path=made.path).startswith("Cụm biên giới, ")
    third = queries.communes_in(by=head, areas=[DISTRICT])[-1][0]
    change = {**save, "area_cluster_id": made.pk, "note_text": "giáp biên"}
    with pytest.raises(Refused, match="đang áp dụng cho các xã của cụm này"):
        actions.save_cluster(members=[COMMUNE, third], **change)  # type: ignore[arg-type]
    assert actions.save_cluster(members=[OTHER_COMMUNE, COMMUNE], **change).note == "giáp biên"  # type: ignore[arg-type]
    actions.end_cluster(by=head, at=at, area_cluster_id=made.pk, reason="Đã tách cụm")
    left = {path: state.decision for path, state in given.levels_in_force([COMMUNE, OTHER_COMMUNE]).items()}
    assert left == {OTHER_COMMUNE: "6/QĐ"}, "the cluster's level and measures end with it"
    assert not decided.measures.filter(lifted_at=None).exists()
    assert queries.of_area(by=head, area=made.path) is None
    actions.evaluate(by=SYSTEM, at=at, area_path=DISTRICT, day=timezone.localdate(at))
    assert queries.of_area(by=head, area=made.path) is None, "ended: not judged any more"


def test_the_readings_of_a_decision_stay_as_they_were(judged: Judged, at: datetime) -> None:
    head, found = actor(*May), judged[COMMUNE]
    actions.review(by=head, at=at, proposal_id=found.pk)
    made = actions.decide(by=head, at=at, proposal_id=found.pk, level=3, number="8/QĐ", start=timezone.localdate(at))
    case(person("Lò Thị Tư", COMMUNE), code="Z-4", diagnosed_at=at - hours(3), source_case=None)
    actions.save_own_set(
        by=head, at=at, area_path=DISTRICT, base="level-2686", name="Bộ khác", number="9/QĐ",
        changes={"triggers[0].days": 21}, effective_from=timezone.localdate(at),
    )  # fmt: skip
    actions.evaluate(by=SYSTEM, at=at, area_path=DISTRICT, day=timezone.localdate(at))
    kept = queries.judged_then(by=head, decision=LevelDecision.objects.get(pk=made.pk))
    assert kept
    assert kept[1].level == 3
    assert kept[1].readings[Measure.UNKNOWN_SOURCE].numerator == 1
    assert made.set_id == "level-2686"
    now = queries.of_area(by=head, area=COMMUNE)
    assert now
    assert queries.judged_again(by=head, proposal=now)[1].readings[Measure.UNKNOWN_SOURCE].numerator == 2


def test_one_paper_for_many_places(judged: Judged, at: datetime) -> None:
    head, today = actor(*May), timezone.localdate(at)
    ids = [judged[COMMUNE].pk, judged[OTHER_COMMUNE].pk]
    assert actions.decide_many(by=head, at=at, proposal_ids=ids, number="5/TB", start=today).done == 0, "not reviewed"
    assert actions.review_many(by=head, at=at, proposal_ids=ids).done == 2
    again = actions.review_many(by=head, at=at, proposal_ids=ids[:1])
    assert again.refused == (("Xã Bù Gia Mập", "Đánh giá này đã được rà soát."),)
    actions.record_announcement(
        by=head, at=at, area_path=OTHER_COMMUNE, level=4, since=today, number="2/TB", issuer="Ban Chỉ đạo tỉnh"
    )
    told = actions.decide_many(by=head, at=at, proposal_ids=ids, number="5/TB", start=today)
    assert told.done == 1
    assert "không được chậm hơn, thấp hơn" in told.refused[0][1]
    assert actions.publish_many(by=head, at=at, proposal_ids=ids).done == 1
    assert LevelDecision.objects.get().published_at
    paper = queries.notice_paper(by=head, area=DISTRICT, on=today)
    assert "Xã Bù Gia Mập" in str(paper.blocks)
    assert "cấp 3 (cam): 1 xã" in str(paper.blocks)
    assert "Chưa công bố cấp độ: 7/8 xã, phường, thị trấn: " in str(paper.blocks)
    with pytest.raises(Refused, match="Chưa có mức nào"):
        queries.notice_paper(by=head, area="3/12/", on=today)
    with pytest.raises(Refused, match="Chọn ít nhất"):
        actions.publish_many(by=head, at=at, proposal_ids=[])


def test_sources_of_a_day_are_never_added_up(district: None, at: datetime) -> None:
    """Persons, a series of communes, a series of districts that tells settings apart: the larger, the better told."""
    day, yesterday = timezone.localdate(at), timezone.localdate(at) - timedelta(days=1)

    def told(unit: str, area: str, cases: int, community: int | None = None) -> None:
        row = actions.SeriesRow(area_path=area, day=yesterday, cases=cases, community=community)
        actions.record_series(
            by=SYSTEM, at=at, area_path=PROVINCE, key=unit, title=f"Theo {unit}", unit=unit, rows=[row],
            first_day=day - timedelta(days=20), last_day=day,
        )  # fmt: skip

    def counted(set_id: str = "218", measure: Measure = Measure.CASE_RATE) -> tuple[float | None, str]:
        level_set = queries.get_set(by=SYSTEM, set_id=set_id)
        lines = queries.evaluated(by=SYSTEM, area=DISTRICT, day=day, level_set=level_set)
        reading = next(x for x in lines if x.path == DISTRICT).judged.readings[measure]
        return reading.numerator, reading.assumed

    places.record_population(by=SYSTEM, at=at, path=DISTRICT, population=80_000, as_of=day, source="thử")
    assert counted()[0] == 2, "two persons yesterday, one of them found in quarantine"
    told("commune", OTHER_COMMUNE, 5)
    assert counted()[0] == 7, "five in another commune: other people"
    told("commune", COMMUNE, 1)
    assert counted()[0] == 7, "the same people again"
    assert counted("4800", Measure.COMMUNITY_RATE) == (6, ASSUMED), "nobody told where the five were found"
    told("district", DISTRICT, 6)
    assert counted()[0] == 7, "a district told as a whole is not added either"
    told("district", DISTRICT, 90, 40)
    assert counted()[0] == 90
    assert counted("4800", Measure.COMMUNITY_RATE) == (40, ""), "who was found in quarantine is told apart: not assumed"


@pytest.mark.requirement("ZON-11", "ZON-12", "ZON-20")
def test_the_measures_of_a_scenario_become_tasks_and_end_with_it(district: None, at: datetime) -> None:
    head = actor(*May)
    with pytest.raises(Refused, match="Chưa công nhận"):
        actions.give_scenario(by=head, at=at, area_path=DISTRICT)
    tasks.begin_scenario(by=head, at=at, area_path=DISTRICT, number=1, reason="80 ca đang điều trị")
    with pytest.raises(Refused, match="Chưa có UBND"):
        actions.give_scenario(by=head, at=at, area_path=DISTRICT)
    agencies.found(by=SYSTEM, at=at, name="UBND huyện Bù Gia Mập", kind="committee", area_path=DISTRICT)
    first = actions.give_scenario(by=head, at=at, area_path=DISTRICT)
    assert first.changed == first.places > 3
    assert actions.give_scenario(by=head, at=at, area_path=DISTRICT).changed == 0, "given once"
    tasks.begin_scenario(by=head, at=at, area_path=DISTRICT, number=2, reason="120 ca đang điều trị")
    second = actions.give_scenario(by=head, at=at, area_path=DISTRICT)

    def told() -> dict[str, str]:
        return {t.text: t.state for t in Task.objects.filter(key__startswith="scenario/").order_by("pk")}

    rows = told()
    assert 0 < second.changed < second.places, "what both scenarios ask for goes on"
    assert rows["Giãn cách xã hội cấp xã theo bốn mức nguy cơ"] == "cancelled"
    assert rows["Khoanh vùng, truy vết, cách ly"] != "cancelled"
    assert rows["Giãn cách xã hội toàn huyện theo Chỉ thị 16/CT-TTg"] != "cancelled"
    tasks.begin_scenario(by=SYSTEM, at=at, area_path=DISTRICT, number=1, reason="50 ca đang điều trị")
    deliver_due()
    assert told() == rows, "what the numbers say alone is offered, not given"
    tasks.begin_scenario(by=head, at=at, area_path=DISTRICT, number=3, reason="501 ca đang điều trị")
    deliver_due()
    assert told()["Tổng động viên lực lượng xung kích, tình nguyện"] != "cancelled", (
        "what a person decides is given at once"
    )


def test_a_centre_that_recorded_nothing_is_not_green(db: None, at: datetime) -> None:
    """No case written down yet is not no case: every commune is told as not known, and so is its district."""
    places.load_official_units(by=SYSTEM, at=at, only=("3/70/",))
    centre.set_up(by=SYSTEM, at=at, name="Trung tâm mới", area_path=DISTRICT)
    day, chosen = timezone.localdate(at), queries.get_set(by=SYSTEM, set_id="level-2686")
    lines = queries.evaluated(by=SYSTEM, area=DISTRICT, day=day, level_set=chosen)
    assert all(line.judged.unread for line in lines)
    case(person("Lò Thị Đầu", COMMUNE), code="D-1", diagnosed_at=at - hours(5))
    told = {x.path: x.judged for x in queries.evaluated(by=SYSTEM, area=DISTRICT, day=day, level_set=chosen)}
    assert told[COMMUNE].level > 1
    far = next(x for path, x in told.items() if x.level == 1 and path.count("/") == 4)
    assert not far.unread
    assert far.readings[Measure.COMMUNITY_F1].missing == "chưa ghi người tiếp xúc nào trong hệ thống"


def test_a_series_may_end_the_day_before_and_says_so(db: None, at: datetime) -> None:
    """Counts come the next morning; two days later nobody knows any more."""
    places.load_official_units(by=SYSTEM, at=at, only=("3/70/",))
    day, chosen = timezone.localdate(at), queries.get_set(by=SYSTEM, set_id="level-2686")
    row = actions.SeriesRow(area_path=COMMUNE, day=day - timedelta(days=2), cases=4)
    actions.record_series(
        by=SYSTEM, at=at, area_path=PROVINCE, key="xã", title="Theo xã", unit="commune", rows=[row],
        first_day=day - timedelta(days=30), last_day=day,
    )  # fmt: skip

    def quiet(on: date) -> queries.Line:
        lines = queries.evaluated(by=SYSTEM, area=DISTRICT, day=on, level_set=chosen)
        return next(x for x in lines if x.path == OTHER_COMMUNE)

    assert quiet(day).judged.readings[Measure.COMMUNITY_CASES].assumed == ""
    tomorrow = quiet(day + timedelta(days=1)).judged
    assert not tomorrow.unread
    assert f"đến {day.day}/{day.month}/{day.year}" in tomorrow.readings[Measure.COMMUNITY_CASES].assumed
    assert quiet(day + timedelta(days=2)).judged.unread
