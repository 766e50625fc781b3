"""The queue of possible duplicates and the suggestions while typing, as pages."""

import re
from datetime import datetime
from uuid import UUID

import pytest
from django.db import connection

from vungxanh.common.worker import deliver_due
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.people import actions, queries
from vungxanh.rooms.people.queries import common
from vungxanh.rooms.people.tests.test_pages import client_as
from vungxanh.testing import COMMUNE

pytestmark = pytest.mark.django_db
ONE = {"area_path": COMMUNE, "full_name": "Lò Thị Páo", "sex": "F", "birth_year": 1987, "phone": "0912345678"}


def two(at: datetime, **other: object) -> list[str]:
    made = [
        actions.record(by=system(), at=at, **(ONE | values)) for values in ({}, {"full_name": "LO THI PAO"} | other)
    ]
    deliver_due()
    return [str(person.pk) for person in made]


def test_the_queue_is_worked_pair_by_pair(officer: Actor, at: datetime) -> None:
    first, second = two(at, occupation="Giáo viên")
    two(at, phone="0912345679", full_name="Lò Thị Pao")
    desk = client_as("officer")
    page = desk.get("/people/duplicates/").content.decode()
    assert "khả năng là một người" in page
    assert "cùng số điện thoại" in page
    assert "0912345678" not in page
    waiting = queries.count_waiting(officer)
    assert f'class="vx-nav-count">{waiting}<' in page
    pair = queries.pair_of(system(), UUID(first), UUID(second))
    assert pair is not None
    url = f"/people/duplicates/{pair.pk}/decide/"
    sent = {"_key": str(new_id()), "verdict": "same", "survivor": first, "of_occupation": second, "of_full_name": first}
    said = desk.post(url, sent, headers={"hx-request": "true"}).content.decode()
    assert "Đã gộp thành một hồ sơ" in said
    assert desk.post(url, sent, headers={"hx-request": "true"}).status_code == 200  # sent twice, done once
    found = queries.get(system(), UUID(second))
    assert (str(found.pk), found.occupation, found.full_name) == (first, "Giáo viên", "Lò Thị Páo")
    assert queries.count_waiting(officer) < waiting
    assert desk.get(f"/people/{second}/").headers["location"] == f"/people/{first}/"
    undo = re.search(r'action="(/people/merges/[^"]+)"', said)
    assert undo is not None
    back = desk.post(undo[1])
    assert back.headers["location"] == f"/people/duplicates/{pair.pk}/"
    again = desk.post(url, {"_key": str(new_id()), "verdict": "different"})
    assert again.headers["location"] == "/people/duplicates/"
    assert "hai người khác nhau" in desk.get(f"/people/duplicates/{pair.pk}/").content.decode()
    refused = desk.post(url, {"_key": str(new_id()), "verdict": "later"}, headers={"hx-request": "true"})
    assert refused.status_code == 422
    assert "đã được quyết" in refused.content.decode()
    shown = desk.post(f"/people/{first}/compare/", {"_key": str(new_id()), "other": second})
    assert shown.headers["location"] == f"/people/duplicates/{pair.pk}/"
    assert desk.post("/people/duplicates/match/").headers["location"].startswith("/jobs/")


def test_somebody_known_is_suggested_while_typing(officer: Actor, at: datetime) -> None:
    actions.record(by=system(), at=at, **ONE)
    desk = client_as("officer")
    typed = {"full_name": "lo thi pao", "phone": "+84 912 345 678", "birth": "19", "citizen_id": "1"}
    page = desk.post("/people/alike/", typed).content.decode()
    assert "Có thể là người này" in page
    assert "cùng số điện thoại, cùng họ tên" in page
    assert "Chọn người này" not in page
    assert "Chọn người này" in desk.post("/people/alike/", typed | {"for": "case"}).content.decode()
    assert desk.post("/people/alike/", {"full_name": "Lò"}).content.decode().strip() == ""


@pytest.mark.parametrize(
    "typed",
    ["Lò Thị Páo", "lo thi pao", "Páo", "Lò Páo", "pao lo", "thi pao", "Lò Thị Pảo", "Lò Thị Páoo", "Lo Thj Pao",
     "Lò Tị Páo", "Lò Poa", "Lo Pa", "Poa", "Lò Văn Páo", "0912345678"],
)  # fmt: skip
def test_a_name_is_found_with_a_letter_wrong_and_words_left_out(officer: Actor, at: datetime, typed: str) -> None:
    wanted = actions.record(by=officer, at=at, **ONE)
    actions.record(by=officer, at=at, area_path=COMMUNE, full_name="Nguyễn Văn Hùng")
    assert [person.pk for person in queries.search(officer, typed)] == [wanted.pk]


def test_nobody_was_counted_yet() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # PostgreSQL then says 0 of an empty table, and -1 before
    assert common.population() == 1024
