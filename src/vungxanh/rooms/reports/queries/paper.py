"""The bulletin as a paper in the layout of Decree 30/2020: the form of Quảng Nam's bulletins of 2020. Vietnamese always."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone, translation

from vungxanh.common import centre
from vungxanh.common.papers import Block, Column, Heading, Line, Paper, Section, Signature, Table
from vungxanh.kernel.actor import Actor, system
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.reports import rules
from vungxanh.rooms.reports.queries import saying as words
from vungxanh.rooms.reports.queries.bulletins import setting
from vungxanh.rooms.reports.queries.reading import added_after
from vungxanh.rooms.reports.rules import Section as Part
from vungxanh.rooms.reports.rules import Value

FIGURES = (
    Column("Nội dung", 5.2), Column("Số liệu", 1.6, "right"), Column("Hôm trước", 1.6, "right"), Column("Ghi chú", 3.4),
)  # fmt: skip
PATIENTS = (
    Column("TT", 0.7, "center"), Column("Ca bệnh", 3.2), Column("F1", 1, "right"), Column("F2", 1, "right"),
    Column("F1 đã lấy mẫu", 1.6, "right"), Column("Âm tính", 1.3, "right"), Column("Dương tính", 1.3, "right"),
    Column("Chờ", 1, "right"),
)  # fmt: skip
ORDER: tuple[tuple[str, tuple[Part, ...]], ...] = (
    ("Ca bệnh", (Part.CASES,)), ("Xét nghiệm", (Part.TESTS,)), ("Cách ly y tế", (Part.ISOLATION,)),
    ("Người tiếp xúc", (Part.CONTACTS,)), ("Điều trị, giường, oxy", (Part.TREATMENT, Part.BEDS)),
    ("Mức nguy cơ các xã", (Part.LEVELS,)), ("Tiến độ 5S, nhiệm vụ", (Part.CLOCK, Part.TASKS)),
)  # fmt: skip
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def bulletin_paper(found: Any, *, issuer: str, parent: str, place: str, area_name: str, added: int = 0) -> Paper:
    """A version of a bulletin. ``added``: cases of the day before that were written down after its bulletin."""
    with translation.override("vi"):
        values = rules.from_json(found.values)
        blocks: list[Block] = [Line(summary(values, found, area_name))]
        if added > 0:
            blocks.append(
                Line(f"Bổ sung {added} ca xác định của ngày hôm trước, ghi nhận sau giờ chốt bản tin hôm trước.")
            )
        if found.reason:
            blocks.append(Line(f"Bản đính chính lần {found.version - 1}. Lý do: {found.reason}", italic=True))
        for title, parts in ORDER:
            heading = Heading(title.upper(), f"{ROMAN[len(sections_in(blocks))]}.")
            under: list[Block] = [Table(FIGURES, tuple(_row(key, values) for p in parts for key in words.keys_of(p)))]
            if Part.CONTACTS in parts:
                under += patients_table(found.patients, setting(found.area_path, found.day).value.patient_days)
            blocks.append(Section(heading, tuple(under)))
        blocks += _remarks(found.remarks, ROMAN[len(sections_in(blocks))])
        day = timezone.localdate(found.made_at)
        return Paper(
            issuer=issuer, parent=parent, place=place, number=str(found.number), symbol="BT-TTCH", day=day,
            kind="Bản tin", subject=f"tình hình dịch bệnh COVID-19 {area_name} ngày {_day(found.day)}",
            blocks=tuple(blocks), recipients=_recipients(), signature=_signature(found), size=13,
            draft=found.state != rules.State.SIGNED,
        )  # fmt: skip


def _recipients() -> tuple[str, ...]:
    return ("Thường trực cấp ủy, UBND cùng cấp", "Ban Chỉ đạo cấp trên", "Các cơ quan, UBND các xã")


def sections_in(blocks: Sequence[Block]) -> list[Block]:
    """Those with a heading."""
    return [block for block in blocks if isinstance(block, Section)]


def summary(values: rules.Values, found: Any, area_name: str) -> str:
    """The first sentence: what everybody asks for."""
    at = timezone.localtime(found.cut_off)
    midnight = at.hour == at.minute == 0 and at.date() > found.day
    moment = f"hết ngày {_day(found.day)}" if midnight else f"{at.hour} giờ {at.minute:02d} ngày {_day(at.date())}"
    new, active, total = (values.get(key, Value(None)) for key in ("cases_new", "active", "cases_total"))
    if new.n is None:
        return f"Tính đến {moment}, {area_name}: {new.why or 'chưa có số liệu ca bệnh.'}"
    before = f" (ngày trước {words.number(new.before)} ca)" if new.before is not None else ""
    return (
        f"Tính đến {moment}, {area_name} ghi nhận {words.number(new.n)} ca mắc mới trong ngày{before}; lũy kế "
        f"{words.number(total.n)} ca xác định, đang điều trị {words.number(active.n)} ca, khỏi {_said(values, 'recovered_total')} ca, "
        f"tử vong {_said(values, 'died_total')} ca."
    )


def _said(values: rules.Values, key: str) -> str:
    return words.number(values.get(key, Value(None)).n)


def label_of(key: str) -> str:
    """What a figure is called where it stands alone: with what is counted in a stage of 5S."""
    figure = rules.FIGURES[key]
    if figure.section in (Part.LEVELS, Part.TASKS):
        return figure.label
    return f"{figure.label}: {figure.unit}" if figure.section is Part.CLOCK else f"{figure.label} ({figure.unit})"


def _row(key: str, values: rules.Values) -> tuple[str, ...]:
    value = values.get(key, Value(None, why="Chưa có số liệu."))
    one = words.one(key, value)
    notes = [value.why if value.n is None else "", value.part, f"Đính chính: {value.said}" if value.said else ""]
    return (label_of(key), one.said, one.was or "–", " ".join(note for note in notes if note))


def patients_table(lines: Sequence[dict[str, Any]], days: int) -> list[Block]:
    """F1 and F2 of each patient of the last ``days``."""
    if not lines:
        return [Line("Không có ca mới nào cần kê F1, F2.")]
    rows = tuple(
        (
            str(n),
            line["code"],
            *(words.number(line[k]) for k in ("f1", "f2", "sampled", "negative", "positive", "waiting")),
        )
        for n, line in enumerate(lines, start=1)
    )
    return [Table(PATIENTS, rows, caption=f"F1, F2 của các ca xác định trong {days} ngày qua")]


def _remarks(text: str, marker: str) -> list[Block]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return []
    return [Section(Heading("NHẬN ĐỊNH, KIẾN NGHỊ", f"{marker}."), tuple(Line(line) for line in lines))]


def _signature(found: Any) -> Signature:
    return Signature(title=found.signer_title or "Người ký duyệt", name=found.signed_by)


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _issuer(area: str) -> str:
    body = (
        agencies.visible_agencies(system()).filter(area_path=area, kind="command", active=True).order_by("id").first()
    )
    return str(body.name) if body else ""


def paper_of(*, by: Actor, found: Any) -> Paper:
    """The bulletin as a paper of the command centre of its area."""
    place = agencies.place_of(found.area_path)
    named = places.display_name(by=by, path=found.area_path).split(",")[0]
    issuer = _issuer(found.area_path) or centre.current().name or named
    return bulletin_paper(
        found, issuer=issuer, parent="", place=place.name, area_name=named[:1].lower() + named[1:],
        added=added_after(by=by, found=found),
    )  # fmt: skip


def told(*, by: Actor, found: Any) -> list[str]:
    """The bulletin in lines of text."""
    values = rules.from_json(found.values)
    name = places.display_name(by=by, path=found.area_path).split(",")[0]
    lines = [summary(values, found, name)]
    for title, parts in ORDER:
        lines += ["", title.upper()]
        lines += [f"  {label}: {said}{f'  ({note})' if note else ''}" for label, said, _was, note in
                  (_row(key, values) for p in parts for key in words.keys_of(p))]  # fmt: skip
    return lines
