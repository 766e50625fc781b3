"""Persons and households through the door."""

from datetime import date, datetime

import pytest

from vungxanh.common.models import AuditEntry
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.people import actions, queries
from vungxanh.rooms.people.models import Household, Person
from vungxanh.rooms.people.rules import HouseholdRow, PersonRow
from vungxanh.testing import COMMUNE, OTHER_COMMUNE, OTHER_DISTRICT, actor

pytestmark = pytest.mark.django_db
PHONE, NUMBER = "0912345678", "070190001234"


def recorded(by: Actor, at: datetime, **values: object) -> Person:
    given = {"area_path": COMMUNE, "full_name": "Trần Thị Thử", "phone": "+84 912 345 678", "citizen_id": NUMBER}
    return actions.record(by=by, at=at, **(given | values))


def raw(column: str) -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM people_person")
        return str(cursor.fetchone()[0])


def test_what_names_a_person_is_sealed_in_the_table_and_absent_from_the_trail(officer: Actor, at: datetime) -> None:
    person = recorded(officer, at, address="Số 1 thôn Bù Lư", birth_date=date(1990, 8, 17))
    assert queries.get(officer, person.pk).phone == PHONE
    for column in ("phone", "citizen_id", "address"):
        assert raw(column)
        assert PHONE not in raw(column)
        assert NUMBER not in raw(column)
        assert "Bù Lư" not in raw(column)
    said = str(AuditEntry.objects.get().detail)
    assert "Thử" not in said
    assert PHONE[1:] not in said.replace(" ", "")
    assert "1990" not in said
    assert str(person) == str(person.pk)


def test_the_same_person_of_a_file_is_recorded_once(officer: Actor, at: datetime) -> None:
    first = recorded(officer, at, source="danh-sach", external_id="17")
    again = recorded(officer, at, source="danh-sach", external_id="17", full_name="Người Khác")
    assert again.pk == first.pk
    assert Person.objects.get().full_name == "Trần Thị Thử"


@pytest.mark.parametrize(("field", "bad"), [("phone", "12345"), ("citizen_id", "12345"), ("full_name", " ")])
def test_what_cannot_be_right_is_refused_by_its_field(officer: Actor, at: datetime, field: str, bad: str) -> None:
    with pytest.raises(Refused) as no:
        recorded(officer, at, **{field: bad})
    assert no.value.field == field
    assert not Person.objects.exists()


def test_a_stranger_neither_sees_nor_writes(officer: Actor, stranger: Actor, at: datetime) -> None:
    person = recorded(officer, at)
    for attempt in (
        lambda: queries.get(stranger, person.pk),
        lambda: actions.correct(by=stranger, at=at, person_id=person.pk, hamlet="x"),
        lambda: actions.move(by=stranger, at=at, person_id=person.pk, area_path=OTHER_DISTRICT + "00001/"),
        lambda: actions.open_identity(by=stranger, at=at, person_id=person.pk, fields=["phone"], reason="vì tò mò"),
        lambda: recorded(stranger, at),
        lambda: actions.record_many(by=stranger, at=at, rows=[PersonRow("Trần Thị Thử", COMMUNE)]),
    ):
        with pytest.raises(NotYours):
            attempt()
    assert not queries.visible(stranger).exists()
    assert queries.get_many(stranger, [person.pk]) == {}


def test_opening_needs_a_reason_and_leaves_a_trace(officer: Actor, at: datetime) -> None:
    person = recorded(officer, at)
    with pytest.raises(Refused):
        actions.open_identity(by=officer, at=at, person_id=person.pk, fields=["phone"], reason=" a ")
    opened = actions.open_identity(
        by=officer, at=at, person_id=person.pk, fields=["phone"], reason="gọi xác minh tiếp xúc"
    )
    assert opened == {"phone": PHONE}
    trace = AuditEntry.objects.get(action="people.open_identity")
    assert trace.subject_id == person.pk
    assert trace.area_path == COMMUNE
    assert trace.detail["opened"] == ["phone"]
    assert "xác minh" in str(trace.detail)
    assert PHONE not in str(trace.detail)


