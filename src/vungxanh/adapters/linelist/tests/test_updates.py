"""A second file that knows more: filled, overwritten or asked about, shown before, in the history after."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from vungxanh.adapters.linelist import actions, files, running, saved, sending
from vungxanh.adapters.linelist.models import SavedMapping
from vungxanh.adapters.linelist.tests.books import book, rows
from vungxanh.common.models import AuditEntry, Job
from vungxanh.kernel.actor import Actor, system
from vungxanh.rooms.cases.models import Case
from vungxanh.rooms.people.models import Household, Person
from vungxanh.rooms.tracing.models import Contact, ContactEvent, FollowUp, Visit
from vungxanh.rooms.venues.models import Venue
from vungxanh.testing import COMMUNE, DISTRICT

pytestmark = pytest.mark.django_db
Bring = Callable[..., Job]
FIRST = "Mã ca,Họ tên,Giới tính,Điện thoại,Khởi phát,Kết cục\nBN-1,Lê Ví Dụ,,0951234567,12/8/2021,\nBN-2,Trần Thử,nam,,13/8/2021,\n"
LATER = "Mã ca,Họ tên,Giới tính,Điện thoại,Khởi phát,Kết cục,Ngày ra viện\nBN-1,Lê Ví Dụ,nữ,0951234567,14/8/2021,khỏi,16/8/2021\nBN-2,Trần Thử,nam,0951234560,13/8/2021,,\n"


def told(code: str) -> tuple[object, ...]:
    case = Case.objects.select_related("person").get(code=code)
    return case.person.sex, case.person.phone, case.onset_date, case.outcome, case.outcome_date


def test_empty_places_are_filled_and_what_differs_is_kept(bring: Bring, at: datetime) -> None:
    at = at.replace(year=2022)
    bring(FIRST, name="so.csv")
    (one,) = sending.prepare([("so.csv", LATER.encode())], by=system(), area=DISTRICT, disease="covid")
    found = running.dry_run(one.plan, one.table, by=system(), at=at)
    assert (found.tally.known, found.tally.updated, found.tally.clashes) == (2, 2, 1)
    shown = {(line, column): (old, new, write) for line, column, old, new, write in found.changes}
    assert shown[2, "Ngày khởi phát"] == ("12/08/2021", "14/08/2021", False)
    assert shown[3, "Điện thoại"] == ("", "•••", True)
    job = bring(LATER, name="so.csv")
    assert (job.result["new"], job.result["updated"], job.result["clashes"]) == (0, 2, 1)
    assert told("BN-1")[:4] == ("F", "0951234567", date(2021, 8, 12), "recovered")
    assert told("BN-2")[1] == "0951234560"
    case = Case.objects.get(code="BN-1")
    assert AuditEntry.objects.filter(action="cases.correct", subject_id=case.pk).count() == 1
    assert AuditEntry.objects.filter(action="people.correct", subject_id=case.person_id).count() == 1
    again = bring(LATER, name="so.csv")
    assert (again.result["updated"], again.result["clashes"]) == (0, 1)


def test_overwriting_keeping_and_asking(bring: Bring) -> None:
    bring(FIRST, name="so.csv")
    assert bring(LATER, name="so.csv", policy="keep").result["updated"] == 0
    assert told("BN-1")[0] == "U"
    asked = bring(LATER, name="so.csv", policy="ask")
    text = files.get(system(), UUID(asked.arguments["upload"])).clashes.read_text("utf-8-sig")
    assert "BN-1,Lê Ví Dụ,nữ,0951234567,14/8/2021,khỏi,16/8/2021,2,Ngày khởi phát,12/08/2021,14/08/2021" in text
    assert told("BN-1")[2] == date(2021, 8, 12)
    again = bring(text, name="so.csv", policy="overwrite")
    assert (again.result["rows"], again.result["updated"]) == (1, 1)
    assert told("BN-1")[2] == date(2021, 8, 14)


def test_a_name_that_was_only_a_number_is_filled(bring: Bring) -> None:
    bring("Mã ca,Khởi phát\nBN-7,12/8/2021\n", name="so.csv")
    assert Person.objects.get().full_name == "BN-7"
    bring("Mã ca,Họ tên,Khởi phát\nBN-7,Điểu Mẫu,12/8/2021\n", name="so.csv")
    assert Person.objects.get().full_name == "Điểu Mẫu"


def test_a_case_with_its_sample_and_its_contact_in_one_row(bring: Bring) -> None:
    text = (
        "Mã ca,Họ tên,Ngày lấy mẫu,Kết quả,Họ tên người tiếp xúc,SĐT người tiếp xúc,Ngày tiếp xúc\n"
        "BN-1,Lê Ví Dụ,14/8/2021,dương tính,Hồ Thị Mới,0951234500,13/8/2021\n"
        "BN-1,Lê Ví Dụ,14/8/2021,dương tính,Hồ Văn Cũ,0951234501,13/8/2021\n"
        "BN-2,Trần Thử,14/8/2021,âm tính,,,\n"
    )
    job = bring(text, name="so.csv")
    assert (job.result["new"], job.result["errors"], job.result["made"]["contacts"]) == (2, 0, 2)
    case = Case.objects.get(code="BN-1")
    assert (case.status, case.sampled_at is not None) == ("confirmed", True)
    assert "Kết quả: dương tính" in case.note
    assert set(ContactEvent.objects.values_list("other__full_name", "case__code")) == {
        ("Hồ Thị Mới", "BN-1"), ("Hồ Văn Cũ", "BN-1"),
    }  # fmt: skip
    assert bring(text, name="so.csv").result["made"].get("contacts") is None


def test_what_cannot_be_read_is_kept_in_the_note_when_asked(bring: Bring) -> None:
    text = "Mã ca,Họ tên,Tuổi,Điện thoại,Khởi phát,Xã,Màu áo\nBN-1,Lê Ví Dụ,tám,123,8/2021,Xã Không Có,xanh\n"
    assert bring(text, name="a.csv").result["errors"] == 1
    job = bring(text, name="a.csv", lenient=True, extra=True)
    assert (job.result["new"], job.result["errors"], job.result["unused"]) == (1, 0, ["Màu áo"])
    note = Case.objects.get().note
    for part in ("Tuổi: tám", "Điện thoại: 123", "Khởi phát: 8/2021", "Màu áo: xanh", "Nơi ghi trong tệp: Xã Không Có"):
        assert part in note


def test_households_sites_days_alone_and_follow_ups(bring: Bring, at: datetime) -> None:
    assert bring("Mã hộ,Xã,Địa chỉ\nH-1,Đak Ơ,Số 7\nH-2,Đak Ơ,\n", name="ho.csv").result["new"] == 2
    assert Household.objects.count() == 2
    sites = "Tên địa điểm,Loại địa điểm,Xã,Sức chứa\nChợ Thử,chợ,Đak Ơ,\n"
    assert bring(sites, name="dd.csv").result["new"] == 1
    assert bring(sites.replace("Đak Ơ,", "Đak Ơ,300"), name="dd.csv").result["updated"] == 1
    assert (Venue.objects.get().kind, Venue.objects.get().capacity) == ("market", 300)
    bring(FIRST, name="so.csv")
    visits = "Mã ca,Địa điểm,Xã,Ngày\nBN-1,Chợ Thử,Đak Ơ,13/8/2021\n"
    assert bring(visits, name="so.csv").result["new"] == 1
    visit = Visit.objects.get()
    assert ((visit.end_at - visit.start_at).total_seconds(), visit.note) == (86400, "chỉ biết ngày, không rõ giờ")
    named = "Họ tên người tiếp xúc,Điện thoại,Ngày tiếp xúc,Mức F\nHồ Thị Mới,0951234500,13/8/2021,F2\n"
    assert bring(named, name="so.csv", kind="contacts").result["made"] == {"persons": 1, "contacts": 1}
    contact = Contact.objects.get()
    assert (contact.level, contact.override_level) == (2, 2)
    Person.objects.filter(pk=contact.person_id).update(external_id="P-9")
    days = 'Mã người,Ngày theo dõi,Kết quả,Nhiệt độ,Triệu chứng\nP-9,14/8/2021,khỏe,"36,8",\nP-9,15/8/2021,có triệu chứng,38,"sốt, ho"\nP-9,16/8/2021,vắng,,\n'
    job = bring(days, name="so.csv", kind="followups")
    assert (job.result["new"], job.result["errors"]) == (3, 0)
    assert [(f.seen, f.symptoms) for f in FollowUp.objects.order_by("day")] == [
        (True, []),
        (True, ["cough", "fever"]),
        (False, []),
    ]
    assert bring(days, name="so.csv", kind="followups").result["known"] == 3


def test_contacts_of_one_case_named_for_the_whole_file(bring: Bring) -> None:
    bring(FIRST, name="so.csv")
    text = "Họ tên,Điện thoại,Ngày tiếp xúc\nHồ Thị Mới,0951234500,13/8/2021\n"
    job = bring(text, name="so.csv", kind="contacts", case="BN-1")
    assert (job.result["new"], job.result["errors"]) == (1, 0)
    assert ContactEvent.objects.get().case.code == "BN-1"


def test_a_code_means_the_commune_of_its_time(areas: None, at: datetime) -> None:
    from vungxanh.adapters.linelist.areas import resolve
    from vungxanh.rooms.places import queries as places

    old = resolve(by=system(), text="25222", around=DISTRICT, edition="3")
    assert old == COMMUNE
    new = resolve(by=system(), text="25222", around=DISTRICT, edition="2")
    assert isinstance(new, tuple) or places.get(by=system(), path=new).path[0] == "3", (
        "given back in the centre's own edition"
    )


def test_the_mapping_is_remembered_and_offered(bring: Bring, areas: None) -> None:
    text = "so,ten day du,ngay om\nBN-1,Lê Ví Dụ,12/8/2021\n"
    bring(
        text,
        name="tuần 1.csv",
        source="Trạm y tế",
        by_header={"so": "id", "ten day du": "full_name", "ngay om": "onset_date"},
        kind="cases",
    )
    kept = saved.found(system(), ("ngay om", "so", "ten day du"))
    assert kept is not None
    assert (kept.source, kept.mapping["onset_date"]) == ("Trạm y tế", "ngay om")
    assert saved.found(Actor(id=UUID(int=5), name="x"), ("ngay om", "so", "ten day du")) is None
    assert "Lê" not in str(SavedMapping.objects.values())


def test_pages_of_a_workbook_and_of_rows_that_differ(
    login: Callable[[Actor], Client], officer: Actor, bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from vungxanh.common import running as worker
    from vungxanh.kernel.ids import new_id

    client = login(officer)
    data = book(
        ("Bìa", rows(("Báo cáo",))), ("Ca", rows(("Mã ca", "Họ tên", "Khởi phát"), ("BN-1", "Lê Ví Dụ", "44420")))
    )
    sent = {
        "_key": str(new_id()),
        "uploads": SimpleUploadedFile("so.xlsx", data),
        "area": DISTRICT,
        "disease": "covid19",
    }
    url = client.post(reverse("linelist:send"), sent).url
    page = client.get(url).content.decode()
    assert "Ca (2 dòng)" in page
    assert "44420" in page
    given = {
        "_key": str(new_id()),
        "kind": "cases",
        "was": "cases",
        "source": "so",
        "area": DISTRICT,
        "disease": "covid19",
        "order": "dmy",
    }
    columns = {"col-0": "id", "col-1": "full_name", "col-2": "onset_date"}
    cover = client.post(url, given | {"sheet": "0", "do": "check"})
    assert cover.status_code == 422, "a cover has no columns of ours"
    client.post(url, given | {"sheet": "1", "do": "check"})
    client.post(url, given | columns | {"sheet": "1", "do": "start"})
    worker.run_next()
    assert Case.objects.get().onset_date == date(2021, 8, 12)
    other = book(
        ("Ca", rows(("Mã ca", "Họ tên", "Khởi phát"), ("BN-1", "Lê Ví Dụ", "44424"), ("BN-2", "Lê Thử", "hôm kia")))
    )
    url = client.post(
        reverse("linelist:send"), sent | {"_key": str(new_id()), "uploads": SimpleUploadedFile("so.xlsx", other)}
    ).url
    assert "16/08/2021" in client.get(url).content.decode()
    client.post(url, given | columns | {"_key": str(new_id()), "do": "start", "policy": "ask"})
    worker.run_next()
    job = Job.objects.order_by("-id").first()
    assert job is not None
    shown = client.get(reverse("linelist:job", args=[job.pk])).content.decode()
    assert reverse("linelist:overwrite", args=[job.pk]) in shown
    answer = client.get(reverse("linelist:errors", args=[job.pk]) + "?as=xlsx")
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    again = client.post(reverse("linelist:overwrite", args=[job.pk]))
    page = client.get(again.url).content.decode()
    assert "Ghi đè" in page
    assert "16/08/2021" in page
    assert job.kind == actions.JOB
