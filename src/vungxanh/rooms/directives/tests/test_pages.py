"""Pages, through HTTP: into the register, checked, given, read; and what the list finds."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from vungxanh.common import running
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.directives import actions, queries, reading
from vungxanh.rooms.directives.models import Document, DraftTask
from vungxanh.rooms.directives.tests.conftest import FIRST, TEXT, at_desk, directive
from vungxanh.testing import DISTRICT, actor

pytestmark = pytest.mark.django_db
Login = Callable[[Actor], Client]
Read = Callable[..., Document]


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """The room's pages are tested with what ``directive`` finds, whatever the reader's rules are today."""
    monkeypatch.setattr(
        "vungxanh.engine.directive.api.parse", lambda text: directive(text) if FIRST in text else _plain(text)
    )


def _plain(text: str) -> Any:
    from vungxanh.engine.directive import api

    return api.Directive(text, api.Header(), (), ())


def url(name: str, *args: object) -> str:
    return reverse(f"directives:{name}", args=args)


def sent(client: Client, text: str = TEXT, **more: Any) -> Any:
    data = {
        "_key": str(new_id()),
        "area_path": DISTRICT,
        "direction": "in",
        "uploads": SimpleUploadedFile("cv.txt", text.encode()),
    }
    return client.post(url("new"), data | more)


@pytest.mark.requirement("CMD-12")
def test_from_the_file_to_the_board(login: Login, officer: Actor, bodies: Any) -> None:
    client = login(officer)
    assert "Không có văn bản nào chờ xử lý" in client.get(url("index")).content.decode()
    answer = sent(client)
    document = Document.objects.get()
    assert answer.url == url("check", document.pk)
    page = client.get(answer.url).content.decode()
    assert "Duyệt, giao 2 nhiệm vụ" in page
    assert "Hạn trước ngày văn bản." in page
    assert page.count('class="draft"') == 2
    again = sent(client)
    assert again.url == answer.url, "the same file is the document that is there"
    assert Document.objects.count() == 1
    given = client.post(url("accept", document.pk), {"_key": str(new_id())}, headers={"HX-Request": "true"})
    assert given["HX-Redirect"] == url("one", document.pk)
    shown = client.get(given["HX-Redirect"]).content.decode()
    assert "Đã giao nhiệm vụ" in shown
    assert "12/TB-UBND" in shown
    assert "chưa có trong sổ" in shown
    assert "chưa nhận" in shown, "the live state of the tasks"
    copy = client.get(url("copy", document.pk))
    assert copy.content == TEXT.encode()
    receiver = login(at_desk(bodies["xa1"]))
    assert "Cần bạn đọc" in receiver.get(url("index")).content.decode()
    assert "Đã đọc, đã hiểu" in receiver.get(url("one", document.pk)).content.decode()
    assert receiver.get(url("copy", document.pk)).content == TEXT.encode(), "the electronic copy goes down with it"
    assert receiver.post(url("opened", document.pk)).status_code == 204
    receiver.post(url("understood", document.pk), {"remark": "rõ"})
    assert queries.understood_counts(document_ids=[document.pk])[document.pk] == (1, 3)


def test_the_text_is_shown_letter_by_letter(login: Login, officer: Actor, bodies: Any) -> None:
    """Offsets of a selection are counted in the page, so the page must hold exactly the text."""
    from html.parser import HTMLParser

    class Words(HTMLParser):
        inside, found = 0, ""

        def handle_starttag(self, tag: str, attrs: Any) -> None:
            if ("class", "doc-text") in attrs or self.inside:
                self.inside += 1

        def handle_endtag(self, tag: str) -> None:
            self.inside -= bool(self.inside)

        def handle_data(self, data: str) -> None:
            self.found += data if self.inside else ""

    odd = TEXT.replace("\n\n1.", "\n\n  <b>&amp; 😷</b>\r\n\n1.")
    client = login(officer)
    sent(client, odd)
    document = Document.objects.get()
    parser = Words()
    parser.feed(client.get(url("check", document.pk)).content.decode())
    assert parser.found == queries.text_of(document).text == odd.replace("\r\n", "\n")


def test_every_deed_of_the_check_answers_with_both_columns(login: Login, officer: Actor, bodies: Any) -> None:
    client = login(officer)
    sent(client)
    document = Document.objects.get()
    first, second = queries.drafts(by=officer, document_id=document.pk)
    htmx = {"HX-Request": "true"}

    def post(name: str, *args: object, **data: Any) -> str:
        answer = client.post(url(name, document.pk, *args), data, headers=htmx)
        assert answer["HX-Retarget"] == "#checking", answer.content.decode()
        return answer.content.decode()

    start = TEXT.index("Căn cứ")
    assert post("add", start=start, end=start + 40).count('class="draft"') == 3
    assert "Chọn một đoạn" in post("add", start="", end="")
    assert "không nằm trong văn bản" in post("add", start=1, end=999_999)
    part = client.get(url("split", document.pk, second.pk), headers=htmx).content.decode()
    assert part.count('type="radio"') == 1
    assert post("split", second.pk, place=TEXT.index("báo cáo về")).count('class="draft"') == 4
    assert post("deed", second.pk, "merge").count('class="draft"') == 3
    assert "1 nhiệm vụ đã bỏ" in post("deed", second.pk, "reset"), "the joined one may still be taken back"
    dropped = post("deed", first.pk, "drop")
    assert "2 nhiệm vụ đã bỏ" in dropped
    assert post("deed", first.pk, "restore").count('class="draft"') == 3
    assert "Chưa rõ người" in post("deed", DraftTask.objects.get(found={}, start=start).pk, "accept")
    assert client.post(url("deed", document.pk, first.pk, "explode")).status_code == 404
    refused = client.post(url("accept", document.pk), {"_key": str(new_id())}, headers=htmx).content.decode()
    assert "Còn 1 nhiệm vụ phải sửa trước" in refused


def test_a_task_is_worded_anew_and_what_cannot_be_read_is_said(login: Login, officer: Actor, bodies: Any) -> None:
    client = login(officer)
    sent(client)
    document = Document.objects.get()
    draft = queries.drafts(by=officer, document_id=document.pk)[0]
    address = url("edit-draft", document.pk, draft.pk)
    form = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "Công an huyện Bù Gia Mập" in form
    given = {
        "_key": str(new_id()), "text": "Lập bốn chốt.", "due_kind": "by", "due_date": "19/8/2021", "due_time": "10h",
        "targets": ">= 1.500 người\n95 %", "area_of_work": "checkpoints", "scenario": "2", "when": "nếu có ca mới",
        "lead-0-name": "Công an huyện", "lead-0-ids": str(bodies["police"].pk),
        "with-50-name": "", "with-50-pick": str(bodies["health"].pk),
    }  # fmt: skip
    bad = client.post(address, given | {"due_date": "32/8/2021", "targets": "nhiều"}).content.decode()
    assert "Lập bốn chốt." in bad
    assert "viết như" in bad
    answer = client.post(address, given)
    assert answer.status_code == 302, answer.content.decode()
    draft.refresh_from_db()
    assert (draft.text, draft.state) == ("Lập bốn chốt.", "edited")
    assert draft.due == {"kind": "by", "date": "2021-08-19", "time": "10:00", "raw": "trước ngày 18/8/2021"}
    assert [(t["op"], t["value"], t["unit"]) for t in draft.targets] == [(">=", 1500, "người"), ("=", 95, "%")]
    assert draft.condition == {"scenario": 2, "when": "nếu có ca mới"}
    assert draft.content.with_[0].ids == (str(bodies["health"].pk),)


@pytest.mark.parametrize(
    ("query", "found"),
    [("?q=chot+kiem+soat", True), ("?q=%22%27%29%3B--+*", True), ("?q=khongco", False), ("?state=accepted", False),
     ("?ended=1", False), ("?ended=0", True), ("?unread=1", False), ("?kind=official_letter&sort=-issued", True),
     ("?issued_from=2021-08-16&issued_to=2021-08-16", True), ("?direction=out", False), ("?sort=register", True)],
)  # fmt: skip
def test_the_register_is_searched_filtered_sorted(
    login: Login, read_document: Read, officer: Actor, query: str, found: bool
) -> None:
    read_document()
    page = login(officer).get(url("register") + query).content.decode()
    assert ("77/UBND-VX" in page) is found


def test_a_long_register_takes_the_same_few_queries(
    login: Login, read_document: Read, officer: Actor, at: datetime, django_assert_max_num_queries: Any
) -> None:
    for n in range(12):
        actions.register(by=officer, at=at, area_path=DISTRICT, facts=actions.Facts(subject=f"Văn bản {n}"))
    client = login(officer)
    client.get(url("register"))
    with django_assert_max_num_queries(9):
        assert client.get(url("register")).content.decode().count("<tr>") == 13


def test_by_hand_corrected_replaced_sent(login: Login, officer: Actor, bodies: Any, at: datetime) -> None:
    client = login(officer)
    base = {"_key": str(new_id()), "area_path": DISTRICT, "direction": "in", "urgency": "express"}
    assert (
        "Ngày này không có trong lịch"
        in client.post(url("record"), base | {"subject": "x", "issued": "31/2/2021"}).content.decode()
    )
    made = client.post(
        url("record"), base | {"number": "9", "symbol": "CĐ-TTg", "subject": "Công điện", "issued": "8/2021"}
    )
    old = Document.objects.get()
    assert made.url == url("one", old.pk)
    page = client.get(made.url).content.decode()
    assert "Hỏa tốc" in page
    assert "8/2021" in page
    new = actions.register(by=officer, at=at, area_path=DISTRICT, facts=actions.Facts(subject="Công điện mới"))
    client.post(url("supersede", old.pk), {"_key": str(new_id()), "new_document_id": str(new.pk)})
    assert "đã bị thay thế" in client.get(made.url).content.decode()
    assert "Đã bị thay thế" in client.get(url("register")).content.decode()
    client.post(url("send", old.pk), {"_key": str(new_id()), "agencies": f"{bodies['xa1'].pk},{bodies['xa2'].pk}"})
    who = client.get(url("readers", old.pk)).content.decode()
    assert "2 nơi chưa xác nhận" in who
    client.post(url("remind", old.pk))
    assert "đã nhắc 1 lần" in client.get(url("readers", old.pk)).content.decode()
    group = client.get(url("bodies"), {"q": "UBND các xã"}).content.decode()
    assert "2 cơ quan" in group


def test_a_large_file_is_read_by_a_job(
    login: Login, officer: Actor, bodies: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "QUICK_BYTES", 10)
    client = login(officer)
    answer = sent(client)
    document = Document.objects.get()
    assert answer.url == url("one", document.pk)
    assert "đang chờ tới lượt" in client.get(answer.url).content.decode()
    assert running.run_next() == 1
    assert client.get(url("progress", document.pk))["HX-Refresh"] == "true"
    document.refresh_from_db()
    assert (document.state, document.reading_job) == ("read", None)


def test_only_who_may_issue_gives_tasks(login: Login, read_document: Read, officer: Actor) -> None:
    document = read_document()
    clerk = actor(Permission.DIRECTIVE_SEE, Permission.DIRECTIVE_RECORD, Permission.AGENCY_SEE)
    client = login(clerk)
    page = client.get(url("check", document.pk)).content.decode()
    assert "trình duyệt" in page
    assert "Duyệt, giao" not in page
    assert client.post(url("accept", document.pk)).status_code == 404
    assert client.post(url("checked", document.pk)).status_code == 302
    document.refresh_from_db()
    assert document.state == "checked"
    assert client.get(url("check", document.pk)).status_code == 200
    assert login(actor(Permission.DIRECTIVE_SEE)).get(url("check", document.pk)).status_code in (403, 404)
