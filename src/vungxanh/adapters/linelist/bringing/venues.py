"""Venues named by rows: found by name and area, else made. One query and one write a batch."""

from collections.abc import Sequence
from uuid import UUID

from vungxanh.adapters.linelist.bringing.base import Importer
from vungxanh.adapters.linelist.checking import Row
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.text import fold
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.venues import actions, queries

_WORDS = {
    "market": ("cho ", "sieu thi"),
    "school": ("truong", "lop ", "mam non", "nha tre"),
    "health": ("benh vien", "tram y te", "phong kham", "trung tam y te", "hospital", "clinic"),
    "worship": ("chua ", "nha tho", "thanh that", "dinh ", "church", "temple"),
    "dormitory": ("khu tro", "nha tro", "ky tuc xa"),
    "workplace": ("cong ty", "nha may", "xuong", "uy ban", "co quan"),
    "transport": ("xe khach", "ben xe", "ga ", "chuyen bay", "san bay", "tau "),
    "shop": ("quan ", "cua hang", "tap hoa", "tiem ", "nha hang"),
}
LONGEST = 160


def kind_of(name: str) -> str:
    """The kind a venue's name tells: ``Chợ Đak Ơ`` is a market; "other" when it tells none."""
    text = fold(name) + " "
    return next((kind for kind, words in _WORDS.items() if text.startswith(words)), "other")


def check(importer: Importer, rows: Sequence[Row]) -> None:
    """Names that cannot be names of venues."""
    for row in rows:
        name = row.get("venue")
        if name and not 2 <= len(name) <= LONGEST:
            importer.wrong(row, "venue", f"Tên địa điểm phải có từ 2 đến {LONGEST} chữ.", _("Viết như “Chợ Đak Ơ”."))


def find_or_make(importer: Importer, rows: Sequence[Row]) -> dict[tuple[str, str], UUID]:
    """(area, folded name) → venue, for every row that names one."""
    wanted = {(row.area, fold(row.get("venue"))): row for row in rows if row.get("venue")}
    found = _there(importer, wanted)
    fresh = {
        spot: row
        for spot, row in wanted.items()
        if spot not in found and importer.by.may(Permission.VENUE_RECORD, spot[0])
    }
    if fresh:
        given = [
            actions.Description(name=row.get("venue"), kind=kind_of(row.get("venue")), area_path=area, id=new_id())
            for (area, _name), row in fresh.items()
        ]
        ids = importer.once(actions.record_many, list(fresh.values()), rows=given)
        importer.tally.also("venues", len(ids))
        found.update(zip(fresh, ids, strict=True))
    return found


def _there(importer: Importer, wanted: dict[tuple[str, str], Row]) -> dict[tuple[str, str], UUID]:
    areas, names = {area for area, _n in wanted}, {name for _a, name in wanted}
    rows = queries.visible(by=importer.by).filter(area_path__in=areas, name_folded__in=names).order_by("-id")
    return {(area, name): pk for area, name, pk in rows.values_list("area_path", "name_folded", "id")}