def test_a_clerk_sees_masked_names_and_opens_nothing(officer: Actor, at: datetime) -> None:
    person = recorded(officer, at)
    clerk = actor(Permission.PERSON_SEE, Permission.PERSON_RECORD)
    assert queries.get_many(clerk, [person.pk])[person.pk].name == "T*** T*** Thử"
    assert queries.get_many(officer, [person.pk])[person.pk].name == "Trần Thị Thử"
    with pytest.raises(NotYours):
        actions.open_identity(by=clerk, at=at, person_id=person.pk, fields=["phone"], reason="gọi xác minh")


def test_a_correction_keeps_the_old_name_sealed_and_says_nothing_of_numbers(officer: Actor, at: datetime) -> None:
    person = recorded(officer, at)
    actions.correct(
        by=officer, at=at, person_id=person.pk, full_name="Trần Thị Thơ", phone="0987654321", occupation="giáo viên"
    )
    now = queries.get(officer, person.pk)
    assert (now.full_name, now.former_names, now.name_reversed) == ("Trần Thị Thơ", "Trần Thị Thử", "tho thi tran")
    assert queries.visible(officer).filter(phone_hash=now.phone_hash).count() == 1
    said = AuditEntry.objects.get(action="people.correct").detail["changes"]
    assert {change["field"] for change in said} == {"full_name", "phone", "occupation"}
    assert "Trần" not in str(said)
    assert "0987" not in str(said)


def test_a_move_takes_him_out_of_sight_of_those_he_left(officer: Actor, at: datetime) -> None:
    person = recorded(officer, at)
    neighbour = actor(area=OTHER_COMMUNE)
    with pytest.raises(NotYours):
        queries.get(neighbour, person.pk)
    actions.move(by=officer, at=at, person_id=person.pk, area_path=OTHER_COMMUNE)
    assert queries.get(neighbour, person.pk).area_path == OTHER_COMMUNE


def test_a_household_is_where_its_members_are(officer: Actor, at: datetime) -> None:
    home = actions.record_household(by=officer, at=at, area_path=COMMUNE, code="BGM-01", address="Số 1")
    assert actions.record_household(by=officer, at=at, area_path=COMMUNE, code="BGM-01").pk == home.pk
    person = recorded(officer, at, household_id=home.pk)
    assert [p.pk for p in queries.members(officer, home.pk)] == [person.pk]
    with pytest.raises(Refused):
        recorded(officer, at, area_path=OTHER_COMMUNE, household_id=home.pk)
    with pytest.raises(Refused):
        actions.record_many(by=officer, at=at, rows=[PersonRow("Trần Thị Thử", OTHER_COMMUNE, household_id=home.pk)])


def test_many_at_once_keep_their_order_and_are_idempotent(officer: Actor, at: datetime) -> None:
    homes = actions.record_households_many(
        by=officer, at=at, rows=[HouseholdRow(COMMUNE, f"H{i % 3}", address="Số 1") for i in range(6)]
    )
    assert homes[:3] == homes[3:]
    assert Household.objects.count() == 3
    rows = [
        PersonRow(f"Trần Thử {i}a", COMMUNE, "F", birth_date=date(1990, 1, 1), household_id=homes[i % 3],
                  phone="84912345678", source="s", external_id=str(i % 50))
        for i in range(60)
    ]  # fmt: skip
    ids = actions.record_many(by=officer, at=at, rows=rows)
    assert len(ids) == 60
    assert ids[:10] == ids[50:]
    assert actions.record_many(by=officer, at=at, rows=rows) == ids
    assert Person.objects.count() == 50
    one = queries.get(officer, ids[7])
    assert (one.full_name, one.phone, one.birth_year, one.household_id) == ("Trần Thử 7a", PHONE, 1990, homes[1])
    assert one.created_at == at
    trail = AuditEntry.objects.filter(action="people.record_many").order_by("id")
    assert [len(row.detail["ids"]) for row in trail] == [50, 0]
    assert "Trần" not in str([row.detail for row in trail])


