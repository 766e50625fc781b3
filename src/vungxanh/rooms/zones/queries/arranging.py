"""How treatment and isolation are laid out in the area for a scenario: sites by name, people isolated at home."""

from dataclasses import dataclass

from vungxanh.common.access import within
from vungxanh.common.papers import Block, Column, Heading, Line, Table
from vungxanh.common.web.formats import vn_number
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.isolation import queries as isolation
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.sites import queries as sites
from vungxanh.rooms.sites.actions import KIND_NAMES, SiteKind, SiteState
from vungxanh.rooms.zones import rules
from vungxanh.rooms.zones.queries.scenario import Outlook

COLUMNS = (Column("Nơi", 3.4), Column("Địa bàn", 2.2), Column("Giường", 1.1, "right"), Column("Tình trạng", 1.8))
TREATS = (SiteKind.FIELD, SiteKind.HOSPITAL)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where patients are treated and contacts isolated."""

    treating: rules.Arrangement
    isolating: rules.Arrangement


def layout(*, by: Actor, area: str, found: Outlook) -> Layout:
    """Of the sites of an area that are not closed, those that the needs of this outlook call for."""
    rows = list(sites.visible(by).filter(within(area)).exclude(state=SiteState.CLOSED).order_by("pk"))
    beds = sites.occupancy(by=by, site_ids=[one.pk for one in rows])
    names = places.display_names(by=by, paths={one.area_path for one in rows})
    made: dict[bool, list[rules.Lodging]] = {True: [], False: []}
    for one in rows:
        there = beds[one.pk].beds if one.pk in beds else 0
        where, kind = names[one.area_path].split(",")[0], str(KIND_NAMES[SiteKind(one.kind)])
        made[one.kind in TREATS].append(rules.Lodging(one.name, where, kind, there, one.state == SiteState.ACTIVE))
    return Layout(
        rules.arrange(made[True], _need(found, rules.Resource.TREATMENT_BEDS)),
        rules.arrange(made[False], _need(found, rules.Resource.ISOLATION_BEDS)),
    )


def _need(found: Outlook, resource: rules.Resource) -> int | None:
    """The larger of what the plan wants ready and what so many cases need."""
    for gap in found.gaps:
        if rules.Resource(gap.resource) is resource:
            said = [value for value in (gap.planned, gap.needed) if value is not None]
            return round(max(said)) if said else None
    return None


def layout_blocks(*, by: Actor, area: str, made: Layout) -> list[Block]:
    """The same for a paper, with who is isolated at home."""
    blocks: list[Block] = []
    for n, (title, one) in enumerate(
        (("Điều trị F0 trên địa bàn", made.treating), ("Cách ly tập trung", made.isolating)), 1
    ):
        blocks.append(Heading(title, f"{n}.", 2))
        need = "chưa có số giường cần" if one.need is None else f"cần {vn_number(one.need)} giường"
        text = f"{len(one.opened)} nơi, {vn_number(one.beds)} giường ({need})"
        rest = (
            f"; còn thiếu {vn_number(one.lacking)} giường: khảo sát thêm nơi lớn, không dàn trải" if one.lacking else ""
        )
        blocks.append(Line(f"{text}{rest}.", "-"))
        rows = [
            *((p, "đang hoạt động" if p.running else "mở thêm") for p in one.opened),
            *((p, "dự phòng") for p in one.reserve),
        ]
        if rows:
            blocks.append(Table(COLUMNS, tuple((p.name, p.where, str(vn_number(p.beds)), said) for p, said in rows)))
    home = isolation.at_home(by=by, area=area)
    blocks.append(Heading("Cách ly F1 tại nhà", "3.", 2))
    blocks.append(
        Line(
            f"Đang cách ly tại nhà {vn_number(home.people)} người, trong đó nhà đã kiểm tra đủ điều kiện {vn_number(home.fit)} người; "
            f"{vn_number(home.contacts_away)} F1 đang ở khu tập trung, chuyển về nhà được nếu nhà đủ điều kiện.", "-",
        )
    )  # fmt: skip
    return blocks
