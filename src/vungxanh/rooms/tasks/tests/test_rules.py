"""Decisions, without a database."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import squeeze
from vungxanh.rooms.tasks import rules
from vungxanh.rooms.tasks.rules import Due, DueKind, State, Timing, Verb

pytestmark = pytest.mark.nodb
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 1))
NOON = datetime(2021, 8, 17, 5, tzinfo=UTC)


@given(DAYS, st.sets(st.integers(1, 31), min_size=1, max_size=4))
def test_every_month_has_its_days_or_its_last_one(first: date, days: set[int]) -> None:
    rhythm = rules.parse_rhythm(f"monthly day {','.join(map(str, days))}")
    assert rhythm is not None
    begin = first.replace(day=1)
    length = monthrange(begin.year, begin.month)[1]
    found = list(rules.occurrences(rhythm, begin, begin.replace(day=length)))
    assert [d.day for d in found] == sorted({min(day, length) for day in days})


@given(
    DAYS,
    st.integers(0, 60),
    st.integers(0, 60),
    st.sampled_from(["daily", "weekly mon,thu", "monthly day 15,30", "every 3 days", "quarterly"]),
)
def test_days_asked_for_in_two_parts_are_those_asked_for_at_once(first: date, one: int, two: int, rule: str) -> None:
    rhythm = rules.parse_rhythm(rule)
    assert rhythm is not None
    middle, last = first + timedelta(days=one), first + timedelta(days=one + two)
    parts = [*rules.occurrences(rhythm, first, middle), *rules.occurrences(rhythm, middle + timedelta(days=1), last)]
    whole = list(rules.occurrences(rhythm, first, last))
    assert parts == whole == sorted(set(whole))
    assert all(first <= day <= last for day in whole)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_a_rhythm(text: str) -> None:
    rules.parse_rhythm(text)


def test_rhythms_of_the_documents() -> None:
    fifteen = rules.parse_rhythm("monthly day 15,30")
    assert fifteen is not None
    got = list(rules.occurrences(fifteen, date(2022, 2, 1), date(2022, 3, 31)))
    assert got == [date(2022, 2, 15), date(2022, 2, 28), date(2022, 3, 15), date(2022, 3, 30)]
    for bad in ("daily 3", "monthly day 0", "monthly day 32", "daily at 25:00", "every 0 days", "every day", None):
        assert rules.parse_rhythm(bad) is None
    at = rules.parse_rhythm("weekly mon at 7:30")
    assert (at.kind, at.days, f"{at.at:%H:%M}") == ("weekly", (0,), "07:30")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("weekly", ["2021-08-06", "2021-08-13", "2021-08-20", "2021-08-27"]),
        ("monthly", ["2021-08-31", "2021-09-30"]),
        ("quarterly", ["2021-09-30", "2021-12-31"]),
        ("yearly", ["2021-12-31"]),
        ("every 2 months", ["2021-08-31", "2021-10-31"]),
    ],
)
def test_what_comes_back_without_a_day_has_a_clock_all_the_same(rule: str, days: list[str]) -> None:
    rhythm = rules.parse_rhythm(rule)
    assert rhythm is not None
    last = date(2021, 12, 31) if len(days) < 4 else date(2021, 8, 31)
    assert [d.isoformat() for d in rules.occurrences(rhythm, date(2021, 8, 1), last)][: len(days)] == days


def test_the_hour_of_a_document_goes_with_its_rhythm() -> None:
    assert rules.timed("daily", "16:00") == "daily at 16:00"
    assert rules.timed("weekly", "7:30") == "weekly at 7:30"
    assert rules.timed("monthly day 15,30", None) == "monthly day 15,30"
    assert rules.timed("daily", "24:30") == "daily"
    every = rules.parse_rhythm("every 3 days at 08:00")
    assert every is not None
    found = list(rules.occurrences(every, date(2021, 8, 1), date(2021, 8, 10)))
    assert all((b - a).days == 3 for a, b in pairwise(found))
    assert len(found) >= 3


@pytest.mark.parametrize(
    ("due", "moment"),
    [
        (Due(DueKind.BY, date="2021-08-18", raw="trước ngày 18/8/2021"), "2021-08-17T23:59"),
        (Due(DueKind.BY, date="2021-08-20", raw="chậm nhất ngày 20/8/2021"), "2021-08-20T23:59"),
        (Due(DueKind.BY, date="2021-08-19", time="10:00", raw="vào 10 giờ ngày 19/08/2021"), "2021-08-19T10:00"),
        (Due(DueKind.DURING, date="2021-08-31", start="2021-08-01", raw="trong tháng 8/2021"), "2021-08-31T23:59"),
        (Due(DueKind.DURING, date="2021-08-31", raw="trước mắt, trong tháng 8/2021"), "2021-08-31T23:59"),
        (Due(DueKind.WITHIN, hours=12), None),
        (Due(DueKind.ONGOING), None),
        (Due(DueKind.BY, date="2021-02-30"), None),
        (Due(DueKind.BY, date="0001-01-01", raw="trước"), None),
    ],
)
def test_a_deadline_in_words_is_its_last_minute(due: Due, moment: str | None) -> None:
    found = rules.due_moment(due, UTC)
    assert (f"{found:%Y-%m-%dT%H:%M}" if found else None) == moment


def test_hours_and_days_from_an_event_are_a_span() -> None:
    assert rules.span_of(Due(DueKind.WITHIN, hours=12)) == timedelta(hours=12)
    assert rules.span_of(Due(DueKind.WITHIN, days=15)) == timedelta(days=15)
    assert rules.span_of(Due(DueKind.WITHIN)) is None
    assert rules.span_of(Due(DueKind.BY, hours=3)) is None


def test_lateness_is_said_and_never_hidden() -> None:
    def said(state: str, due: int | None, **more: datetime) -> Timing:
        return rules.timing(
            state,
            due_at=None if due is None else NOON + timedelta(hours=due),
            at=NOON,
            soon=timedelta(hours=24),
            **more,
        )

    assert said("open", None) is Timing.NONE
    assert said("asleep", -5) is Timing.NONE
    assert said("open", 25) is Timing.ON_TIME
    assert said("doing", 24) is Timing.SOON
    assert said("doing", -1) is Timing.LATE
    assert said("doing", -1, escalated_at=NOON) is Timing.ESCALATED
    assert said("reported", -1, reported_at=NOON - timedelta(hours=2)) is Timing.DONE_ON_TIME
    assert said("done", -3, reported_at=NOON - timedelta(hours=2)) is Timing.DONE_LATE
    assert all(rules.said(value) for value in Timing)


@pytest.mark.requirement("ZON-08")
@pytest.mark.requirement("ZON-09")
@pytest.mark.requirement("ZON-10")
@pytest.mark.parametrize(("active", "scenario"), [(0, 1), (99, 1), (100, 2), (500, 2), (501, 3), (9999, 3)])
def test_the_borders_of_the_plan_have_no_gap(active: int, scenario: int) -> None:
    from vungxanh.rooms.tasks.queries import borders

    found = borders("3/70/691/25222/", date(2021, 8, 17))
    assert found is not None
    assert rules.scenario_of(active, found[0]) == scenario
    assert "152/KH-UBND" in found[1]
    assert borders("3/12/111/", date(2021, 8, 17)) is None


CONDITIONS: dict[tuple[int, ...], list[str]] = {
    (): [
        "nếu có ca bệnh ở trường cấp 3", "nhà cấp 4", "không còn là vùng đỏ", "người có nguy cơ cao",
        "nếu vùng do công an quản lý có ca", "vượt 100 ca", "khi cấp trên chỉ đạo", "nguy cơ lây nhiễm cao",
        "dưới cấp độ 3", "cấp 10", "cấp 3.000 khẩu trang", "cấp 2 máy thở", "tùy vào mức độ dịch bệnh", "",
        "nếu có ca trong cộng đồng", "nếu có người từ vùng đỏ về", "khi chuyển từ vùng xanh sang vùng vàng", "cấp phát độ 3 ngày",
    ],
    (1,): [
        "mức bình thường mới", "vùng xanh",
    ],
    (1, 2): [
        "cấp độ 2 trở xuống",
    ],
    (1, 2, 3): [
        "cấp độ 1 đến cấp độ 3", "cấp độ 1-3",
    ],
    (2,): [
        "CẤP ĐỘ 2", "mức nguy cơ", "xã thuộc vùng vàng", "hạ xuống cấp độ 2",
    ],
    (2, 3): [
        "mức “Nguy cơ”, “Nguy cơ cao”",
    ],
    (2, 3, 4): [
        "cấp độ 2, cấp độ 3 và cấp độ 4",
    ],
    (3,): [
        "khi chuyển sang cấp độ 3", "“VÙNG CAM”", "mức nguy cơ cao", "khi dịch ở cấp độ III", "mức độ 3",
        "khi trên địa bàn xã ở cấp độ 3 thì", "khi cấp 3 tại xã", "cấp III", "khi xã chuyển sang cấp độ 3", "khi xã chuyển từ cấp độ 2 lên cấp độ 3", "khi xã chuyển đến cấp độ 3",
    ],
    (3, 4): [
        "từ cấp độ 3 trở lên", "các xã vùng cam, vùng đỏ", "vùng cam và đỏ", "cap do 3 tro len", "cấp độ 3, 4",
        "cấp 3 hoặc cấp 4", "địa phương có mức độ nguy cơ cao trở lên", "khi có 3 xã ở cấp độ 3/4",
    ],
    (4,): [
        "khi địa bàn đạt cấp 4", "vùng đỏ", "khi xa o vung do", "mức “Nguy cơ rất cao”", "cấp độ dịch 4",
        "địa bàn có nguy cơ rất cao", "cấp 4 trở lên",
    ],
}  # fmt: skip


@pytest.mark.parametrize("levels", CONDITIONS)
def test_levels_are_read_out_of_a_condition(levels: tuple[int, ...]) -> None:
    for condition in CONDITIONS[levels]:
        assert rules.levels_of(condition) == levels, condition
        assert rules.levels_of(condition.upper()) == levels, condition


def test_a_task_under_a_scenario_waits_for_that_alone() -> None:
    said = rules.Condition(when="nếu xã ở cấp độ 3 trở lên", also="có ca mới")
    assert (rules.waits_for(said), rules.waits_for(rules.Condition(2, "cấp độ 3"))) == ("34", "")
    assert rules.condition_text(said) == "nếu xã ở cấp độ 3 trở lên · có ca mới"


def test_what_stands_for_several_shows_the_worst() -> None:
    assert rules.rolled_state({"done": 11, "open": 1}) is State.OPEN
    assert rules.rolled_state({"done": 10, "doing": 1, "reported": 1}) is State.DOING
    assert rules.rolled_state({"done": 11, "reported": 1}) is State.REPORTED
    assert rules.rolled_state({"done": 11, "cancelled": 1}) is State.DONE
    assert rules.rolled_state({"asleep": 3}) is State.ASLEEP
    assert rules.rolled_state({"cancelled": 3}) is State.CANCELLED


@given(st.sampled_from(list(State)), st.lists(st.sampled_from(list(Verb)), max_size=12))
def test_no_way_leads_to_done_but_through_a_report_and_an_approval(start: State, verbs: list[Verb]) -> None:
    state, before = start, None
    for verb in verbs:
        try:
            state, before = rules.moved(state, verb), state
        except Refused:
            continue
        assert state is not State.DONE or (verb is Verb.CLOSE and before is State.REPORTED)


def test_targets_are_measured_by_their_operator() -> None:
    assert [rules.met(op, 95, 95) for op in (">=", ">", "<=", "<", "=")] == [True, False, True, False, True]
    assert rules.met(">=", 95, None) is None
    assert (rules.reached_percent(">=", 200, 50), rules.reached_percent(">=", 0, 5), rules.reached_percent(">=", 9, None)) == (
        25, 100, 0,
    )  # fmt: skip


@given(st.text(max_size=600))
def test_a_title_is_short_and_begins_the_text(text: str) -> None:
    title = rules.title_of(text)
    assert len(title) <= 160
    assert squeeze(text).startswith(title.removesuffix("…"))


def test_agencies_of_one_kind_are_told_apart_by_their_names() -> None:
    names = ["Hội đồng nhân dân xã Đak Ơ", "Hội đồng nhân dân xã Đức Hạnh"]
    assert {rules.sort_of(name) for name in names} == {"hoi dong"}
    assert rules.group_words("committee", "hoi dong", names, alone=False)[1] == "Hội đồng nhân dân xã …"
    assert rules.group_words("committee", "uy ban", ["Ủy ban nhân dân xã A"], alone=False)[0] == "committee"
    assert rules.group_words("health", "tram y", names, alone=True)[0] == "health"
