"""Register, read, search, link, send, check, accept."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from vungxanh.common import files
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.agencies import actions as agencies
from vungxanh.rooms.agencies import queries as who
from vungxanh.rooms.directives import actions, queries
from vungxanh.rooms.directives.models import Document, DocumentLink
from vungxanh.rooms.directives.tests.conftest import FIRST, TEXT, Read, at_desk, drafts
from vungxanh.testing import DISTRICT

pytestmark = pytest.mark.django_db


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
