"""Own documents: written from a template, numbered out of the book, issued, their tasks given."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.directives import queries
from vungxanh.rooms.directives.actions import issuing
from vungxanh.rooms.directives.actions import own as writing
from vungxanh.rooms.directives.models import BookYear, Document, DocumentLink
from vungxanh.rooms.directives.own_models import OwnDocument, OwnVersion
from vungxanh.rooms.directives.queries import own as reads
from vungxanh.rooms.directives.rules import Body, Content
from vungxanh.rooms.directives.rules.own import Part, PartKind
from vungxanh.rooms.directives.tests.conftest import at_desk
from vungxanh.rooms.tasks import queries as tasks
from vungxanh.testing import DISTRICT, OTHER_DISTRICT, actor, client_as

K = PartKind
TASK = Content(
    "Rà soát người cần tiêm chủng", lead=(Body("Trung tâm Y tế huyện", (str(new_id()),)),), with_=(Body("Công an huyện"),),
    due={"kind": "by", "date": "2021-08-25"}, targets=({"op": ">=", "value": 95.0, "unit": "% người trên 18 tuổi", "raw": "95%"},),
)  # fmt: skip


def parts(*kinds: PartKind) -> list[Part]:
    return [Part(str(n), kind, "nội dung", TASK if kind is K.TASK else None) for n, kind in enumerate(kinds)]


def plan(by: Actor, at: datetime, bodies: dict[str, Any], **more: Any) -> OwnDocument:
    """A plan with one task for the health centre and one for both communes, ready to be issued."""
    made: OwnDocument = writing.begin_own(
        by=by, at=at, kind="plan", issuer_id=bodies["ubnd"].pk, subject="Phòng dịch", **more
    )
    for part in made.body:
        text = part.text.replace("[", "").replace("]", "")
        writing.put_part(by=by, at=at, own_id=made.pk, part=replace(part, text=text))
    one = replace(TASK, lead=(Body("Trung tâm Y tế huyện", (str(bodies["health"].pk),)),), with_=())
    two = replace(
        TASK,
        text="Lập chốt",
        lead=(Body("UBND các xã", (str(bodies["xa1"].pk), str(bodies["xa2"].pk))),),
        with_=(),
        targets=(),
    )
    for content in (one, two):
        writing.put_part(by=by, at=at, own_id=made.pk, part=Part(new_id().hex, K.TASK, "", content))
    made.refresh_from_db()
    grounds = tuple(text.strip("[]") for text in made.facts.grounds)
    head = replace(made.facts, title="Chủ tịch", signer="Ông Chủ Tịch", grounds=grounds, recipients=("UBND các xã",))
    writing.change_head(by=by, at=at, own_id=made.pk, head=head, send_to=[bodies["police"].pk])
    made.refresh_from_db()
    return made


@pytest.mark.django_db
def test_issuing_numbers_registers_gives_and_asks_to_read(bodies: dict[str, Any], officer: Actor, at: datetime) -> None:
    first = plan(officer, at, bodies)
    assert reads.next_number(first, 2021) == 1
    issuing.count_from(by=officer, at=at, own_id=first.pk, last_no=6)
    made = issuing.issue(by=officer, at=at, own_id=first.pk)
    assert (made.number_symbol, made.state, made.direction) == ("07/KH-UBND", "issued", "out")
    assert issuing.issue(by=officer, at=at, own_id=first.pk) == made
    words = queries.text_of(made).text
    drafts = list(made.drafts.order_by("start"))
    assert [words[d.start : d.end].split(" ")[0] for d in drafts] == [d.ref.rpartition(".")[2] + "." for d in drafts]
    assert tasks.visible(officer).filter(source_document=made.pk, ordered_by=bodies["ubnd"]).exists()
    given_ = tasks.visible(officer).filter(source_document=made.pk, parent=None).order_by("source_start")
    assert [(t.kind, t.source_label) for t in given_] == [("task", "07/KH-UBND"), ("group", "07/KH-UBND")]
    assert tasks.visible(officer).filter(source_document=made.pk, parent__isnull=False).count() == 2
    receivers = set(made.receipts.values_list("agency_id", flat=True))
    assert receivers == {bodies[key].pk for key in ("health", "xa1", "xa2", "police")}
    assert queries.unread_count(by=at_desk(bodies["police"])) == 1
    assert issuing.keep_copy(by=officer, at=at, document_id=made.pk, own_id=first.pk).file_type == "pdf"
    assert queries.copy_of(by=officer, document_id=made.pk)[1].startswith(b"%PDF")
    second = issuing.issue(by=officer, at=at, own_id=plan(officer, at, bodies).pk)
    assert second.number_symbol == "08/KH-UBND"
    letter = plan(officer, at, bodies)
    OwnDocument.objects.filter(pk=letter.pk).update(kind="notice")
    assert issuing.issue(by=officer, at=at, own_id=letter.pk).register_no == 1
    later = at + timedelta(days=150)
    assert issuing.issue(by=officer, at=later, own_id=plan(officer, later, bodies).pk).register_no == 1
    for wrong in (3, 100_000):
        with pytest.raises(Refused):
            issuing.count_from(by=officer, at=at, own_id=first.pk, last_no=wrong)
    with pytest.raises(Refused, match="không sửa được"):
        writing.remove_part(by=officer, at=at, own_id=first.pk, part_id=first.body[0].id)


@pytest.mark.django_db
def test_a_refused_issue_uses_no_number_and_versions_come_back(
    bodies: dict[str, Any], officer: Actor, at: datetime
) -> None:
    made = writing.begin_own(by=officer, at=at, kind="decision", issuer_id=bodies["ubnd"].pk, subject="Lập tổ")
    with pytest.raises(Refused):
        issuing.issue(by=officer, at=at, own_id=made.pk)
    assert not BookYear.objects.exists()
    assert not Document.objects.exists()
    first, last = made.body[0], made.body[-1]
    writing.move_part(by=officer, at=at, own_id=made.pk, part_id=last.id, up=True)
    writing.remove_part(by=officer, at=at, own_id=made.pk, part_id=first.id)
    now = writing.put_part(by=officer, at=at, own_id=made.pk, part=replace(last, text="Một nội dung khác"), seen=3)
    assert now.version == 4
    with pytest.raises(Refused, match="vừa sửa"):
        writing.put_part(by=officer, at=at, own_id=made.pk, part=replace(last, text="Ý của người thứ hai"), seen=3)
    writing.put_part(by=officer, at=at, own_id=made.pk, part=Part("x", K.TEXT, "Đoạn mới, không ai tranh"), seen=1)
    back = writing.restore_version(by=officer, at=at, own_id=made.pk, number=1)
    assert [p.text for p in back.body] == [p.text for p in made.body]
    assert [v.number for v in OwnVersion.objects.filter(own=made).order_by("number")] == [1, 2, 3, 4, 5, 6]
    with pytest.raises(Refused):
        writing.drop_own(by=officer, at=at, own_id=made.pk, reason="x")
    writing.drop_own(by=officer, at=at, own_id=made.pk, reason="không cần nữa")
    with pytest.raises(Refused):
        issuing.issue(by=officer, at=at, own_id=made.pk)


@pytest.mark.django_db
def test_strangers_and_recorders_without_the_right_do_not_issue(
    bodies: dict[str, Any], officer: Actor, at: datetime
) -> None:
    made = plan(officer, at, bodies)
    clerk = actor(Permission.DIRECTIVE_RECORD, Permission.DIRECTIVE_SEE, Permission.AGENCY_SEE)
    stranger = actor(area=OTHER_DISTRICT)
    assert writing.move_part(by=clerk, at=at, own_id=made.pk, part_id=made.body[0].id, up=False).pk == made.pk
    for by in (clerk, stranger):
        with pytest.raises(NotYours):
            issuing.issue(by=by, at=at, own_id=made.pk)
    with pytest.raises(NotYours):
        reads.own_document(stranger, made.pk)
    with pytest.raises(NotYours):
        writing.begin_own(by=stranger, at=at, kind="plan", issuer_id=bodies["ubnd"].pk)
    assert not reads.own_documents(stranger).exists()


@pytest.mark.django_db
@pytest.mark.requirement("CMD-24")
def test_who_has_issued_his_own_plan_for_a_directive_is_seen(
    bodies: dict[str, Any], officer: Actor, at: datetime
) -> None:
    above = issuing.issue(by=officer, at=at, own_id=plan(officer, at, bodies).pk)
    assert [(name, len(plans)) for name, plans in reads.plans_for(officer, above)] == [
        ("Công an huyện Bù Gia Mập", 0), ("Trung tâm Y tế huyện Bù Gia Mập", 0), ("Ủy ban nhân dân xã Bù Gia Mập", 0),
        ("Ủy ban nhân dân xã Đak Ơ", 0),
    ]  # fmt: skip
    own_plan = writing.begin_own(
        by=officer, at=at, kind="plan", issuer_id=bodies["xa1"].pk, subject="Kế hoạch của xã", implements_id=above.pk
    )
    assert own_plan.facts.grounds[0].startswith("01/KH-UBND")
    for part in own_plan.body:
        writing.put_part(
            by=officer,
            at=at,
            own_id=own_plan.pk,
            part=replace(part, text=part.text.strip("[]").replace("[", "").replace("]", "")),
        )
    head = replace(own_plan.facts, title="Chủ tịch", signer="Bà Chủ Tịch", grounds=own_plan.facts.grounds[:1])
    writing.change_head(by=officer, at=at, own_id=own_plan.pk, head=head)
    issued = issuing.issue(by=officer, at=at, own_id=own_plan.pk)
    assert issued.area_path.startswith(DISTRICT)
    assert DocumentLink.objects.get(document=issued).relation == "implements"
    assert [(name, len(plans)) for name, plans in reads.plans_for(officer, above)][2] == (
        "Ủy ban nhân dân xã Bù Gia Mập",
        1,
    )


@pytest.mark.django_db
def test_an_own_document_is_written_and_issued_on_its_pages(bodies: dict[str, Any], at: datetime) -> None:
    head, clerk = client_as("head"), client_as("clerk")
    begun = {"_key": new_id(), "kind": "notice", "issuer_id": bodies["ubnd"].pk, "subject": "Phòng dịch <b>mùa khô</b>"}
    assert clerk.post("/directives/own/new/", begun).status_code == 302
    made = OwnDocument.objects.get()
    here = f"/directives/own/{made.pk}/"
    page = clerk.get(here).content.decode()
    assert "Còn chỗ trống" in page
    assert "&lt;b&gt;mùa khô" in page
    assert "<b>mùa khô" not in page
    assert "DỰ THẢO" in page
    for part in made.body:
        if "[" in part.text:
            sent = {"_key": new_id(), "text": "Tình hình ổn định", "seen": 1}
            assert clerk.post(f"{here}parts/{part.id}/", sent).status_code == 302
    after = next(p.id for p in made.body if p.text.startswith("Nhiệm vụ"))
    task = {
        "_key": new_id(), "text": "Lập chốt kiểm soát", "due_kind": "by", "due_date": "25/8/2021", "area_of_work": "checkpoints",
        "lead-50-pick": ",".join(str(bodies[key].pk) for key in ("xa1", "xa2")), "with-50-pick": str(bodies["police"].pk),
    }  # fmt: skip
    assert clerk.post(f"{here}add/task/?after={after}", task | {"due_date": ""}).status_code == 422
    assert clerk.post(f"{here}add/task/?after={after}", task).status_code == 302
    page = clerk.get(here).content.decode()
    assert "Công an huyện Bù Gia Mập" in page
    assert "25/8/2021" in page
    facts = {
        "_key": new_id(), "seen": 9, "subject": "Phòng dịch mùa khô", "symbol": "TB-UBND", "place": "Bù Gia Mập", "issuer": "Ủy ban nhân dân huyện",
        "keeper": "VT", "title": "Chủ tịch", "signer": "Ông A", "add_to": str(bodies["health"].pk), "recipients": "UBND các xã",
    }  # fmt: skip
    assert clerk.post(f"{here}head/", facts).status_code == 302
    assert clerk.get(f"{here}docx/").content.startswith(b"PK")
    assert clerk.get(f"{here}issue/").status_code in (403, 404)
    page = head.get(f"{here}issue/").content.decode()
    assert "01/TB-UBND" in page
    assert head.post(f"{here}count/", {"_key": new_id(), "last_no": 11}).status_code == 302
    answer = head.post(f"{here}issue/", {"_key": new_id()})
    document = Document.objects.get()
    assert answer["Location"] == f"/directives/{document.pk}/"
    assert document.number_symbol == "12/TB-UBND"
    assert document.file_type == "pdf"
    assert head.get(f"{here}pdf/").content.startswith(b"%PDF")
    assert "12/TB-UBND" in head.get(here).content.decode()
    assert head.get("/directives/own/").status_code == 200
    assert "đang dùng" in head.get(f"{here}versions/").content.decode()
    assert "chưa có kế hoạch" in head.get(f"/directives/own/plans/{document.pk}/").content.decode()
    assert head.post(f"{here}versions/1/").status_code != 302
    assert client_as("head", OTHER_DISTRICT).get(here).status_code in (403, 404)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer: nothing happens at once")
def test_two_issued_at_once_get_two_numbers(bodies: dict[str, Any], officer: Actor, at: datetime) -> None:
    ready = [plan(officer, at, bodies).pk for _n in range(4)]

    def go(own_id: Any) -> str:
        try:
            return str(issuing.issue(by=officer, at=at, own_id=own_id).number_symbol)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(go, [*ready, *ready]))
    assert sorted(set(numbers)) == [f"0{n}/KH-UBND" for n in (1, 2, 3, 4)]
    assert BookYear.objects.get().last_no == 4


@pytest.mark.django_db
def test_whom_it_is_addressed_to_gets_it(bodies: dict[str, Any], officer: Actor, at: datetime) -> None:
    found = plan(officer, at, bodies)
    found.head = {**found.head, "addressees": ["Công an huyện", "Các đơn vị liên quan"]}
    assert bodies["police"].pk in reads.receivers(officer, found)
    assert len(reads.receivers(officer, found)) == len(set(reads.receivers(officer, found)))
