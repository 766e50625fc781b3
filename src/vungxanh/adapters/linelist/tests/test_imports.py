"""Files come in: good rows go in, bad ones come back; twice is once; stopped and resumed; only one's own area."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from vungxanh.adapters.linelist import actions, files, running, sending
from vungxanh.common import jobs
from vungxanh.common import running as worker
from vungxanh.common.models import AuditEntry, Job
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.cases.models import Case, TransmissionLink
from vungxanh.rooms.people.models import Household, Person
from vungxanh.rooms.tracing.models import ContactEvent, Visit
from vungxanh.rooms.venues.models import Venue
from vungxanh.testing import COMMUNE, DISTRICT, OTHER_DISTRICT, actor

pytestmark = pytest.mark.django_db
Bring = Callable[..., Job]
CASES = """Mã ca,Họ tên,Giới tính,Tuổi,Xã,Điện thoại,Ngày khởi phát,Ngày chẩn đoán,Nguồn lây
BN-9001,Trần Thị Thử,nữ,34,Đak Ơ,0951234567,12/8/2021,15/8/2021 09:00,BN-9002
BN-9002,Lê Văn Mẫu,nam,46,Phú Nghiã,0951234568,11/8/2021,15/8/2021 09:30,
BN-9003,Phạm Thị Giả,nữ,tám,Phú Văn,0951234569,32/8/2021,15/8/2021,BN-9001
BN-9005,Đỗ Thị Hư Cấu,nữ,20,Bù Gia Mập,12345,14/8/2021,13/8/2021,BN-8888
BN-9006,Võ Thị Nháp,nữ,20,Bù Gia Mập,,14/8/2021,13/8/2021,BN-7777
"""


def bad_rows(job: Job, by: Actor | None = None) -> list[dict[str, str]]:
    from uuid import UUID

    text = files.get(by or system(), UUID(job.arguments["upload"])).errors.read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_good_rows_go_in_and_bad_rows_come_back(bring: Bring) -> None:
    job = bring(CASES)
    assert job.state == Job.State.DONE
    assert {k: job.result[k] for k in ("rows", "new", "known", "errors")} == {
        "rows": 5,
        "new": 3,
        "known": 0,
        "errors": 2,
    }
    case = Case.objects.select_related("person", "source_case").get(code="BN-9001")
    assert (case.person.birth_year, case.person.sex, case.area_path) == (1987, "F", "3/70/691/25225/")
    assert (case.status, case.onset_date) == ("confirmed", date(2021, 8, 12))
    assert case.diagnosed_at == datetime(2021, 8, 15, 2, 0, tzinfo=UTC)
    assert case.source_case
    assert case.source_case.code == "BN-9002", "a source further down in the file is found"
    back = bad_rows(job)
    assert [(r["dòng"], r["Mã ca"]) for r in back] == [("4", "BN-9003"), ("5", "BN-9005")]
    assert back[0]["cột sai"] == "Tuổi; Ngày khởi phát"
    assert back[0]["giá trị sai"] == "tám; 32/8/2021"
    assert back[0]["lý do"]
    assert "17/8/2021" in back[0]["cách sửa"]
    assert back[1]["cột sai"] == "Điện thoại"
    assert job.result["warnings"] == 2, "diagnosis before onset; a source nobody knows"


def test_corrected_rows_are_sent_again_as_they_came_back(bring: Bring) -> None:
    job = bring(CASES)
    text = "\n".join(
        line.replace("tám", "8").replace("32/8/2021", "12/8/2021", 1).replace(",12345,", ",0951234561,", 1)
        for line in files.root().joinpath(job.arguments["upload"], "errors.csv").read_text("utf-8-sig").splitlines()
    )
    again = bring(text, name="so_ca.csv")
    assert (again.result["new"], again.result["errors"]) == (2, 0)
    assert Case.objects.count() == 5


def test_the_same_file_twice_changes_nothing(bring: Bring) -> None:
    bring(CASES)
    before = [list(model.objects.order_by("pk").values()) for model in (Case, Person, TransmissionLink)]
    job = bring(CASES)
    assert (job.result["new"], job.result["known"], job.result["errors"]) == (0, 3, 2)
    assert [list(model.objects.order_by("pk").values()) for model in (Case, Person, TransmissionLink)] == before


def test_a_dry_run_says_the_same_and_writes_nothing(areas: None, at: datetime) -> None:
    (one,) = sending.prepare([("so_ca.csv", CASES.encode())], by=system(), area=DISTRICT, disease="covid")
    found = running.dry_run(one.plan, one.table, by=system(), at=at)
    assert (found.tally.new, found.tally.known, found.tally.errors, found.tally.warnings) == (3, 0, 2, 2)
    assert [(p.line, p.column) for p in found.errors] == [(4, "Tuổi"), (4, "Ngày khởi phát"), (5, "Điện thoại")]
    assert not Case.objects.exists()
    assert not Person.objects.exists()
    assert not AuditEntry.objects.exclude(action__startswith="places").exists()


def test_rows_of_other_areas_are_refused_row_by_row(bring: Bring) -> None:
    text = (
        CASES.splitlines()[0]
        + '\nA-0001,Lê Ví Dụ,nam,3,Đak Ơ,,,,\nA-0002,Lê Ví Dụ,nam,3,"Trung Đồng, Tân Uyên, Lai Châu",,,,\n'
    )
    by = actor()
    job = bring(text, by)
    assert (job.result["new"], job.result["errors"]) == (1, 1)
    assert bad_rows(job, by)[0]["lý do"] == "Ngoài địa bàn của bạn."
    assert not Person.objects.filter(area_path__startswith=OTHER_DISTRICT).exists()


def test_a_file_for_a_strange_area_is_refused_as_a_whole(areas: None) -> None:
    with pytest.raises(Refused, match="không được nhập"):
        sending.prepare([("a.csv", CASES.encode())], by=actor(), area=OTHER_DISTRICT)


def test_a_person_of_another_area_is_not_touched(bring: Bring) -> None:
    bring("Mã người,Họ tên,Xã\nP-1,Lê Ví Dụ,\n", name="nguoi.csv", area=OTHER_DISTRICT)
    by = actor()
    job = bring("Mã người,Họ tên,Xã\nP-1,Kẻ Khác,Đak Ơ\n", by, name="nguoi.csv")
    assert job.result["errors"] == 1
    assert Person.objects.get().full_name == "Lê Ví Dụ"


def test_an_unsure_commune_gets_suggestions(bring: Bring) -> None:
    job = bring("Mã người,Họ tên,Xã\nP-1,Lê Ví Dụ,Phú N\nP-2,Lê Thử,25222\n", name="nguoi.csv")
    (bad,) = bad_rows(job)
    assert "Ý bạn là" in bad["cách sửa"]
    assert "Phú Nghĩa" in bad["cách sửa"]
    assert Person.objects.get().area_path == COMMUNE


def test_a_cancelled_import_goes_on_where_it_stopped(
    areas: None, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "BATCH", 2)
    monkeypatch.setattr("vungxanh.common.limits.JOB_SAVE_SECONDS", 0)
    rows = "".join(f"P-{n:03},Lê Ví Dụ {n},{'x' if n == 1 else n}\n" for n in range(7))
    by = system()
    (one,) = sending.prepare([("n.csv", f"Mã người,Họ tên,Tuổi\n{rows}".encode())], by=by, area=COMMUNE)
    upload = actions.send(by=by, at=at, data=one.data, name=one.name)
    job = actions.begin(by=by, at=at, upload_id=upload.id, plan=one.plan)
    step = running.count

    def stop(*args: object, **kwargs: object) -> None:
        step(*args, **kwargs)  # type: ignore[arg-type]
        if Person.objects.count() >= 3:
            monkeypatch.setattr(running, "count", step)
            jobs.cancel(by=by, at=at, job_id=job.pk)

    monkeypatch.setattr(running, "count", stop)
    worker.run_next(only=job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, Person.objects.count()) == (Job.State.CANCELLED, 4, 3)
    jobs.resume(by=by, at=at, job_id=job.pk)
    worker.run_next(only=job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert {k: job.result[k] for k in ("rows", "new", "known", "errors")} == {
        "rows": 7,
        "new": 6,
        "known": 0,
        "errors": 1,
    }
    assert Person.objects.count() == 6
    assert [r["dòng"] for r in bad_rows(job)] == ["3"]


def test_households_visits_contacts_and_links(bring: Bring) -> None:
    bring("Mã người,Họ tên,Mã hộ,Xã\nP-1,Lê Ví Dụ,H-1,Đak Ơ\nP-2,Lê Thị Thử,H-1,Đak Ơ\n", name="to1.csv")
    assert Household.objects.get().members.count() == 2
    bring(CASES, name="to1.csv")
    visits = "Mã ca,Địa điểm,Xã,Từ lúc,Đến lúc\nBN-9001,Chợ Đak Ơ,Đak Ơ,14/8/2021 07:10,14/8/2021 08:00\nP-1,chợ đak ơ,Đak Ơ,14/8/2021 07:30,14/8/2021 07:50\nP-2,Chợ,Đak Ơ,14/8/2021,14/8/2021 07:50\nXX,Chợ A,Đak Ơ,14/8/2021 07:30,14/8/2021 07:50\n"
    job = bring(visits, name="to1.csv")
    assert (job.result["new"], job.result["errors"], job.result["made"]) == (2, 2, {"venues": 1})
    assert Venue.objects.get().kind == "market"
    assert Visit.objects.get(case__code="BN-9001").person.full_name == "Trần Thị Thử"
    assert "Nhập tệp ca bệnh trước" in bad_rows(job)[1]["cách sửa"]
    contacts = "Mã ca,Mã người thứ hai,Họ tên người tiếp xúc,Điện thoại,Ngày tiếp xúc,Số phút,Khẩu trang\nBN-9001,P-1,,,14/8/2021 18:00,30,không\nBN-9001,,Hồ Thị Mới,0951234500,14/8/2021,,có\nBN-9001,,Lê Văn Mẫu,0951234568,14/8/2021 09:00,10,\n"
    job = bring(contacts, name="to1.csv")
    assert (job.result["new"], job.result["errors"], job.result["made"]) == (3, 0, {"persons": 1})
    assert ContactEvent.objects.filter(other__full_name="Lê Văn Mẫu").get().minutes == 10, "known by name and number"
    whole_day = ContactEvent.objects.get(other__full_name="Hồ Thị Mới")
    assert (whole_day.end_at - whole_day.start_at).days == 1
    assert whole_day.minutes is None
    links = "infector,case_id,source\nBN-9001,BN-9006,chợ\nBN-9006,BN-9001,vòng\nBN-9001,NONE,\n"
    job = bring(links, name="to1.csv")
    assert (job.result["new"], job.result["errors"]) == (1, 2)
    assert TransmissionLink.objects.get(case__code="BN-9006").setting == "chợ"
    for text in (visits, contacts, links):
        again = bring(text, name="to1.csv")
        assert again.result["new"] == 0
    assert (Visit.objects.count(), ContactEvent.objects.count(), Venue.objects.count()) == (2, 3, 1)


def test_a_reference_reaches_other_sources_unless_it_is_ambiguous(bring: Bring) -> None:
    head = "Mã ca,Họ tên,Ngày chẩn đoán\n"
    bring(head + "1,Lê Ví Dụ,15/8/2021\nBN-77,Lê Thử,15/8/2021\n", name="a.csv")
    bring(head + "1,Lê Giả,15/8/2021\n", name="b.csv")
    job = bring("infector,infectee\nBN-77,1\n", name="c.csv")
    assert job.result["errors"] == 1
    assert "từ các nguồn khác nhau" in bad_rows(job)[0]["lý do"]
    assert bring("infector,infectee\nBN-77,1\n", name="a.csv").result["new"] == 1


def test_names_of_the_sick_are_neither_in_the_trail_nor_in_the_title(bring: Bring) -> None:
    job = bring(CASES, name="Trần Thị Thử.csv")
    trail = " ".join(str(entry.detail) for entry in AuditEntry.objects.filter(action__contains="linelist"))
    assert "Thử" not in trail + job.title
    assert "0951234567" not in str(list(AuditEntry.objects.values_list("detail", flat=True)))


def test_sent_files_are_their_owners_and_go_after_some_days(areas: None, at: datetime) -> None:
    by = actor()
    upload = actions.send(by=by, at=at, data=CASES.encode(), name="a.csv")
    assert (upload.folder / "data").stat().st_mode & 0o777 == 0o600
    assert upload.folder.stat().st_mode & 0o777 == 0o700
    assert files.get(by, upload.id) == upload
    with pytest.raises(NotYours):
        files.get(actor(), upload.id)
    import time

    assert files.sweep(time.time() + files.KEEP.total_seconds() - 60) == 0
    assert files.sweep(time.time() + files.KEEP.total_seconds() + 60) == 1
    assert not upload.folder.exists()


def test_a_new_contact_who_lives_in_the_same_house(bring: Bring) -> None:
    bring(CASES)
    job = bring(
        "Mã ca,Họ tên người tiếp xúc,Ngày tiếp xúc,Số phút,Cùng nhà\nBN-9001,Hồ Thị Mới,14/8/2021 18:00,90,có\n",
        name="to1.csv",
    )
    assert (job.state, job.result["new"], job.result["errors"]) == (Job.State.DONE, 1, 0)
    assert ContactEvent.objects.get().household