def test_many_with_ids_made_elsewhere(officer: Actor, at: datetime) -> None:
    row = PersonRow("Trần Thị Thử", COMMUNE, id=new_id())
    assert actions.record_many(by=officer, at=at, rows=[row]) == [row.id]
    assert actions.record_many(by=officer, at=at, rows=[row]) == [row.id]
    assert Person.objects.get().pk == row.id


def test_many_updates_only_when_told(officer: Actor, at: datetime) -> None:
    old = PersonRow("Trần Thị Thử", COMMUNE, source="s", external_id="1", occupation="nông dân")
    new = PersonRow("Trần Thị Thử", COMMUNE, source="s", external_id="1", phone=PHONE)
    (pk,) = actions.record_many(by=officer, at=at, rows=[old])
    actions.record_many(by=officer, at=at, rows=[new])
    assert queries.get(officer, pk).phone == ""
    actions.record_many(by=officer, at=at, rows=[new], update=True)
    assert (queries.get(officer, pk).phone, queries.get(officer, pk).occupation) == (PHONE, "nông dân")


def test_a_bad_row_stops_the_batch_and_is_named(officer: Actor, at: datetime) -> None:
    rows = [PersonRow("Trần Thị Thử", COMMUNE), PersonRow("Lê Văn Mẫu", COMMUNE, phone="12")]
    with pytest.raises(Refused, match="Dòng 2"):
        actions.record_many(by=officer, at=at, rows=rows)
    assert not Person.objects.exists()


def test_what_another_room_opens_is_in_its_own_trace(officer: Actor, at: datetime) -> None:
    person = recorded(officer, at)
    with pytest.raises(RuntimeError):
        actions.open_sealed([person.pk], ["phone"], "gọi theo danh sách")


def ids_of(found: list[Person]) -> list[str]:
    return [person.full_name for person in found]


@pytest.fixture
def crowd(officer: Actor, at: datetime) -> None:
    rows = [PersonRow(name, COMMUNE) for name in ("Nguyễn Văn Lân", "Trần Thị Lan", "Lan Thị Mẫu", "Điểu Thử Ánh")]
    actions.record_many(by=officer, at=at, rows=rows)
    recorded(officer, at, full_name="Trần Mẫu Số", external_id="TYT-17", source="trạm")


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("lan", {"Nguyễn Văn Lân", "Trần Thị Lan", "Lan Thị Mẫu"}),
        ("Lân", {"Nguyễn Văn Lân", "Trần Thị Lan", "Lan Thị Mẫu"}),
        ("tran thi lan", {"Trần Thị Lan"}),
        ("lan trần", {"Trần Thị Lan"}),
        ("thi lan", {"Trần Thị Lan"}),
        ("nguyen l", {"Nguyễn Văn Lân"}),
        ("dieu thu", {"Điểu Thử Ánh"}),
        ("Đieu anh", {"Điểu Thử Ánh"}),
        ("lan khong co", set()),
        ("l", set()),
        ("0912 345 678", {"Trần Mẫu Số"}),
        ("+84912345678", {"Trần Mẫu Số"}),
        ("0912345679", set()),
        (NUMBER, {"Trần Mẫu Số"}),
        ("TYT-17", {"Trần Mẫu Số"}),
        ("%", set()),
        ("' OR 1=1", set()),
    ],
)
def test_a_person_is_found_by_any_part_of_the_name_or_by_number(officer: Actor, typed: str, names: set[str]) -> None:
    assert set(ids_of(queries.search(officer, typed))) == names
    assert set(ids_of(list(queries.like(queries.visible(officer), typed)))) == names


@pytest.mark.usefixtures("crowd")
def test_a_search_stays_inside_what_one_may_see(stranger: Actor) -> None:
    for typed in ("lan", "0912345678", NUMBER, "TYT-17"):
        assert queries.search(stranger, typed) == []
    assert queries.search(actor(area=OTHER_COMMUNE), "lan") == []


def test_the_best_hits_come_first(officer: Actor, at: datetime) -> None:
    actions.record_many(by=officer, at=at, rows=[PersonRow("Văn Thử An", COMMUNE), PersonRow("An Thử Văn", COMMUNE)])
    assert ids_of(queries.search(officer, "an thu van", 1)) == ["An Thử Văn"]
