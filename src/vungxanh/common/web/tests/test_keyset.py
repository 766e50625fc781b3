"""Keyset paging against a plain sort of everything."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import F, IntegerField
from django.db.models.functions import Length
from django.test.utils import CaptureQueriesContext

from vungxanh.common.models import Job
from vungxanh.common.web import keyset

START = datetime(2021, 8, 17, tzinfo=UTC)
ORDERS = [
    ("created_at",),
    ("-created_at",),
    ("kind", "-title"),
    ("-started_at", "kind"),
    ("started_at", "-total"),
    ("-kind", "started_at", "-total"),
    ("pk",),
    ("-pk",),
    (),
]


@pytest.fixture
def jobs(db: None) -> list[Job]:
    """61 rows with many ties and many nulls."""
    dice = random.Random(5)
    return Job.objects.bulk_create(
        Job(
            kind=dice.choice("abc"),
            title=dice.choice(["Đắk Ơ", "an", "ân", "b'ình"]),
            total=dice.choice([None, 1, 2]),
            created_at=START + timedelta(minutes=dice.randrange(5)),
            started_at=dice.choice([None, START, START + timedelta(hours=1)]),
        )
        for _n in range(61)
    )


def whole(names: tuple[str, ...]) -> list[object]:
    """The order said in one statement, nulls last."""
    keys = keyset.order(Job, names)
    columns = [F(k.field).desc(nulls_last=True) if k.desc else F(k.field).asc(nulls_last=True) for k in keys]
    return [job.pk for job in Job.objects.order_by(*columns)]


@pytest.mark.parametrize("names", ORDERS)
@pytest.mark.parametrize("size", [1, 7, 61, 100])
def test_walking_forth_and_back_shows_every_row_once_in_order(
    jobs: list[Job], names: tuple[str, ...], size: int
) -> None:
    keys, expected = keyset.order(Job, names), whole(names)
    pages, cursor = [], ""
    while True:
        page = keyset.page(Job.objects.all(), keys, size=size, cursor=cursor)
        pages.append(page)
        if not page.after:
            break
        cursor = page.after
    assert [row.pk for page in pages for row in page.rows] == expected
    assert pages[0].before == ""
    back, at = [pages[-1]], pages[-1]
    while at.before:
        at = keyset.page(Job.objects.all(), keys, size=size, cursor=at.before)
        assert at.after
        back.insert(0, at)
    assert [row.pk for page in back for row in page.rows] == expected


@pytest.mark.django_db
def test_nothing_gives_an_empty_page_without_cursors() -> None:
    page = keyset.page(Job.objects.all(), keyset.order(Job, ("kind",)), size=5)
    assert (page.rows, page.before, page.after) == ([], "", "")


@pytest.mark.parametrize(
    "cursor", ["x", "after-", "after-x", "sideways-1", "after-01890a5d-ac96-774b-bcce-b302099a8057", "before-' OR 1=1"]
)
def test_a_cursor_that_leads_nowhere_is_refused(jobs: list[Job], cursor: str) -> None:
    with pytest.raises(keyset.CursorError):
        keyset.page(Job.objects.all(), keyset.order(Job, ("kind",)), size=5, cursor=cursor)


def test_a_row_that_left_the_filter_still_marks_the_place(jobs: list[Job]) -> None:
    keys = keyset.order(Job, ("-created_at",))
    wanted = Job.objects.filter(kind__in=["a", "b"])
    first = keyset.page(wanted, keys, size=5)
    second = keyset.page(wanted, keys, size=5, cursor=first.after)
    Job.objects.filter(pk=first.rows[-1].pk).update(kind="c")
    again = keyset.page(wanted, keys, size=5, cursor=first.after, base=Job.objects.all())
    assert [r.pk for r in again.rows] == [r.pk for r in second.rows]


def test_a_row_outside_what_one_may_see_is_no_place(jobs: list[Job]) -> None:
    keys = keyset.order(Job, ("created_at",))
    theirs = Job.objects.filter(kind="c").first()
    assert theirs is not None
    mine = Job.objects.filter(kind="a")
    with pytest.raises(keyset.CursorError):
        keyset.page(mine, keys, size=5, cursor=f"after-{theirs.pk}", base=mine)


def test_an_annotation_can_be_sorted_by(jobs: list[Job]) -> None:
    rows = Job.objects.annotate(letters=Length("title", output_field=IntegerField()))
    keys = keyset.order(Job, ("-letters",))
    assert keys[0].nullable
    first = keyset.page(rows, keys, size=40)
    second = keyset.page(rows, keys, size=40, cursor=first.after)
    assert len({r.pk for r in [*first.rows, *second.rows]}) == 61


def test_a_cursor_holds_no_value_of_a_row(jobs: list[Job]) -> None:
    page = keyset.page(Job.objects.all(), keyset.order(Job, ("title",)), size=3)
    assert page.after == f"after-{page.rows[-1].pk}"


def test_a_page_costs_two_queries_and_no_offset(jobs: list[Job]) -> None:
    keys = keyset.order(Job, ("-created_at",))
    first = keyset.page(Job.objects.all(), keys, size=5)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        keyset.page(Job.objects.all(), keys, size=5, cursor=first.after)
    assert len(seen) == 2
    assert not any("OFFSET" in q["sql"] for q in seen)


def test_the_key_is_added_in_the_direction_of_the_last_column() -> None:
    assert keyset.order(Job, ("kind", "-created_at"))[-1] == keyset.Key("pk", desc=True)
    assert [k.field for k in keyset.order(Job, ("-id",))] == ["id"]
    assert keyset.order(Job, ("started_at",))[0].nullable
    assert not keyset.order(Job, ("kind",))[0].nullable
