"""The announcement of levels as offices send it (form of 246/TB-SYT): STT, place, level; first the largest places."""

from collections import Counter
from datetime import date

from django.utils import translation

from vungxanh.common import centre
from vungxanh.common.papers import Block, Column, Line, Paper, Signature, Table
from vungxanh.common.web.formats import vn_date
from vungxanh.kernel.actor import Actor, inside, system
from vungxanh.kernel.refused import Refused
from vungxanh.regulations.indices import COLOURS
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.zones.queries.clusters import communes_in, members_of
from vungxanh.rooms.zones.queries.published import Published, published_levels

NAMED = 30
"""Communes without a published level are named up to so many."""
UNITS = {"province": "tỉnh", "district": "huyện", "cluster": "cụm xã", "commune": "xã, phường, thị trấn"}
COLUMNS = (
    Column("STT", 0.6, "center"),
    Column("Địa phương", 4),
    Column("Phân loại cấp độ", 2.2),
    Column("Từ ngày", 1.4, "center"),
)


def notice_paper(*, by: Actor, area: str, on: date) -> Paper:
    """Every published level in force inside an area on a day. Refused when there is none."""
    with translation.override("vi"):
        found = [one for one in published_levels(by=by, on=on) if inside(one.area_path, area) and one.start <= on]
        if not found:
            raise Refused("Chưa có mức nào được công bố ở địa bàn này.")
        name = places.display_name(by=by, path=area).split(",")[0]
        body = (
            agencies.visible_agencies(system())
            .filter(area_path=area, kind="command", active=True)
            .order_by("id")
            .first()
        )
        blocks: list[Block] = [Line(f"Cấp độ dịch các địa phương thuộc {name} đến ngày {vn_date(on)} như sau:")]
        for unit, words in UNITS.items():
            mine = [one for one in found if one.unit == unit]
            if mine:
                blocks += _of_unit(mine, words)
        told = {one.area_path for one in found}
        for one in found:
            told |= set(members_of(by=by, path=one.area_path)) if one.unit == "cluster" else set()
        blocks += _untold(by, area, told)
        return Paper(
            issuer=body.name if body else centre.current().name or name, place=agencies.place_of(area).name, day=on,
            kind="Thông báo", subject=f"cấp độ dịch các địa phương thuộc {name}", symbol="TB-TTCH", blocks=tuple(blocks),
            recipients=("Ban Chỉ đạo cấp trên", "UBND các xã", "Các cơ quan thông tin"),
            signature=Signature(title="Người ký duyệt"), size=13, draft=True,
        )  # fmt: skip


def _untold(by: Actor, area: str, told: set[str]) -> list[Block]:
    """The communes of which nothing is published: a list that leaves them out reads as if there were no others."""
    every = communes_in(by=by, areas=[area])
    names = [name for path, name in every if path not in told]
    if not names:
        return []
    said = f": {', '.join(names)}" if len(names) <= NAMED else ""
    return [Line(f"Chưa công bố cấp độ: {len(names)}/{len(every)} xã, phường, thị trấn{said}.", "-")]


def _of_unit(rows: list[Published], words: str) -> list[Block]:
    counts = Counter(one.level for one in rows)
    said = "; ".join(f"cấp {n} ({COLOURS[n].lower()}): {counts[n]} {words}" for n in (4, 3, 2, 1) if counts[n])
    ordered = sorted(rows, key=lambda one: (-one.level, one.name))
    lines = tuple(
        (str(n), one.name, f"Cấp {one.level} ({COLOURS[one.level].lower()})", vn_date(one.start))
        for n, one in enumerate(ordered, start=1)
    )
    return [Line(f"{words[:1].upper()}{words[1:]}: {said}.", "-"), Table(COLUMNS, lines)]
