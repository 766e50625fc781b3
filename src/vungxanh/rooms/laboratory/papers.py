"""The notice of a result as a paper in the layout of Decree 30/2020."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common import centre
from vungxanh.common.papers import Block, Column, Line, Paper, Signature, Table
from vungxanh.common.web.diseases import disease_name
from vungxanh.common.web.formats import vn_datetime, vn_number
from vungxanh.kernel.actor import NOBODY
from vungxanh.rooms.laboratory import rules, words
from vungxanh.rooms.laboratory.models import LabTest, Sample, Tube
from vungxanh.rooms.people.queries import PersonLine
from vungxanh.rooms.places import queries as places

COLUMNS = (
    Column("TT", 0.5, "center"), Column("Họ và tên", 3), Column("Năm sinh", 1, "center"), Column("Nơi ở", 3),
    Column("Kết quả", 2, "center"),
)  # fmt: skip


def notice(
    tube: Tube, samples: Sequence[Sample], lines: Mapping[UUID, PersonLine], tests: Sequence[LabTest], *, at: datetime
) -> Paper:
    """Of everybody in the tube; names as far as the reader may open them. Not signed: the laboratory signs it."""
    place = places.display_name(by=NOBODY, path=tube.area_path)
    last = tests[-1] if tests else None
    rows = tuple(_row(n, sample, lines.get(sample.person_id), place) for n, sample in enumerate(samples, start=1))
    blocks: list[Block] = [
        Line(_("Mã ống: %(code)s. Bệnh: %(disease)s. Lấy mẫu lúc %(when)s.") % {
            "code": tube.code or "–", "disease": disease_name(tube.disease), "when": vn_datetime(tube.collected_at),
        }, marker="1."),
        Line(_tested(last), marker="2."),
        Table(COLUMNS, rows),
    ]  # fmt: skip
    if any(sample.held for sample in samples):
        blocks.append(
            Line(
                _(
                    "Mẫu gộp dương tính: từng người được lấy lại mẫu riêng; trong khi chờ, thực hiện cách ly theo hướng dẫn của trạm y tế."
                ),
                marker="3.",
            )
        )
    return Paper(
        issuer=tube.laboratory.name if tube.laboratory else centre.current().name, place=place.split(",")[0],
        day=timezone.localdate(at), kind=_("Thông báo"), subject=_("Kết quả xét nghiệm"), symbol="TB", blocks=tuple(blocks),
        signature=Signature(title=_("PHỤ TRÁCH PHÒNG XÉT NGHIỆM")), keeper="XN",
    )  # fmt: skip


def _tested(test: LabTest | None) -> str:
    if test is None:
        return _("Chưa có kết quả.")
    said = _("Phương pháp %(method)s, kết quả %(result)s, có lúc %(when)s") % {
        "method": _(rules.METHOD_NAMES[rules.Method(test.method)]), "result": words.result_of(test.result)[0],
        "when": vn_datetime(test.resulted_at),
    }  # fmt: skip
    return f"{said}, Ct {vn_number(test.ct)}." if test.ct is not None else f"{said}."


def _row(n: int, sample: Sample, line: PersonLine | None, place: str) -> tuple[str, ...]:
    result = _("nghi nhiễm, chờ lấy lại") if sample.held else words.result_of(sample.result)[0]
    born = str(line.birth_year or "") if line else ""
    return (str(n), line.name if line else "", born, place, result)
