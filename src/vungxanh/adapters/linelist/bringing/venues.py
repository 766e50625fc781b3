"""Venues named by rows: found by name and area, else made. One query and one write a batch."""

from collections.abc import Iterable, Sequence
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
_ANYWHERE = {
    "health": ("hospital", "clinic", "pharmacy", "health"), "market": ("market", "supermarket"),
    "school": ("school", "university", "kindergarten", "academy"), "worship": ("church", "temple", "mosque", "pagoda"),
    "transport": ("airport", "station", "bus", "train", "transportation"), "workplace": ("company", "factory", "office"),
    "shop": ("store", "restaurant", "cafe", "shop", "bakery", "bar", "salon", "gym", "pc cafe", "karaoke"),
    "dormitory": ("dormitory", "hostel"),
}  # fmt: skip
LONGEST = 160


def kind_of(name: str) -> str:
    """The kind a venue's name tells: ``Chợ Đak Ơ`` is a market; "other" when it tells none."""
    text = fold(name) + " "
    at_start = next((kind for kind, words in _WORDS.items() if text.startswith(words)), "")
    return at_start or next((kind for kind, words in _ANYWHERE.items() if any(word in text for word in words)), "other")


def place(row: Row) -> None:
    """A visit with coordinates is to a spot: ``hospital`` alone would be one venue for the whole country."""
    said = row.values
    lat, lng = said.get("lat"), said.get("lng")
    if lat is None or lng is None or not said.get("venue"):
        return
    where = ", ".join(filter(None, (said.get("province"), f"{lat:.5f} {lng:.5f}")))
    said["venue"] = f"{said['venue']} ({where})"[:LONGEST]
    said["lat"], said["lng"] = inside(lat, lng)


def inside(lat: float | None, lng: float | None) -> tuple[float | None, float | None]:
    """The point, if it is a whole one in Vietnam, where maps are drawn."""
    fine = lat is not None and lng is not None and 5 <= lat <= 24 and 101 <= lng <= 119
    return (lat, lng) if fine else (None, None)


def described(row: Row, area: str) -> actions.Description:
    """The venue a row tells of."""
    said = row.values
    name = str(said.get("venue") or said.get("name") or "")
    lat, lng = inside(said.get("lat"), said.get("lng"))
    return actions.Description(
        name=name, kind=said.get("venue_kind") or kind_of(name), area_path=area, address=said.get("address", "")[:200],
        lat=lat, lng=lng, capacity=said.get("capacity"), id=new_id(),
    )  # fmt: skip


def check(importer: Importer, rows: Sequence[Row]) -> None:
    """Names that cannot be names of venues."""
    for row in rows:
        name = row.get("venue")
        if name and not 2 <= len(name) <= LONGEST:
            importer.wrong(row, "venue", f"Tên địa điểm phải có từ 2 đến {LONGEST} chữ.", _("Viết như “Chợ Đak Ơ”."))


def find_or_make(importer: Importer, rows: Sequence[Row]) -> dict[tuple[str, str], UUID]:
    """(area, folded name) → venue, for every row that names one."""
    wanted = {(row.area, fold(row.get("venue"))): row for row in rows if row.get("venue")}
    found = there(importer, wanted)
    fresh = {
        spot: row
        for spot, row in wanted.items()
        if spot not in found and importer.by.may(Permission.VENUE_RECORD, spot[0])
    }
    if fresh:
        given = [described(row, area) for (area, _name), row in fresh.items()]
        ids = importer.once(actions.record_many, list(fresh.values()), rows=given)
        importer.tally.also("venues", len(ids))
        found.update(zip(fresh, ids, strict=True))
    return found


def there(importer: Importer, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], UUID]:
    spots = set(wanted)
    areas, names = {area for area, _n in spots}, {name for _a, name in spots}
    rows = queries.visible(by=importer.by).filter(area_path__in=areas, name_folded__in=names).order_by("-id")
    return {(area, name): pk for area, name, pk in rows.values_list("area_path", "name_folded", "id")}
