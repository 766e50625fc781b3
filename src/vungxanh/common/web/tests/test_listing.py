"""Lists: what parameters do, and that no parameter can break a page or carry a name."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.db.models import Q
from django.http import HttpRequest
from django.test import RequestFactory

from vungxanh.common.models import Job
from vungxanh.common.web.columns import Column
from vungxanh.common.web.filters import AreaFilter, BooleanFilter, ChoiceFilter, DateRangeFilter, TextFilter
from vungxanh.common.web.listing import Count, Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.private_text import open_sealed, seal

START = datetime(2021, 8, 17, 1, tzinfo=UTC)


class JobList(Listing):
    key = "jobs"
    columns = (
        Column(name="title", label="Tên", main=True, sort="title"),
        Column(name="kind", label="Loại"),
        Column(name="created_at", label="Lúc", sort="new", shown=False),
    )
    filters = (
        TextFilter(name="q", label="tên", search=lambda rows, text: rows.filter(title__icontains=text)),
        ChoiceFilter(name="kind", label="loại", choices=[("a", "loại A"), ("b", "loại B")]),
        DateRangeFilter(name="made", label="lập", field="created_at", moments=True),
        BooleanFilter(name="stop", label="xin dừng", q=Q(cancel_asked=True)),
        AreaFilter(name="area", label="địa bàn", name_of=lambda p: {"1/": "xã Một"}.get(p), url_name="x", field="kind"),
    )
    sorts = {"new": ("-created_at",), "title": ("title",)}
    default_sort = "new"
    page_size = 4
    empty = Empty("Chưa có", "Sẽ có.")


@pytest.fixture
def jobs(db: None) -> list[Job]:
    return Job.objects.bulk_create(
        Job(kind="ab"[n % 2], title=f"việc {n}", created_at=START + timedelta(days=n), cancel_asked=n < 3)
        for n in range(10)
    )


def ask(params: dict[str, Any] | None = None, method: str = "get", **headers: str) -> HttpRequest:
    request: HttpRequest = getattr(RequestFactory(), method)("/jobs/", params or {}, **headers)
    request.session = {}  # type: ignore[assignment]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    return request


def titles(listing: Listing) -> list[str]:
    return [row.object.title for row in listing.rows()]


def test_without_parameters_the_newest_come_first(jobs: list[Job]) -> None:
    listing = JobList(ask(), Job.objects.all())
    assert titles(listing) == ["việc 9", "việc 8", "việc 7", "việc 6"]
    assert (listing.before_url, listing.notices) == ("", [])
    assert listing.count() == Count(10)
    follow = JobList(ask(parse(listing.after_url)), Job.objects.all())
    assert titles(follow) == ["việc 5", "việc 4", "việc 3", "việc 2"]
    assert titles(JobList(ask(parse(follow.before_url)), Job.objects.all())) == titles(listing)


def parse(url: str) -> dict[str, Any]:
    return dict(parse_qs(urlsplit(url).query))


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"kind": "a"}, ["việc 8", "việc 6", "việc 4", "việc 2"]),
        ({"kind": ["a", "b"], "made_to": "2021-08-18"}, ["việc 1", "việc 0"]),
        ({"made_from": "26/8/2021"}, ["việc 9"]),
        ({"made_from": "2021-08-18", "made_to": "2021-08-18"}, ["việc 1"]),
        ({"stop": "1"}, ["việc 2", "việc 1", "việc 0"]),
        ({"stop": "0", "sort": "-new"}, ["việc 3", "việc 4", "việc 5", "việc 6"]),
        ({"sort": "title"}, ["việc 0", "việc 1", "việc 2", "việc 3"]),
        ({"sort": "-title"}, ["việc 9", "việc 8", "việc 7", "việc 6"]),
    ],
)
def test_parameters_narrow_and_order(jobs: list[Job], params: dict[str, Any], found: list[str]) -> None:
    listing = JobList(ask(params), Job.objects.all())
    assert titles(listing) == found
    assert listing.notices == []


@pytest.mark.parametrize(
    "params",
    [
        {"kind": "z"},
        {"made_from": "31/2/2021"},
        {"made_from": "hôm qua"},
        {"made_from": "2021-08-20", "made_to": "2021-08-18"},
        {"stop": "2"},
        {"sort": "; DROP TABLE"},
        {"at": "after-1"},
        {"at": "x" * 3000},
        {"area": "99/"},
        {"area": "1"},
        {"q": "không phải chữ đã niêm"},
        {"kind": "\x00"},
    ],
)
def test_a_value_that_cannot_be_read_is_said_and_left_out(jobs: list[Job], params: dict[str, Any]) -> None:
    listing = JobList(ask(params), Job.objects.all())
    assert titles(listing) == ["việc 9", "việc 8", "việc 7", "việc 6"]
    assert len(listing.notices) == 1


def test_posted_words_are_sealed_in_the_address(jobs: list[Job]) -> None:
    listing = JobList(ask({"q": "việc 7"}, "post"), Job.objects.all())
    answer = listing.respond("unused.html")
    assert answer.status_code == HTTPStatus.FOUND
    assert "việc" not in unquote(answer["Location"])
    assert titles(JobList(ask(parse(answer["Location"])), Job.objects.all())) == ["việc 7"]
    assert open_sealed(seal("An")) == "An"
    assert open_sealed(seal("An")[:-2]) is None


def test_chips_say_the_filter_and_how_to_drop_it(jobs: list[Job]) -> None:
    params = {"kind": ["a", "b"], "made_from": "2021-08-18", "stop": "0", "sort": "title", "area": "1/"}
    listing = JobList(ask(params), Job.objects.all())
    assert [(str(c.label), c.text) for c in listing.chips()] == [
        ("loại", "loại A hoặc loại B"),
        ("lập", "từ 18/8/2021"),
        ("xin dừng", "không"),
        ("địa bàn", "xã Một"),
    ]
    assert parse(listing.chips()[0].without) == {
        "made_from": ["2021-08-18"],
        "stop": ["0"],
        "sort": ["title"],
        "area": ["1/"],
    }


def test_the_chosen_columns_are_remembered(jobs: list[Job]) -> None:
    chosen = JobList(ask({"chosen": "1", "col": ["created_at", "title"]}, "post"), Job.objects.all())
    answer = chosen.respond("unused.html")
    cookie = answer.cookies["cols_jobs"]
    later = ask()
    later.COOKIES["cols_jobs"] = cookie.value
    assert [c.name for c in JobList(later, Job.objects.all()).shown_columns] == ["created_at", "title"]
    later.COOKIES["cols_jobs"] = "nonsense"
    assert [c.name for c in JobList(later, Job.objects.all()).shown_columns] == ["title", "kind"]


def test_heads_turn_the_order(jobs: list[Job]) -> None:
    heads = {h.column.name: h for h in JobList(ask({"sort": "title"}), Job.objects.all()).heads()}
    assert (heads["title"].sorted, parse(heads["title"].url)) == ("ascending", {"sort": ["-title"]})
    assert heads["kind"].sorted == ""


def test_counting_stops_at_ten_thousand(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vungxanh.common.web.listing.MANY", 3)
    Job.objects.bulk_create(Job(kind="a", title="x", created_at=START) for _n in range(5))
    assert JobList(ask(), Job.objects.all()).count() == Count(3, more=True)
