"""The assignment table as DOCX and PDF."""

from io import BytesIO

import pypdfium2
import pytest
from django.test import Client
from docx import Document

from vungxanh.kernel.ids import new_id
from vungxanh.rooms.tasks import actions
from vungxanh.rooms.tasks.tests.conftest import SYSTEM, Offices
from vungxanh.testing import AT, DISTRICT, OTHER_DISTRICT, client_as

pytestmark = pytest.mark.django_db


def test_the_table_of_a_document_is_printed_for_those_who_see_it(offices: Offices) -> None:
    document = new_id()
    actions.assign(
        by=SYSTEM, at=AT,
        tasks=[
            actions.NewTask(
                key="p1", text="Rà soát người cần tiêm chủng", area_path=DISTRICT, leads=(offices.health.pk,),
                with_=(offices.commune.pk,), ordered_by=offices.committee.pk, source_document=document,
                source_label="152/KH-UBND", source_ref="II.1",
                due=actions.Due(kind=actions.DueKind.BY, date="2021-08-25", raw="trước ngày 25/8/2021"),
            )
        ],
    )  # fmt: skip
    head: Client = client_as("head")
    answer = head.get(f"/tasks/table.docx?document={document}")
    assert answer.status_code == 200
    assert "bang-phan-cong" in answer["Content-Disposition"]
    formal, rows = Document(BytesIO(answer.content)).tables
    assert formal.cell(0, 0).text.startswith("UBND HUYỆN THỬ")
    assert [cell.text for cell in rows.rows[1].cells][:3] == ["1", "II.1", "Rà soát người cần tiêm chủng"]
    assert "Trung tâm Y tế huyện thử" in rows.rows[1].cells[3].text
    assert "hết ngày 24/8/2021" in rows.rows[1].cells[5].text
    answer = head.get(f"/tasks/table.pdf?document={document}")
    page = pypdfium2.PdfDocument(answer.content)[0]
    assert page.get_width() > page.get_height()
    text = page.get_textpage().get_text_range()
    assert "BẢNG PHÂN CÔNG NHIỆM VỤ" in text
    assert "152/KH-UBND" in text
    stranger: Client = client_as("head", OTHER_DISTRICT)
    assert stranger.get(f"/tasks/table.pdf?document={document}").status_code != 200
    assert head.get("/tasks/table.docx").status_code != 200
