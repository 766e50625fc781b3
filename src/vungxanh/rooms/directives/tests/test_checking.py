"""Checking what was read, and accepting it."""

from datetime import datetime
from typing import Any

import pytest

from vungxanh.common.models import AuditEntry
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.directives import actions, queries
from vungxanh.rooms.directives.models import Receipt
from vungxanh.rooms.directives.tests.conftest import SECOND, TEXT, Read, at_desk, drafts
from vungxanh.rooms.tasks import queries as tasks
from vungxanh.testing import DISTRICT

pytestmark = pytest.mark.django_db


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
