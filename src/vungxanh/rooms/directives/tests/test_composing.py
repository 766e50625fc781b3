"""Own documents before they are issued: numbering, templates, what is missing. No database."""

from dataclasses import replace

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.kernel.ids import new_id
from vungxanh.rooms.directives.forms import DraftForm
from vungxanh.rooms.directives.models import DraftTask
from vungxanh.rooms.directives.rules import Body, Content, composing, own, templates
from vungxanh.rooms.directives.rules.own import Head, Part, PartKind

K = PartKind


TASK = Content(
    "Rà soát người cần tiêm chủng", lead=(Body("Trung tâm Y tế huyện", (str(new_id()),)),), with_=(Body("Công an huyện"),),
    due={"kind": "by", "date": "2021-08-25"}, targets=({"op": ">=", "value": 95.0, "unit": "% người trên 18 tuổi", "raw": "95%"},),
)  # fmt: skip


def parts(*kinds: PartKind) -> list[Part]:
    return [Part(str(n), kind, "nội dung", TASK if kind is K.TASK else None) for n, kind in enumerate(kinds)]


def test_parts_are_numbered_as_documents_are() -> None:
    made = own.numbered(
        parts(K.TEXT, K.HEADING, K.SUBHEADING, K.TASK, K.TASK, K.SUBHEADING, K.ITEM, K.HEADING, K.TASK, K.BULLET)
    )
    assert [(line.marker, line.ref) for line in made] == [
        ("", ""), ("I.", "I"), ("1.", "I.1"), ("a)", "I.1.a"), ("b)", "I.1.b"), ("2.", "I.2"), ("a)", "I.2.a"),
        ("II.", "II"), ("1.", "II.1"), ("-", "II.1.-1"),
    ]  # fmt: skip
    letters = [line.marker for line in own.numbered(parts(K.HEADING, K.SUBHEADING, *[K.ITEM] * 5))][2:]
    assert letters == ["a)", "b)", "c)", "d)", "đ)"]
    assert [line.marker for line in own.numbered(parts(K.TASK, K.TASK))] == ["1.", "2."]
    assert [line.ref for line in own.numbered(parts(K.CENTER, K.ARTICLE, K.TASK, K.ARTICLE))] == [
        "",
        "Đ1",
        "Đ1.1",
        "Đ2",
    ]
    assert [own.roman(n) for n in (1, 4, 9, 14, 39)] == ["I", "IV", "IX", "XIV", "XXXIX"]


def test_a_task_says_what_who_when_and_how_much() -> None:
    assert composing.task_sentence(TASK) == (
        "Rà soát người cần tiêm chủng. Trung tâm Y tế huyện chủ trì; phối hợp: Công an huyện; thời hạn: 25/8/2021; "
        "chỉ tiêu: từ 95 % người trên 18 tuổi trở lên."
    )


@pytest.mark.parametrize("kind", list(templates.TEMPLATES))
def test_every_template_is_a_whole_document_with_its_gaps_named(kind: str) -> None:
    found = own.template(kind, issuer="Ủy ban nhân dân huyện Bù Gia Mập", unit="huyện", org="UBND")
    head = replace(
        found.head,
        subject="Phòng dịch",
        issuer="UBND huyện",
        place="Bù Gia Mập",
        symbol=found.symbol,
        title="Chủ tịch",
        signer="Ông A",
    )
    body = [Part(str(n), k, text) for n, (k, text) in enumerate(found.parts)]
    assert "{" not in str(found)
    assert own.unready(head, body) == ["Còn chỗ trống trong ngoặc vuông […] chưa điền."]
    paper = composing.paper_of(templates.TEMPLATES[kind][0], head, body, year=2021)
    assert paper.draft
    assert (paper.kind == "") is (kind == "official_letter")
    text, places = composing.text_of(paper, body)
    assert "Nơi nhận:" in text
    assert places == {}


def test_what_is_missing_is_said_before_a_number_is_used() -> None:
    assert "Chưa ghi trích yếu." in own.unready(Head(), [])
    assert "Văn bản chưa có nội dung." in own.unready(Head(), [])
    nobody = Part("1", K.TASK, "", replace(TASK, lead=(Body("Phòng lạ"),)))
    assert any("chủ trì" in said for said in own.unready(Head(), [nobody]))


@given(st.lists(st.sampled_from(list(K)), max_size=30), st.text(max_size=40))
def test_tasks_are_where_the_text_says(kinds: list[PartKind], text: str) -> None:
    made = [
        Part(str(n), k, text, replace(TASK, text=text or "x") if k is K.TASK else None) for n, k in enumerate(kinds)
    ]
    paper = composing.paper_of("plan", Head(issuer="UBND", symbol="KH-UBND", place="X", subject=text), made)
    said, places = composing.text_of(paper, made)
    assert set(places) == {p.id for p in made if p.kind is K.TASK}
    for part in made:
        if part.id in places and part.content:
            start, end = places[part.id]
            assert composing.task_sentence(part.content).split(". ")[-1].rstrip("./") in said[start:end]
    assert own.head_of(Head(subject=text, grounds=(text,)).plain()) == Head(subject=text, grounds=(text,))
    assert [own.part_of(p.plain()) for p in made] == made


@pytest.mark.nodb
def test_what_is_added_goes_before_the_closing_words() -> None:
    first, last = (
        Part("a", PartKind.TEXT, "Để chủ động"),
        Part("b", PartKind.TEXT, "Quá trình thực hiện nếu có vướng mắc"),
    )
    assert own.before_closing([first, last]) == "a"
    assert own.before_closing([first, Part("b", PartKind.TEXT, "Các đơn vị rà soát")]) == ""
    assert own.before_closing([last]) == own.before_closing([]) == ""


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ({"due_date": "18/8/2021"}, "by"), ({"due_start": "16/8/2021", "due_date": "18/8/2021"}, "during"),
        ({"due_rule": "hằng ngày"}, "recurring"), ({"due_hours": "24"}, "within"), ({}, "none"),
    ],
)  # fmt: skip
@pytest.mark.nodb
def test_a_deadline_typed_without_choosing_its_kind_is_not_lost(typed: dict[str, str], kind: str) -> None:
    data = QueryDict(mutable=True)
    data.update({"_key": new_id(), "text": "Rà soát", "due_kind": "none", "area_of_work": "tracing", **typed})
    form = DraftForm(data, draft=DraftTask(due={}, targets=[], condition={}))
    assert form.is_valid(), form.errors
    nobody = {"lead": (), "with": (), "report_to": ()}
    assert form.content(nobody).due["kind"] == kind
