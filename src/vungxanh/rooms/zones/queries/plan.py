"""The scenario page as a paper in the layout of Decree 30/2020: what is assumed, what is needed, what runs out when."""

from datetime import date, timedelta

from django.utils import translation

from vungxanh.common import centre
from vungxanh.common.papers import Block, Column, Heading, Line, Paper, Section, Signature, Table
from vungxanh.common.web.formats import vn_number
from vungxanh.kernel.actor import Actor, system
from vungxanh.regulations.api import Subject, all_sets
from vungxanh.regulations.indices import RESOURCES
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.tasks import queries as tasks
from vungxanh.rooms.zones import rules
from vungxanh.rooms.zones.queries.arranging import layout, layout_blocks
from vungxanh.rooms.zones.queries.scenario import Outlook, There

NEEDS = (
    Column("Nguồn lực", 2.6), Column("Kế hoạch", 1.4, "right"), Column("Cần", 1.6, "right"), Column("Hiện có", 1.6, "right"),
    Column("Còn thiếu", 1.5, "right"), Column("Hết ngày", 1.6, "center"),
)  # fmt: skip
COURSE = (Column("Ngày", 2, "center"), Column("Ca đang điều trị", 2, "right"), Column("Kịch bản", 2, "center"))
STEPS = (0, 3, 7, 14, 21, 28)


def measures_of_scenario(area: str, on: date, number: int) -> tuple[list[str], str]:
    """What a response plan orders in a scenario, and its citation; nothing where no plan says."""
    for one in all_sets():
        inside = not one.area or area.startswith(one.area)
        dated = one.effective_from <= on and (one.effective_to is None or on <= one.effective_to)
        if one.subject is Subject.LEVEL_MEASURES and inside and dated:
            found = [m.text for m in one.value.measures if m.scenario == number]
            if found:
                return found, one.citation
    return [], ""


def plan_paper(*, by: Actor, found: Outlook, area: str, growth: float, on: date) -> Paper:
    """The plan for the scenario that so many cases call for."""
    with translation.override("vi"):
        name = places.display_name(by=by, path=area).split(",")[0]
        body = agencies.visible_agencies(system()).filter(area_path=area, kind="command", active=True).order_by("id")
        first = body.first()
        number = f"kịch bản {found.scenario}" if found.scenario else "số ca đang điều trị"
        blocks = (
            Section(Heading("TÌNH HÌNH VÀ GIẢ ĐỊNH", "I."), (*_situation(found, growth, on), _course(found, area, growth, on))),
            Section(Heading("NHU CẦU VÀ NGUỒN LỰC", "II."), (Table(NEEDS, tuple(_row(g, found, on) for g in found.gaps)), *_lacking(found))),
            Section(Heading("BIỆN PHÁP", "III."), tuple(_measures(found, area, on))),
            Section(Heading("BỐ TRÍ ĐIỀU TRỊ, CÁCH LY", "IV."), tuple(layout_blocks(by=by, area=area, made=layout(by=by, area=area, found=found)))),
        )  # fmt: skip
        return Paper(
            issuer=first.name if first else centre.current().name or name, place=agencies.place_of(area).name, day=on,
            kind="Phương án", subject=f"bảo đảm nguồn lực ứng phó {number} phòng, chống dịch COVID-19 {name[:1].lower() + name[1:]}",
            symbol="PA-TTCH", blocks=blocks, grounds=tuple(f"Căn cứ {text}" for text in _grounds(found)),
            recipients=("Thường trực cấp ủy, UBND cùng cấp", "Ban Chỉ đạo cấp trên", "Các cơ quan, UBND các xã"),
            signature=Signature(title="Người ký duyệt"), size=13, draft=True,
        )  # fmt: skip


def _grounds(found: Outlook) -> list[str]:
    if not found.plan:
        return []
    said, article = found.plan.citation, found.plan.article
    return [f"{said}, {article}" if article and article not in said else said]


def _n(value: float | None) -> str:
    return "–" if value is None else str(vn_number(round(value)))


