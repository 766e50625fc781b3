"""The journey over HTTP: send, look, map, start, follow, take the bad rows; and nobody reaches another's file."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from vungxanh.adapters.linelist import files
from vungxanh.common import running
from vungxanh.common.models import Job
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases.models import Case
from vungxanh.testing import DISTRICT, actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("areas")]
Login = Callable[[Actor], Client]
TEXT = "So,Ten day du,Mắc bệnh\nBN-9001,Trần Thị Thử,12/8/2021\nBN-9002,Lê Văn Mẫu,32/8/2021\n"
INDEX = "/import/"


def send(client: Client, text: str = TEXT, name: str = "so.csv", **more: str) -> str:
    data = {
        "_key": str(new_id()),
        "uploads": SimpleUploadedFile(name, text.encode()),
        "area": DISTRICT,
        "disease": "covid19",
    }
    answer = client.post(reverse("linelist:send"), data | more)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.url)


def posted(**more: str) -> dict[str, str]:
    return {
        "_key": str(new_id()), "kind": "cases", "was": "cases", "source": "so", "area": DISTRICT, "disease": "covid19",
        "col-0": "id", "col-1": "full_name", "col-2": "onset_date",
    } | more  # fmt: skip


def test_the_whole_journey(login: Login, officer: Actor) -> None:
    client = login(officer)
    page = client.get(INDEX)
    assert page.status_code == 200
    assert "Chưa nhập tệp nào" in page.content.decode()
    url = send(client)
    first = client.get(url).content.decode()
    assert "Không nhận ra loại tệp" in first
    assert "Trần Thị Thử" in first, "samples help to choose"
    looked = client.post(url, posted(do="check")).content.decode()
    assert "32/8/2021" in looked
    assert "Ngày này không có trong lịch." in looked
    assert not Job.objects.exists()
    started = client.post(url, posted(do="start"))
    job = Job.objects.get()
    assert started.url == reverse("linelist:job", args=[job.pk])
    assert client.get(url).status_code == 302, "begun once"
    waiting = client.get(reverse("linelist:progress", args=[job.pk]))
    assert "đang chờ tới lượt" in waiting.content.decode()
    assert "HX-Refresh" not in waiting
    assert running.run_next() == 1
    assert client.get(reverse("linelist:progress", args=[job.pk]))["HX-Refresh"] == "true"
    result = client.get(started.url).content.decode()
    assert reverse("linelist:errors", args=[job.pk]) in result
    bad = b"".join(client.get(reverse("linelist:errors", args=[job.pk])).streaming_content).decode("utf-8-sig")
    assert "BN-9002,Lê Văn Mẫu,32/8/2021,3,Mắc bệnh,32/8/2021,Ngày này không có trong lịch." in bad
    assert Case.objects.get().code == "BN-9001"
    assert "Nhập ca bệnh: 2 dòng" in client.get(INDEX).content.decode()


def test_a_pasted_table_and_cases_before_links(login: Login, officer: Actor) -> None:
    client = login(officer)
    url = send(
        client,
        "infector,infectee\nA-1,A-2\n",
        "links.csv",
        pasted="Mã ca\tHọ tên\tKhởi phát\nA-1\tLê Ví Dụ\t1/8/2021\n",
    )
    page = client.get(url).content.decode()
    assert "Bảng dán" in page
    assert "links.csv" in client.get(INDEX).content.decode()


def test_nothing_sent_and_what_is_no_table(login: Login, officer: Actor) -> None:
    client = login(officer)
    empty = client.post(reverse("linelist:send"), {"_key": str(new_id()), "area": DISTRICT})
    assert empty.status_code == 422
    assert "Chọn ít nhất một tệp" in empty.content.decode()
    excel = client.post(
        reverse("linelist:send"),
        {"_key": str(new_id()), "uploads": SimpleUploadedFile("a.xlsx", b"PK\x03\x04...")},
    )
    assert excel.status_code == 422
    assert "Không mở được tệp Excel này" in excel.content.decode()


def test_two_columns_for_one_are_refused_and_nothing_is_lost(login: Login, officer: Actor) -> None:
    client = login(officer)
    url = send(client)
    answer = client.post(url, posted(**{"col-1": "id", "do": "start", "source": "nguồn của tôi"}))
    assert answer.status_code == 422
    assert "Hai cột cùng ghép vào" in answer.content.decode()
    assert "nguồn của tôi" in answer.content.decode()
    assert not Job.objects.exists()


def test_an_area_of_others_is_refused(login: Login, officer: Actor) -> None:
    client = login(officer)
    answer = client.post(send(client), posted(area="3/12/111/", do="start"))
    assert answer.status_code == 422
    assert "không được nhập dữ liệu cho địa bàn này" in answer.content.decode()


@pytest.mark.parametrize(
    "other",
    [actor(), actor(area="3/12/111/"), actor(Permission.CASE_SEE), actor(Permission.JOB_SEE, Permission.IMPORT)],
)
def test_another_sees_neither_the_file_nor_its_bad_rows(login: Login, officer: Actor, other: Actor) -> None:
    client = login(officer)
    url = send(client)
    second = send(client)
    client.post(url, posted(do="start"))
    job = Job.objects.get()
    running.run_next()
    client = login(other)
    upload = files.root().joinpath(second.rstrip("/").rsplit("/", 1)[-1])
    for address in (second, reverse("linelist:errors", args=[job.pk])):
        assert client.get(address).status_code == 404
    assert client.post(reverse("linelist:forget", args=[UUID(upload.name)])).status_code == 404
    assert upload.exists()
    if not other.may(Permission.JOB_SEE, DISTRICT) or not other.may(Permission.IMPORT):
        assert client.get(reverse("linelist:job", args=[job.pk])).status_code == 404
        assert client.post(reverse("linelist:cancel", args=[job.pk])).status_code == 404


def test_who_has_no_part_in_importing_is_told_so(login: Login) -> None:
    answer = login(actor(DISTRICT, Permission.CASE_SEE)).get(INDEX)
    assert answer.status_code == 404
    assert "Không thuộc vai trò của bạn" in answer.content.decode()


def test_a_file_is_deleted_when_its_owner_says_so(login: Login, officer: Actor) -> None:
    client = login(officer)
    url = send(client)
    assert client.post(f"{url}forget/").status_code == 302
    assert client.get(url).status_code == 404
    assert not list(files.root().iterdir())


def test_stopped_by_a_button_and_going_on_by_another(login: Login, officer: Actor) -> None:
    client = login(officer)
    client.post(send(client), posted(do="start"))
    job = Job.objects.get()
    client.post(reverse("linelist:cancel", args=[job.pk]))
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED
    assert "Chạy tiếp" in client.get(reverse("linelist:job", args=[job.pk])).content.decode()
    client.post(reverse("linelist:resume", args=[job.pk]))
    running.run_next()
    job.refresh_from_db()
    assert (job.state, job.result["new"]) == (Job.State.DONE, 1)


def test_no_name_and_no_number_in_any_address(login: Login, officer: Actor) -> None:
    client = login(officer)
    url = send(client, name="Trần Thị Thử 0951234567.csv")
    assert UUID(url.rstrip("/").rsplit("/", 1)[-1])
