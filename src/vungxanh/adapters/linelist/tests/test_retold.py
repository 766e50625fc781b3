"""Visits, contacts, days of follow-up and links told once more by a file that knows more, or says otherwise."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from vungxanh.adapters.linelist import files
from vungxanh.adapters.linelist.values import VIETNAM
from vungxanh.common.models import AuditEntry, Job
from vungxanh.kernel.actor import system
from vungxanh.rooms.cases.models import TransmissionLink
from vungxanh.rooms.people.models import Person
from vungxanh.rooms.tracing.models import Contact, ContactEvent, FollowUp, Visit

pytestmark = pytest.mark.django_db
Bring = Callable[..., Job]
CASES = "Mã ca,Họ tên,Khởi phát\nBN-1,Lê Ví Dụ,12/8/2021\nBN-2,Trần Thử,13/8/2021\n"


def counts(job: Job) -> tuple[int, int, int]:
    return job.result["known"], job.result["updated"], job.result["clashes"]


def clashes(job: Job) -> list[list[str]]:
    path = files.get(system(), UUID(job.arguments["upload"])).clashes
    return [line.split(",")[-3:] for line in path.read_text("utf-8-sig").splitlines()[1:]]


def test_a_visit_gets_its_hours_and_keeps_what_differs(bring: Bring) -> None:
    bring(CASES, name="so.csv")
    head = "Mã lượt,Mã ca,Địa điểm,Xã,Từ,Đến,Ghi chú\n"
    day = head + "V-1,BN-1,Chợ Thử,Đak Ơ,13/8/2021,,\n"
    hours = head + "V-1,BN-1,Chợ Thử,Đak Ơ,13/8/2021 07:00,13/8/2021 08:00,mua rau\n"
    bring(day, name="so.csv", kind="visits")
    assert counts(bring(hours, name="so.csv", kind="visits")) == (1, 1, 0)
    visit = Visit.objects.get()
    assert (visit.end_at - visit.start_at, visit.note) == (timedelta(hours=1), "mua rau")
    assert counts(bring(day, name="so.csv", kind="visits")) == (1, 0, 0), "the day alone says nothing against its hours"
    other = hours.replace("08:00", "09:00").replace("Chợ Thử", "Chợ Khác").replace("BN-1", "BN-2")
    job = bring(other, name="so.csv", kind="visits")
    assert counts(job) == (1, 0, 1)
    assert clashes(job)[0][0] == "Đến lúc; Địa điểm; Mã người/mã ca"
    job = bring(other.replace("BN-2", "BN-1"), name="so.csv", kind="visits", policy="overwrite")
    visit.refresh_from_db()
    assert (counts(job), visit.end_at - visit.start_at, visit.venue.name) == ((1, 1, 0), timedelta(hours=2), "Chợ Khác")
    assert AuditEntry.objects.filter(subject_id=visit.pk, action="tracing.correct_visit").count() == 2
    assert counts(bring(day, name="so.csv", kind="visits", policy="keep")) == (1, 0, 0)


def test_a_contact_without_a_number_is_known_by_the_two_and_the_day(bring: Bring) -> None:
    bring(CASES, name="so.csv")
    head = "Mã ca F0,Họ tên người tiếp xúc,Điện thoại,Ngày tiếp xúc,Số phút,Ghi chú\n"
    first = head + "BN-1,Hồ Thị Mới,0951234500,13/8/2021,,\nBN-1,Hồ Thị Mới,0951234500,14/8/2021,,\n"
    job = bring(first, name="tx.csv", kind="contacts")
    assert (job.result["new"], ContactEvent.objects.count()) == (2, 2)
    assert counts(bring(first, name="tx.csv", kind="contacts")) == (2, 0, 0)
    more = first.replace("13/8/2021,,", "13/8/2021 18:00,30,gặp ở chợ")
    assert counts(bring(more, name="tx-sua.csv", kind="contacts")) == (2, 1, 0), "the same two, that day, told better"
    met = ContactEvent.objects.get(minutes=30)
    assert (ContactEvent.objects.count(), met.note, met.end_at - met.start_at) == (
        2,
        "gặp ở chợ",
        timedelta(minutes=30),
    )
    assert counts(bring(more, name="tx-sua.csv", kind="contacts")) == (2, 0, 0)
    later = head + "BN-1,Hồ Thị Mới,0951234500,13/8/2021 21:00,5,\n"
    assert bring(later, name="tx-sua.csv", kind="contacts").result["new"] == 1, "two hours of one day are two meetings"
    twice = head + "BN-2,Hồ Thị Mới,0951234500,13/8/2021,,sáng\nBN-2,Hồ Thị Mới,0951234500,13/8/2021,,chiều\n"
    assert bring(twice, name="hai.csv", kind="contacts").result["new"] == 2, "two rows of one file are two meetings"


def test_a_contact_gets_its_circumstances_and_its_person_a_telephone(bring: Bring) -> None:
    bring(CASES, name="so.csv")
    head = "Mã lần tiếp xúc,Mã ca F0,Mã người thứ hai,Họ tên người tiếp xúc,Điện thoại,Ngày tiếp xúc,Số phút,Khẩu trang,Cùng nhà\n"
    bring(head + "T-1,BN-1,P-1,Hồ Thị Mới,,13/8/2021,,,\n", name="so.csv", kind="contacts")
    more = head + "T-1,BN-1,P-1,Hồ Thị Mới,0951234500,13/8/2021 18:00,30,không,có\n"
    assert counts(bring(more, name="so.csv", kind="contacts")) == (1, 1, 0)
    met = ContactEvent.objects.get()
    assert (met.minutes, met.masked, met.household, met.end_at - met.start_at) == (
        30,
        False,
        True,
        timedelta(minutes=30),
    )
    assert met.start_at == datetime(2021, 8, 13, 18, tzinfo=VIETNAM)
    assert Person.objects.get(external_id="P-1").phone == "0951234500"
    job = bring(more.replace(",30,không,có", ",45,có,không"), name="so.csv", kind="contacts")
    assert (counts(job), clashes(job)[0][0]) == ((1, 0, 1), "Đến lúc; Số phút; Có khẩu trang; Cùng nhà")
    assert counts(bring(more, name="so.csv", kind="contacts")) == (1, 0, 0)


def test_a_day_of_follow_up_and_a_link(bring: Bring) -> None:
    bring(CASES, name="so.csv")
    link = "Mã ca nguồn,Mã ca bị lây,Hoàn cảnh\nBN-1,BN-2,\n"
    bring(link, name="so.csv", kind="links")
    assert counts(bring(link.replace("2,\n", "2,đám cưới\n"), name="so.csv", kind="links")) == (1, 1, 0)
    job = bring(link.replace("2,\n", "2,chợ\n"), name="so.csv", kind="links")
    assert (counts(job), clashes(job)[0]) == ((1, 0, 1), ["Hoàn cảnh", "đám cưới", "chợ"])
    assert TransmissionLink.objects.get().setting == "đám cưới"
    bring("Mã người,Họ tên,Xã\nP-9,Hồ Thị Mới,Đak Ơ\n", name="so.csv", kind="persons")
    head = "Mã người,Ngày theo dõi,Kết quả,Nhiệt độ,Triệu chứng\n"
    bring(head + "P-9,14/8/2021,khỏe,,\n", name="so.csv", kind="followups")
    job = bring(head + 'P-9,14/8/2021,vắng,"38,5",sốt\n', name="so.csv", kind="followups")
    day = FollowUp.objects.get()
    assert (counts(job), day.seen, str(day.temperature), day.symptoms) == ((1, 1, 1), True, "38.5", ["fever"])
    entry = AuditEntry.objects.filter(subject_id=Contact.objects.get().pk).order_by("-id")[0]
    assert {change["field"] for change in entry.detail["changes"]} == {"temperature", "symptoms"}
