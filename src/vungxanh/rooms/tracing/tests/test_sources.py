"""Backwards from a case, and gatherings of cases, from the database to the page."""

from datetime import timedelta

import pytest
from django.urls import reverse

from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.tracing import queries, rules
from vungxanh.testing import AT, actor, person, venue

from .builders import f0, meeting, moment, visit

pytestmark = pytest.mark.django_db


def market_case(n: int, where, days: float = 6, **values):
    who = person(f"Người Chợ {n}")
    visit(who, where, moment(days, 8 + n / 10), 60)
    return f0(of=who, onset_date=(AT - timedelta(days=1)).date(), diagnosed_at=AT, **values)


def test_the_likeliest_source_comes_first_with_where_and_how_long(login) -> None:
    shop = venue("Chợ Phú Nghĩa")
    case = f0(of=person("Lê Thị Chưa Rõ"), onset_date=(AT - timedelta(days=1)).date())
    near, far = person("Ngô Văn Gần"), person("Ngô Văn Xa")
    likely = f0(of=near, onset_date=(AT - timedelta(days=5)).date())
    less = f0(of=far, onset_date=(AT - timedelta(days=2)).date())
    visit(case.person, shop, moment(6), 120)
    visit(near, shop, moment(6, 8.5), 90)
    meeting(case.person, far, moment(4), 20, physical=True)
    meeting(case.person, person("Không Bệnh"), moment(5), 600, physical=True)
    _case, told = queries.likely_sources(by=actor(), case_id=case.pk)
    assert [s.case.pk for s in told.rows] == [likely.pk, less.pk]
    first = told.rows[0]
    assert (first.venue, first.minutes, first.through, told.met) == ("Chợ Phú Nghĩa", 90, None, 3)
    assert sum(s.share for s in told.rows) == pytest.approx(1)
    assert 4 < first.days < 6
    client = login(actor())
    text = client.get(reverse("tracing:sources", args=[case.pk])).content.decode()
    assert likely.code in text
    assert "Chợ Phú Nghĩa" in text
    assert "tính lúc" in text
    proposed = f"/cases/{case.pk}/do/source/?source={likely.pk}"
    assert proposed in text
    assert f'value="{likely.pk}"' in client.get(proposed).content.decode()
    with pytest.raises(NotYours):
        queries.likely_sources(by=actor(area="3/12/111/"), case_id=case.pk)
    # what is typed now is in the next answer
    meeting(case.person, near, moment(5), 300, physical=True)
    assert queries.likely_sources(by=actor(), case_id=case.pk)[1].rows[0].times == 2


def test_where_no_case_met_him_it_goes_through_one_other_person() -> None:
    case = f0(of=person("Lê Thị Chưa Rõ"), onset_date=(AT - timedelta(days=1)).date())
    between, ill = person("Người Ở Giữa"), person("Người Bệnh")
    source = f0(of=ill, onset_date=(AT - timedelta(days=6)).date())
    meeting(ill, between, moment(7), 60, physical=True)
    meeting(between, case.person, moment(5), 60, physical=True)
    (row,) = queries.likely_sources(by=actor(), case_id=case.pk)[1].rows
    assert (row.case.pk, row.through.id) == (source.pk, between.pk)


def test_the_market_of_most_cases_is_found_and_homes_are_not(login, monkeypatch) -> None:
    market, home = venue("Chợ Đầu Mối"), venue("Nhà ông Tư", kind="home")
    cases = [market_case(n, market) for n in range(4)]
    for case in cases[:2]:
        visit(case.person, home, moment(5), 600)
    for n in range(30):
        visit(person(f"Khách {n}"), market, moment(2, 8), 30)
    found = queries.gatherings(by=actor(), disease="covid19", since=(AT - timedelta(days=14)).date())
    (row,) = found.rows
    assert (row.venue, len(row.cases), row.fresh, row.present) == ("Chợ Đầu Mối", 4, 4, 4)
    assert row.expected < 1
    assert row.by_chance < 0.05
    assert (found.cases, found.explained) == (4, 4)
    monkeypatch.setattr("vungxanh.rooms.tracing.views.shared.today", lambda: AT.date())
    client = login(actor())
    text = client.get(reverse("tracing:clusters") + "?days=14&disease=covid19").content.decode()
    assert "Chợ Đầu Mối" in text
    assert all(c.code in text for c in cases)
    nobody = queries.gatherings(by=actor(area="3/12/111/"), disease="covid19", since=(AT - timedelta(days=14)).date())
    assert nobody.cases == 0


def test_an_exposure_at_the_usual_time_before_the_onset_explains_most() -> None:
    span = {"shortest": 2, "longest": 14, "mean": 6}
    at = {days: rules.plausibility(days, **span) for days in (0, 2, 5, 10, 14, 16)}
    assert at[0] == at[16] == 0
    assert at[5] > at[2] > 0
    assert at[5] > at[10] > at[14] > 0
    assert rules.plausibility(9, shortest=2, longest=14, mean=None) == 1
