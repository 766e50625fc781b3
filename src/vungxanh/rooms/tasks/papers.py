"""The assignment table as a paper in the layout of Decree 30/2020."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from vungxanh.common.papers import Column, Paper, Table
from vungxanh.common.web.formats import vn_date, vn_datetime, vn_time
from vungxanh.rooms.tasks import rules

COLUMNS = (
    Column("TT", 0.6, "center"),
    Column("Mục", 0.9, "center"),
    Column("Nhiệm vụ", 4.6),
    Column("Chủ trì", 2.2),
    Column("Phối hợp", 2.0),
    Column("Thời hạn", 1.4, "center"),
    Column("Tình trạng", 1.4, "center"),
)


def assignment_paper(rows: Sequence[Any], *, issuer: str, place: str, day: date, about: str) -> Paper:
    """Rows as ``queries.assignment_table`` gives them, with the words of the page; ``about`` says whose or of what."""
    lines = tuple(_line(n, row) for n, row in enumerate(rows, start=1))
    return Paper(
        issuer=issuer, place=place, day=day, kind="Bảng phân công nhiệm vụ", subject=about, landscape=True, plain=True,
        blocks=(Table(COLUMNS, lines),), size=13,
    )  # fmt: skip


def _line(n: int, row: Any) -> tuple[str, ...]:
    lead = row.who if not row.head_name else f"{row.who}\n({row.head_name})"
    helpers = "; ".join(body.name for body in row.with_)
    return (str(n), row.source_ref, row.text.strip(), lead, helpers, _due(row), _state(row))


def _due(row: Any) -> str:
    timed = row.kind != rules.Kind.SERIES and row.due_at is not None
    said = _moment(row.due_at) if timed else row.due_raw or "–"
    if row.levels:
        return f"{said}\n({_('cấp độ')} {rules.level_words(row.levels)})"
    return f"{said}\n({_('kịch bản')} {row.scenario})" if row.scenario else said


def _moment(at: datetime) -> str:
    return _("hết ngày %(day)s") % {"day": vn_date(at)} if vn_time(at) == "23:59" else vn_datetime(at)


def _state(row: Any) -> str:
    said = str(row.status[0])
    if row.kind == rules.Kind.GROUP:
        said += f" {row.below_done}/{row.below}"
    return f"{said}, {row.said}" if row.bad else said