def _situation(found: Outlook, growth: float, on: date) -> list[Block]:
    assumed = "" if found.active == found.counted else f" (giả định; đếm được {_n(found.counted)} ca)"
    text = f"Đến ngày {on.day}/{on.month}/{on.year} có {_n(found.active)} ca đang điều trị{assumed}"
    lines = [f"{text}; thuộc kịch bản {found.scenario}." if found.scenario else f"{text}. {NO_PLAN}"]
    if found.now and found.now != found.scenario:
        lines.append(f"Kịch bản đang được công nhận: {found.now}.")
    if found.following:
        soon = f", sau {found.in_days} ngày với mức tăng này" if growth > 0 and found.in_days is not None else ""
        lines.append(f"Thêm {_n(found.following[1])} ca thì sang kịch bản {found.following[0]}{soon}.")
    mix = found.mix
    lines.append(
        f"Giả định: số ca tăng {vn_number(growth, 1)} % mỗi ngày; trung bình {vn_number(mix.moderate, 1)} %, nặng "
        f"{vn_number(mix.severe, 1)} %, nguy kịch {vn_number(mix.critical, 1)} % số ca đang điều trị. {found.mix_source}"
    )
    return [Line(text, "-") for text in lines]


NO_PLAN = "Chưa có kế hoạch nào đặt mốc số ca cho địa bàn này."


def _course(found: Outlook, area: str, growth: float, on: date) -> Table:
    borders = tasks.borders(area, on)
    rows = []
    for step in STEPS:
        active, day = round(rules.active_on(step, found.active, growth)), on + timedelta(days=step)
        said = str(tasks.scenario_of(active, borders[0])) if borders else "–"
        rows.append((f"{day.day}/{day.month}/{day.year}", _n(active), said))
    return Table(COURSE, tuple(rows), caption="Số ca đang điều trị nếu tăng như giả định")


def _row(gap: rules.Gap, found: Outlook, on: date) -> tuple[str, ...]:
    name, unit = RESOURCES[rules.Resource(gap.resource)]
    daily = "/ngày" if gap.resource == rules.Resource.OXYGEN and gap.needed is not None else ""
    there = found.there.get(rules.Resource(gap.resource))
    return (
        f"{name} ({unit})", _n(gap.planned), f"{_n(gap.needed)}{daily}", f"{_n(gap.there)}\n({_source(there)})" if there else "chưa ai ghi",
        "đủ" if gap.short == 0 else _n(gap.short), _ends(gap, on),
    )  # fmt: skip


def _source(there: There) -> str:
    return there.source + (f"; hệ thống đếm được {_n(there.counted)}" if there.counted is not None else "")


def _ends(gap: rules.Gap, on: date) -> str:
    if gap.days == 0:
        return "không đủ ngay hôm nay"
    if gap.days is not None:
        day = on + timedelta(days=gap.days)
        return f"{day.day}/{day.month}/{day.year}"
    return f"ngoài {rules.HORIZON} ngày" if gap.there is not None and gap.needed is not None else "–"


def _lacking(found: Outlook) -> list[Block]:
    lines: list[Block] = []
    for gap in found.gaps:
        name, unit = RESOURCES[rules.Resource(gap.resource)]
        if gap.short:
            lines.append(Line(f"Bổ sung {_n(gap.short)} {unit}: {name[:1].lower() + name[1:]}.", "-"))
        elif gap.there is None and (gap.planned or gap.needed):
            lines.append(Line(f"Báo số hiện có: {name[:1].lower() + name[1:]}.", "-"))
    return lines or [Line("Nguồn lực hiện có đủ cho số ca này.")]


def _measures(found: Outlook, area: str, on: date) -> list[Block]:
    blocks: list[Block] = []
    following = found.following[0] if found.following else None
    said = ((found.scenario, "Thực hiện ngay"), (following, "Chuẩn bị sẵn, cao hơn một kịch bản"))
    for n, (number, title) in enumerate(said, start=1):
        texts, source = measures_of_scenario(area, on, number) if number else ([], "")
        if texts:
            blocks.append(Heading(f"{title}: kịch bản {number} ({source})", f"{n}.", 2))
            blocks += [Line(text, "-") for text in texts]
    return blocks or [Line("Chưa có kế hoạch nào nêu biện pháp theo kịch bản cho địa bàn này.")]
