"""Register, read, search, link, send, check, accept."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from vungxanh.common import files
from vungxanh.common.models import AuditEntry
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.agencies import actions as agencies
from vungxanh.rooms.agencies import queries as who
from vungxanh.rooms.directives import actions, queries
from vungxanh.rooms.directives.models import Document, DocumentLink, DraftTask, Receipt
from vungxanh.rooms.directives.tests.conftest import FIRST, SECOND, TEXT, at_desk
from vungxanh.rooms.tasks import queries as tasks
from vungxanh.testing import DISTRICT

pytestmark = pytest.mark.django_db
Read = Callable[..., Document]


def drafts(by: Actor, document: Document) -> list[DraftTask]:
    return [d for d in queries.drafts(by=by, document_id=document.pk) if d.state != "dropped"]


def test_numbers_of_a_book_follow_each_other_and_begin_anew_each_year(officer: Actor, at: datetime) -> None:
    def register(n: int, when: datetime, direction: actions.Direction = actions.Direction.INCOMING) -> Document:
        facts = actions.Facts(subject=f"Văn bản {n}", received_at=when)
        return actions.register(by=officer, at=at, area_path=DISTRICT, direction=direction, facts=facts)

    first, second = register(1, at), register(2, at)
    assert [(d.register_year, d.register_no) for d in (first, second)] == [(2021, 1), (2021, 2)]
    later = register(3, at + timedelta(days=200))
    assert (later.register_year, later.register_no) == (2022, 1)
    assert register(4, at, actions.Direction.OUTGOING).register_no == 1, "outgoing documents have their own book"
    with pytest.raises(Refused, match="trích yếu"):
        actions.register(by=officer, at=at, area_path=DISTRICT)


def test_the_same_file_is_one_document_and_its_copy_is_checked(officer: Actor, at: datetime) -> None:
    first = actions.register(by=officer, at=at, area_path=DISTRICT, data=TEXT.encode(), name="a.txt")
    again = actions.register(by=officer, at=at, area_path=DISTRICT, data=TEXT.encode(), name="b.txt")
    assert again.pk == first.pk
    assert Document.objects.count() == 1
    assert queries.copy_of(by=officer, document_id=first.pk)[1] == TEXT.encode()
    path = files.path_of("directives", first.file_sha256)
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_bytes(b"doctored")
    with pytest.raises(Refused, match="mã băm"):
        queries.copy_of(by=officer, document_id=first.pk)
    path.unlink()
    with pytest.raises(Refused, match="không còn"):
        queries.copy_of(by=officer, document_id=first.pk)


@pytest.mark.parametrize(("data", "name"), [(b"", "a.txt"), (b"\x00\x01\x02", "a.bin"), (b"hello", "a.doc")])
def test_what_is_no_document_is_refused(officer: Actor, at: datetime, data: bytes, name: str) -> None:
    with pytest.raises(Refused):
        actions.register(by=officer, at=at, area_path=DISTRICT, data=data, name=name)
    assert not Document.objects.exists()


def test_reading_fills_what_is_empty_and_keeps_what_was_typed(bodies: Any, officer: Actor, at: datetime) -> None:
    from vungxanh.rooms.directives.tests.conftest import directive

    facts = actions.Facts(subject="Trích yếu do người ghi", urgency="express")
    document = actions.register(by=officer, at=at, area_path=DISTRICT, facts=facts, data=TEXT.encode(), name="a.txt")
    actions.record_reading(by=officer, at=at, document_id=document.pk, found=directive())
    document.refresh_from_db()
    assert (document.subject, document.urgency) == ("Trích yếu do người ghi", "express")
    assert (document.number_symbol, document.kind, document.state) == ("77/UBND-VX", "official_letter", "read")
    assert str(document.issued) == "16/8/2021"
    police, communes = drafts(officer, document)
    assert TEXT[police.start : police.end].startswith(FIRST)
    assert police.content.lead[0].ids == (str(bodies["police"].pk),)
    assert set(communes.content.lead[0].ids) == {str(bodies["xa1"].pk), str(bodies["xa2"].pk)}
    assert DocumentLink.objects.get().relation == "implements"
    actions.edit_draft(
        by=officer, at=at, document_id=document.pk, draft_id=police.pk,
        content=actions.Content("Lập bốn chốt.", lead=police.content.lead),
    )  # fmt: skip
    actions.record_reading(by=officer, at=at, document_id=document.pk, found=directive())
    assert [d.text for d in drafts(officer, document)] == ["Lập bốn chốt.", "Rà soát người về từ vùng dịch."]


@pytest.mark.parametrize(
    "words",
    ["chốt kiểm soát", "CHOT KIEM soat", "77/UBND-VX", "ra soat nguoi ve tu vung dich", "bu gia map", "kiem so"],
)
def test_search_with_and_without_diacritics(read_document: Read, officer: Actor, stranger: Actor, words: str) -> None:
    document = read_document()
    assert list(queries.like(queries.visible(officer), words)) == [document]
    assert queries.find(by=officer, text=words) == [document]
    assert queries.find(by=stranger, text=words) == []
    assert list(queries.like(queries.visible(officer), f"{words} khongco")) == []


def test_a_corrected_header_is_found_and_its_history_kept(read_document: Read, officer: Actor, at: datetime) -> None:
    document = read_document()
    facts = actions.Facts(
        number="78", symbol="UBND-VX", kind="official_letter", subject="Trích yếu đã sửa", issued="8/2021"
    )
    actions.correct(by=officer, at=at, document_id=document.pk, facts=facts, reason="gõ nhầm số")
    document.refresh_from_db()
    assert str(document.issued) == "8/2021"
    assert queries.find(by=officer, text="trich yeu da sua")
    assert queries.find(by=officer, text="chot kiem soat"), "the text is still searched"
    line = queries.history(by=officer, document_id=document.pk)[0]
    assert line.reason == "gõ nhầm số"
    assert ("Số", "77", "78") in line.changes


@pytest.mark.requirement("CMD-05")
def test_what_implements_what_is_a_tree(read_document: Read, officer: Actor, at: datetime) -> None:
    """134/TB-UBND -> district -> commune: resolved by number, symbol and day; named when not in the register."""
    document = read_document()
    (root,) = queries.tree(by=officer, document=document)
    assert (root.label, root.document) == ("12/TB-UBND", None)
    assert root.children[0].here
    above = actions.register(
        by=officer, at=at, area_path=DISTRICT,
        facts=actions.Facts(number="12", symbol="TB-UBND", issued="15/8/2021", subject="Kết luận", issuer_name="UBND tỉnh"),
    )  # fmt: skip
    below = actions.register(
        by=officer,
        at=at,
        area_path=DISTRICT,
        facts=actions.Facts(number="3", symbol="KH-UBND", subject="Kế hoạch của xã"),
    )
    actions.link(
        by=officer, at=at, document_id=below.pk, number_symbol="77/UBND-VX", relation=actions.Relation.IMPLEMENTS
    )
    (root,) = queries.tree(by=officer, document=document)
    assert root.document == above
    assert [b.document for b in root.children] == [document]
    assert [b.document for b in root.children[0].children] == [below]
    (same,) = queries.tree(by=officer, document=below)
    assert same.document == above
    wrong = actions.Facts(number="12", symbol="TB-UBND", issued="1/2/2020", subject="Số trùng, năm khác")
    actions.correct(by=officer, at=at, document_id=above.pk, facts=wrong)
    assert queries.tree(by=officer, document=document)[0].document is None, "another year's number is another document"


def test_superseded_and_expired(read_document: Read, officer: Actor, at: datetime) -> None:
    old = read_document()
    new = actions.register(by=officer, at=at, area_path=DISTRICT, facts=actions.Facts(subject="Văn bản mới"))
    actions.supersede(by=officer, at=at, document_id=old.pk, new_document_id=new.pk, on=at.date())
    with pytest.raises(Refused, match="thay thế"):
        actions.supersede(by=officer, at=at, document_id=new.pk, new_document_id=old.pk)
    with pytest.raises(Refused, match="đã bị thay thế"):
        actions.accept(by=officer, at=at, document_id=old.pk)
    assert list(Document.objects.filter(queries.expired(at.date()))) == [old]
    actions.reinstate(by=officer, at=at, document_id=old.pk, reason="ghi nhầm văn bản")
    assert not Document.objects.filter(queries.expired(at.date())).exists()


@pytest.mark.requirement("CMD-14")
def test_read_and_understood_by_whom_it_was_sent_to(
    read_document: Read, officer: Actor, stranger: Actor, at: datetime, bodies: Any
) -> None:
    document = read_document()
    police, commune = at_desk(bodies["police"]), at_desk(bodies["xa1"])
    with pytest.raises(NotYours):
        queries.get(by=commune, document_id=document.pk)
    sent = actions.send(by=officer, at=at, document_id=document.pk, agency_ids=[bodies["xa1"].pk, bodies["police"].pk])
    assert sent == 2
    assert actions.send(by=officer, at=at, document_id=document.pk, agency_ids=[bodies["xa1"].pk]) == 0
    assert queries.unread_count(by=commune) == 1
    assert actions.open_(by=commune, at=at, document_id=document.pk) == 1
    assert actions.remind(by=officer, at=at + timedelta(hours=3), document_id=document.pk) == 2
    assert actions.understand(by=commune, at=at, document_id=document.pk, remark="đã phổ biến") == 1
    assert actions.understand(by=commune, at=at, document_id=document.pk) == 0
    assert queries.unread_count(by=commune) == 0
    waiting, done = queries.readers(by=officer, document=document)
    assert waiting.agency.startswith("Công an")
    assert waiting.receipt.reminders == 1
    assert (done.receipt.understood_at, done.receipt.note) == (at, "đã phổ biến")
    assert [r.agency for r in queries.readers(by=commune, document=document)] == [done.agency], "his own line only"
    assert queries.understood_counts(document_ids=[document.pk]) == {document.pk: (1, 2)}
    with pytest.raises(NotYours):
        actions.understand(by=stranger, at=at, document_id=document.pk)
    assert queries.unread_count(by=police) == 1


@pytest.mark.requirement("CMD-17")
def test_every_official_of_an_agency_is_asked_by_name(
    read_document: Read, officer: Actor, at: datetime, bodies: Any
) -> None:
    """Who must know a document is known by name; each confirms for himself, and who has not can be reminded."""
    document = read_document()
    people = [
        agencies.create_user(
            by=system(), at=at, username=name, full_name=f"Cán bộ {name}", password="mot-mat-khau-tam-27",
            agency_id=bodies["xa1"].pk, role=role, area_path=bodies["xa1"].area_path, must_change=False,
        )
        for name, role in (("bi.thu", "head"), ("can.bo", "officer"), ("quan.tri", "admin"))
    ]  # fmt: skip
    sent = actions.send(by=officer, at=at, document_id=document.pk, agency_ids=[bodies["xa1"].pk], people=True)
    assert sent == 3, "the agency, and the two who may read documents; not the keeper of the machine"
    first = who.actor(people[0].pk, on=at.date())
    assert actions.understand(by=first, at=at, document_id=document.pk) == 2, "for himself and for the agency"
    missing = [r for r in queries.readers(by=officer, document=document) if r.receipt.understood_at is None]
    assert [r.person for r in missing] == ["Cán bộ can.bo"]
    actions.remind(by=officer, at=at, document_id=document.pk, receipt_ids=[missing[0].receipt.pk])
    (waiting,) = queries.unread(by=who.actor(people[1].pk, on=at.date()))
    assert waiting.reminders == 1
    assert list(queries.visible(who.actor(people[2].pk, on=at.date()))) == []


def test_a_check_adds_splits_joins_drops_and_takes_back(read_document: Read, officer: Actor, at: datetime) -> None:
    document = read_document()
    common = {"by": officer, "at": at, "document_id": document.pk}
    first, second = drafts(officer, document)
    place = TEXT.index("báo cáo về")
    part = actions.split_draft(**common, draft_id=second.pk, place=place)
    assert TEXT[part.start : part.end].startswith("báo cáo về Trung tâm")
    second.refresh_from_db()
    assert TEXT[second.start : second.end].startswith(SECOND)
    assert TEXT[second.start : second.end].endswith("dịch;")
    assert part.lead == second.lead
    joined = actions.merge_draft(**common, draft_id=second.pk)
    assert (joined.start, joined.end) == (second.start, part.end)
    assert len(drafts(officer, document)) == 2
    actions.restore_draft(**common, draft_id=part.pk)
    assert len(drafts(officer, document)) == 3
    actions.drop_draft(**common, draft_id=part.pk)
    start = TEXT.index("Căn cứ")
    added = actions.add_draft(**common, start=start - 1, end=start + 30)
    assert (added.start, added.text) == (start, TEXT[start : start + 30].strip())
    with pytest.raises(Refused, match="không nằm trong văn bản"):
        actions.add_draft(**common, start=5, end=10_000)
    with pytest.raises(Refused, match="Chỗ chia"):
        actions.split_draft(**common, draft_id=first.pk, place=3)
    assert actions.reset_draft(**common, draft_id=second.pk).text == "Rà soát người về từ vùng dịch."
    with pytest.raises(Refused, match="do người thêm"):
        actions.reset_draft(**common, draft_id=added.pk)
    titles = [line.title for line in queries.history(by=officer, document_id=document.pk)]
    assert titles[:2] == ["Trả nhiệm vụ về như máy đọc", "Thêm nhiệm vụ từ một đoạn"]


@pytest.mark.requirement("CMD-19")
def test_a_document_without_a_number_is_known_again_by_what_it_is_about(officer: Actor, at: datetime) -> None:
    facts = actions.Facts(kind="notice", subject="Kết luận cuộc họp", issuer_name="Văn phòng Tỉnh ủy")
    one, two = (
        actions.register(by=officer, at=at, area_path=DISTRICT, data=f"{TEXT}{n}".encode(), name="a.txt", facts=facts)
        for n in range(2)
    )
    other = actions.register(
        by=officer, at=at, area_path=DISTRICT, data=b"khac", name="b.txt", facts=replace(facts, subject="Cuộc họp khác")
    )
    assert queries.same_number(by=officer, document=two) == [one]
    assert queries.same_number(by=officer, document=other) == []


def test_nothing_is_given_before_a_person_accepts_and_twice_is_once(
    read_document: Read, officer: Actor, at: datetime, bodies: Any
) -> None:
    """Clear content, clear responsibility, clear time: a task without a lead in the directory cannot be given."""
    document = read_document()
    common = {"by": officer, "at": at, "document_id": document.pk}
    police, communes = drafts(officer, document)
    unclear = actions.add_draft(**common, start=TEXT.index("Căn cứ"), end=TEXT.index("ngày 15"))
    assert not tasks.visible(officer).exists()
    with pytest.raises(Refused, match="Chưa rõ người"):
        actions.accept(**common, draft_ids=[unclear.pk])
    with pytest.raises(Refused, match="Còn 1 nhiệm vụ"):
        actions.mark_checked(**common)
    clerk = Actor(
        officer.id, "Cán bộ", (type(officer.scopes[0])(DISTRICT, frozenset(Permission) - {Permission.DIRECTIVE_ISSUE}),)
    )
    with pytest.raises(NotYours):
        actions.accept(by=clerk, at=at, document_id=document.pk)
    result = actions.accept(**common)
    assert (result.given, result.stuck) == (2, 1)
    again = actions.accept(**common)
    assert (again.given, again.stuck) == (0, 1)
    given = tasks.visible(officer).filter(source_document=document.pk)
    assert given.filter(parent=None).count() == 2
    mine = tasks.visible(at_desk(bodies["police"])).filter(source_document=document.pk, lead=bodies["police"].pk)
    assert [(t.source_start, t.due_raw) for t in mine] == [(police.start, "trước ngày 18/8/2021")]
    for key in ("xa1", "xa2"):
        desk = at_desk(bodies[key])
        assert tasks.visible(desk).filter(source_document=document.pk, lead=bodies[key].pk).exists()
        assert queries.get(by=desk, document_id=document.pk), "who got a task may read what orders it"
    document.refresh_from_db()
    assert document.state == "read"
    actions.drop_draft(**common, draft_id=unclear.pk)
    actions.accept(**common)
    document.refresh_from_db()
    assert document.state == "accepted"
    live = queries.live_tasks(by=officer, document=document)
    assert set(live) == {str(police.pk), str(communes.pk)}
    assert live[str(communes.pk)].below == 2
    with pytest.raises(Refused, match="đã giao"):
        actions.drop_draft(**common, draft_id=police.pk)


def test_one_name_is_settled_everywhere_at_once(read_document: Read, officer: Actor, at: datetime, bodies: Any) -> None:
    document = read_document()
    common = {"by": officer, "at": at, "document_id": document.pk}
    unknown = actions.Body("Đội cơ động số 9")
    for draft in drafts(officer, document):
        actions.edit_draft(**common, draft_id=draft.pk, content=actions.Content(draft.text, lead=(unknown,)))
    first = drafts(officer, document)[0]
    settled = actions.choose_body(
        **common, draft_id=first.pk, body="Đội cơ động số 9", agency_ids=[bodies["police"].pk], everywhere=True
    )
    assert settled == 2
    assert all(d.content.lead[0].ids == (str(bodies["police"].pk),) for d in drafts(officer, document))


def test_the_trail_says_who_but_not_what_the_text_says(read_document: Read, officer: Actor) -> None:
    document = read_document()
    entry = AuditEntry.objects.filter(action="directives.record_reading").get()
    assert entry.subject_id == document.pk
    assert "rà soát" not in str(entry.detail["args"]).lower()
    assert Receipt.objects.count() == 0
