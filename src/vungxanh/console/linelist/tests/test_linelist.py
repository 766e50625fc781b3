"""The line list: columns chosen and ordered, kept under a name, taken away as seen, few queries."""

import csv
import io
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from vungxanh.common.models import SavedView
from vungxanh.kernel.actor import system
from vungxanh.rooms.places import actions as places
from vungxanh.testing import AT, case, client_as, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser() -> Any:
    places.load_official_units(by=system(), at=AT, only=("3/70/",))
    for n in range(6):
        case(person(f"Lê Thị Mẫu {n}"), code=f"CV-{n}", status="confirmed" if n % 2 else "suspected")
    return client_as("officer")


def test_columns_come_in_the_order_chosen(browser: Any) -> None:
    shown = browser.get("/linelist/?cols=outcome.code.f1").content.decode()
    heads = [shown.index(f'data-label="{name}"') for name in ("Kết cục", "Mã ca", "F1")]
    assert heads == sorted(heads)
    assert "Lê Thị Mẫu" not in shown


def test_a_file_has_the_columns_seen(browser: Any) -> None:
    answer = browser.post("/linelist/?status=confirmed&cols=code.name.open&sort=code", {"export": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[0] == ["Mã ca", "Họ và tên", "Tiếp xúc đang theo dõi"]
    assert [row[0] for row in rows[1:]] == ["CV-1", "CV-3", "CV-5"]


def test_a_view_is_kept_shared_and_dropped(browser: Any) -> None:
    asked = "/linelist/?status=confirmed&cols=code.f1&sort=code"
    shown = browser.post(
        asked, {"keep": "1", "view_name": "F0 có F1", "view_shared": "1"}, follow=True
    ).content.decode()
    view = SavedView.objects.get()
    assert view.query == "status=confirmed&sort=code&cols=code.f1"
    assert view.agency_id is not None
    assert f"/linelist/?{view.query.replace('&', '&amp;')}" in shown
    other = client_as("officer")
    assert "F0 có F1" not in other.get("/linelist/").content.decode()
    assert other.post("/linelist/", {"drop": str(view.pk)}).status_code == 404
    browser.post("/linelist/", {"keep": "1", "view_name": " "})
    browser.post("/linelist/", {"drop": str(view.pk)})
    assert not SavedView.objects.exists()


def test_words_searched_for_are_not_kept(browser: Any) -> None:
    sealed = browser.post("/linelist/", {"q": "Mẫu 3"})["Location"]
    browser.post(sealed, {"keep": "1", "view_name": "tìm"})
    assert "q=" not in SavedView.objects.get().query


def test_every_row_that_fits_can_be_chosen_at_once(browser: Any) -> None:
    shown = browser.get("/linelist/?status=confirmed&picked=all").content.decode()
    assert shown.count('type="hidden" name="pick"') == 3


def test_a_page_with_every_column_costs_few_queries(
    browser: Any, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    from vungxanh.console.linelist.columns import COLUMNS

    with django_assert_max_num_queries(20):
        assert browser.get("/linelist/?cols=" + ".".join(c.name for c in COLUMNS)).status_code == 200
