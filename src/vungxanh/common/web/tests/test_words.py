"""Dates, times, numbers and durations in words; typed dates; forms; drawn timelines."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django import forms
from django.utils import translation

from vungxanh.common.web import formats
from vungxanh.common.web.forms import ActionForm
from vungxanh.common.web.lanes import LEFT, RIGHT, Span, lay_out
from vungxanh.common.web.typed_dates import DayField, DeadlineField, MomentField, parse_day, parse_moment
from vungxanh.kernel.refused import NotYours, Refused

AT = datetime(2021, 8, 17, 0, 30, tzinfo=UTC)  # 07:30 in Vietnam


def test_vietnamese_forms() -> None:
    assert formats.vn_date(date(2021, 8, 7)) == "7/8/2021"
    assert formats.vn_time(AT) == "07:30"
    assert formats.vn_datetime(AT) == "07:30 17/8/2021"
    assert formats.vn_span(AT, AT + timedelta(hours=2)) == "07:30–09:30 17/8/2021"
    assert formats.vn_number(1500) == "1.500"
    assert formats.vn_number(1234.56, 2) == "1.234,56"
    assert formats.vn_number(None) == "–"


def test_english_forms() -> None:
    with translation.override("en"):
        assert formats.vn_date(date(2021, 8, 7)) == "7 Aug 2021"
        assert formats.vn_number(1500.5) == "1,500.5"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "dưới 1 phút"), (45, "45 phút"), (200, "3 giờ 20 phút"), (50 * 60 + 5, "50 giờ"), (5 * 1440, "5 ngày")],
)
def test_late_is_said_in_words_and_hours(minutes: int, words: str) -> None:
    assert formats.duration(timedelta(minutes=minutes)) == words
    assert formats.late_in_words(AT, AT + timedelta(minutes=minutes, seconds=1)) == f"trễ {words}"
    assert formats.late_in_words(AT + timedelta(minutes=minutes), AT) == f"còn {words}"


@pytest.mark.parametrize("text", ["17/8/2021", " 17-08-2021", "17.8.2021", "2021-08-17"])
def test_days_as_people_type_them(text: str) -> None:
    assert parse_day(text) == date(2021, 8, 17)


@pytest.mark.parametrize(
    "text",
    [
        "07:30 17/8/2021",
        "7h30 17/8/2021",
        "17/8/2021 7:30",
        "2021-08-17T07:30",
        "2021-08-17T00:30:00Z",
        "7g30 17-8-2021",
    ],
)
def test_moments_as_people_type_them(text: str) -> None:
    assert parse_moment(text) == AT


@pytest.mark.parametrize(
    "text", ["", "17/13/2021", "31/2/2021", "17/8", "8/17/2021", "07:30", "25:00 17/8/2021", "a b", "17/8/21"]
)
def test_what_cannot_be_a_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_day(text)
    with pytest.raises(ValueError):
        parse_moment(text)


class Report(ActionForm):
    onset = DayField(label="Khởi phát")
    seen = MomentField(label="Lúc", required=False)
    note = forms.CharField(label="Ghi chú", required=False)


KEY = "0190a8c0-0000-7000-8000-000000000001"


def test_a_bad_date_keeps_what_was_typed() -> None:
    form = Report({"onset": "40/1/2021", "seen": "7h30 17/8/2021", "_key": KEY})
    assert form.errors == {"onset": ["Ngày viết như 17/8/2021."]}
    assert 'value="40/1/2021"' in str(form["onset"])
    assert 'value="7h30 17/8/2021"' in str(form["seen"])
    assert 'value="07:30 17/8/2021"' in str(Report(initial={"seen": AT})["seen"])


def test_a_refusal_stands_at_its_field_and_not_yours_passes() -> None:
    form = Report({"onset": "17/8/2021", "_key": KEY})
    assert form.is_valid()
    assert form.key == UUID(KEY)
    with form.refusals():
        raise Refused("Ngày khởi phát sau ngày lấy mẫu.", field="onset")
    assert not form.is_valid()
    assert form.errors["onset"] == ["Ngày khởi phát sau ngày lấy mẫu."]
    with form.refusals():
        raise Refused("Không được.", field="nothing of this form")
    assert form.non_field_errors() == ["Không được."]
    with pytest.raises(NotYours), form.refusals():
        raise NotYours("Không thấy.")


def test_what_is_missing_is_said_shortly() -> None:
    assert Report({"_key": KEY}).errors["onset"] == ["Chưa nhập."]


def test_a_form_without_its_key_is_not_sent() -> None:
    assert "_key" in Report({"onset": "17/8/2021"}).errors
    assert Report()["_key"].initial != Report()["_key"].initial


def test_a_timeline_keeps_order_and_proportion() -> None:
    day = timedelta(days=1)
    chart = lay_out(
        "Ca 1",
        [Span("Mẫu", "b", AT + 2 * day), Span("Cách ly", "nhà", AT, AT + 4 * day), Span("Mẫu", "a", AT)],
        AT + day,
    )
    assert [lane.label for lane in chart.lanes] == ["Mẫu", "Cách ly"]
    first, second = chart.lanes[0].marks
    (bar,) = chart.lanes[1].marks
    assert first.x < second.x
    assert bar.width == pytest.approx(2 * (second.x - first.x), abs=0.5)
    assert first.x >= LEFT
    assert bar.x + bar.width <= RIGHT
    assert chart.now_x == pytest.approx((first.x + second.x) / 2, abs=0.2)
    assert "Cách ly: nhà, 07:30 17/8/2021 – 07:30 21/8/2021" in chart.texts
    assert lay_out("không", []).lanes == ()


def test_a_deadline_typed_as_a_day_is_the_whole_day() -> None:
    found = DeadlineField().clean("24/8/2021")
    assert found == parse_moment("23:59 24/8/2021")
    assert DeadlineField().clean("7h30 24/8/2021") == parse_moment("07:30 24/8/2021")
    with pytest.raises(forms.ValidationError):
        DeadlineField().clean("32/8/2021")
