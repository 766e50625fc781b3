"""The plan to keep and widen green zones, as the paper that goes out: keep, widen, lock, who answers and by when."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import translation

from vungxanh.common import centre
from vungxanh.common.access import within
from vungxanh.common.papers import Block, Column, Heading, Line, Paper, Section, Signature, Table
from vungxanh.common.web.formats import vn_date
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.refused import Refused
from vungxanh.regulations.indices import COLOURS
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.zones import rules, words
from vungxanh.rooms.zones.queries.greening import Look, communes, goal_standing, looks
from vungxanh.rooms.zones.queries.naming import called

KEEP = (
    Column("Xã, phường", 2.2),
    Column("Lên mức khi", 3.4),
    Column("Giáp nơi nguy cơ cao", 2.2),
    Column("Giữ đến", 1.3, "center"),
)
WIDEN = (
    Column("Xã, phường", 1.9), Column("Mức", 0.9, "center"), Column("Xuống mức khi", 3), Column("Mục tiêu", 1.6, "center"),
    Column("Chịu trách nhiệm", 1.9), Column("Tình hình", 1.3),
)  # fmt: skip
LOCK = (
    Column("Xã, phường", 2.2),
    Column("Khu phong tỏa", 1.2, "right"),
    Column("Mục tiêu", 1.6, "center"),
    Column("Chịu trách nhiệm", 2),
    Column("Tình hình", 1.3),
)
MOST = 1000
"""Communes of one plan: a large province of before 2025 has 700."""
MOTTO = (
    "Phòng thủ chặt, phản công nhanh, kiên quyết bảo vệ, mở rộng vùng xanh; đánh giá đúng nguy cơ, không chạy theo dịch"
)


def green_paper(*, by: Actor, area: str, on: date) -> Paper:
    """Every commune of an area. Refused where none was judged."""
    with translation.override("vi"):
        rows = list(communes(by).filter(within(area)).order_by("-level", "folded")[: MOST + 1])
        if not rows:
            raise Refused("Chưa đánh giá xã nào ở địa bàn này.")
        if len(rows) > MOST:
            raise Refused("Địa bàn quá rộng cho một kế hoạch: lọc danh sách theo một tỉnh, rồi in.")
        names = called(by=by, rows=[(p.area_path, p.name) for p in rows])
        for p in rows:
            p.name = names[p.area_path]
        seen = looks(by=by, rows=rows)
        name = places.display_name(by=by, path=area).split(",")[0]
        kept = [p for p in rows if p.now == rules.GREEN]
        others = [p for p in rows if rules.GREEN < p.now < rules.RED]
        red = [p for p in rows if p.now == rules.RED]
        dark = ", ".join(p.name for p in rows if not p.now)
        body = (
            agencies.visible_agencies(system())
            .filter(area_path=area, kind="command", active=True)
            .order_by("id")
            .first()
        )
        share = f"{len(kept)}/{len(rows)} xã, phường ở mức xanh; {len(others)} vàng, cam; {len(red)} đỏ."
        return Paper(
            issuer=body.name if body else centre.current().name or name, place=agencies.place_of(area).name, day=on,
            kind="Kế hoạch", subject=f"giữ vững và mở rộng vùng xanh {name[:1].lower() + name[1:]}", symbol="KH-TTCH",
            blocks=(
                Section(Heading("TÌNH HÌNH", "I."), (Line(f"Đến {vn_date(on)}: {share}", "-"), *_dark(dark), Line(f"{MOTTO}.", "-"))),
                Section(Heading("GIỮ VỮNG VÙNG XANH", "II."), tuple(_keep(kept, seen, on))),
                Section(Heading("MỞ RỘNG VÙNG XANH", "III."), tuple(_widen(others, seen, on))),
                Section(Heading("KHÓA CHẶT VÙNG ĐỎ", "IV."), tuple(_lock(red, seen, on))),
            ),
            recipients=("Ban Chỉ đạo cấp trên", "Thường trực cấp ủy, UBND cùng cấp", "UBND các xã"),
            signature=Signature(title="Người ký duyệt"), size=13, draft=True,
        )  # fmt: skip


Seen = dict[UUID, Look]


def _dark(names: str) -> list[Block]:
    return [Line(f"Chưa đủ số liệu để biết mức nào: {names}.", "-")] if names else []


def _keep(rows: Sequence[Any], seen: Seen, on: date) -> list[Block]:
    if not rows:
        return [Line("Chưa có xã nào ở mức xanh.", "-")]
    unsure = [p.name for p in rows if p.at_most > rules.GREEN]
    lines = []
    for p in rows:
        look = seen[p.pk]
        until = vn_date(look.goal.due) if look.goal else "chưa đặt"
        lines.append((p.name, "; ".join(words.change_lines(look.up)) or "–", ", ".join(look.near) or "–", until))
    said = (
        f"Chưa chắc chắn an toàn, phải rà soát: {', '.join(unsure)}."
        if unsure
        else "Số liệu đủ để khẳng định mức xanh."
    )
    return [Line(said, "-"), Table(KEEP, tuple(lines))]


def _widen(rows: Sequence[Any], seen: Seen, on: date) -> list[Block]:
    if not rows:
        return [Line("Không có xã nào ở mức vàng, cam.", "-")]
    lines = []
    for p in sorted(rows, key=lambda p: (p.now, p.folded)):
        look = seen[p.pk]
        glue = "; và " if look.down and look.down.together else "; hoặc "
        ways = glue.join(words.change_lines(look.down)) or "–"
        lines.append((p.name, COLOURS[p.now], ways, *_aim(p, look, on)))
    return [Table(WIDEN, tuple(lines))]


def _lock(rows: Sequence[Any], seen: Seen, on: date) -> list[Block]:
    if not rows:
        return [Line("Không có xã nào ở mức đỏ.", "-")]
    lines = [
        (p.name, "?" if (n := seen[p.pk].locked) is None else str(n), *_aim(p, seen[p.pk], on)) for p in rows
    ]  # fmt: skip
    rule = Line(
        "Không tổ chức các hoạt động của vùng xanh trong vùng đỏ; các biện pháp của mức đỏ không được bỏ biện pháp nào.",
        "-",
    )
    return [rule, Table(LOCK, tuple(lines))]


def _aim(p: Any, look: Look, on: date) -> tuple[str, str, str]:
    """The goal, who answers for it, how it stands."""
    aim = look.goal
    if aim is None:
        return "chưa đặt", "–", "–"
    state = rules.GOAL_NAMES[goal_standing(aim, p.now, on)]
    return f"{COLOURS[aim.level]}, {vn_date(aim.due)}", aim.lead_name or "–", state
