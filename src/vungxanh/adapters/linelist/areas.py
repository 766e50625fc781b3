"""From what a row says about the place to an area path; every different text is looked up once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from vungxanh.adapters.linelist.checking import Problem, Row
from vungxanh.adapters.linelist.plan import Plan
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.places import queries as places

SURE, APART = 90.0, 4.0
"""A name is taken for an area from this score on, when the next best is so much worse."""
NEEDS = {
    "persons": (Permission.IMPORT, Permission.PERSON_RECORD),
    "cases": (Permission.IMPORT, Permission.PERSON_RECORD, Permission.CASE_RECORD),
    "visits": (Permission.IMPORT, Permission.TRACE_RECORD, Permission.VENUE_RECORD),
    "contacts": (Permission.IMPORT, Permission.TRACE_RECORD, Permission.PERSON_RECORD),
}


@dataclass
class Areas:
    """Resolves the area of rows, and says where ``by`` may import."""

    by: Actor
    plan: Plan
    _found: dict[str, str | tuple[str, str]] = field(default_factory=dict)
    _may: dict[str, bool] = field(default_factory=dict)

    def settle(self, rows: Sequence[Row]) -> None:
        """Give every row its area, or say what is wrong."""
        for row in rows:
            text = row.get("commune")
            if not text:
                row.area = self.plan.area
                if not row.area:
                    remedy = _("Điền xã/phường, hoặc chọn địa bàn chung cho cả tệp.")
                    row.problems.append(Problem(row.line, self._header(), "", _("Thiếu xã/phường."), remedy))
                    continue
            else:
                above = ", ".join(filter(None, (row.get("district"), row.get("province"))))
                self._name(row, text, f"{text}, {above}" if above else text)
            if row.area and not self.may(row.area):
                name = places.display_name(by=self.by, path=row.area)
                remedy = f"Bỏ dòng này, hoặc gửi cho đơn vị quản lý {name}."
                row.problems.append(Problem(row.line, self._header(), text, _("Ngoài địa bàn của bạn."), remedy))

    def may(self, area: str) -> bool:
        """Whether ``by`` holds every right this kind of file needs over the whole area."""
        if area not in self._may:
            self._may[area] = all(self.by.may(p, area) for p in NEEDS.get(self.plan.kind, (Permission.IMPORT,)))
        return self._may[area]

    def _header(self) -> str:
        return self.plan.mapping.get("commune", "")

    def _name(self, row: Row, cell: str, text: str) -> None:
        if text not in self._found:
            self._found[text] = resolve(by=self.by, text=text, around=self.plan.area)
        found = self._found[text]
        if isinstance(found, str):
            row.area = found
        else:
            row.problems.append(Problem(row.line, self._header(), cell, *found))


def resolve(*, by: Actor, text: str, around: str = "") -> str | tuple[str, str]:
    """The path of the commune meant, nearest to ``around`` first; else (reason, remedy with ranked suggestions)."""
    seen: list[places.Found] = []
    for within in dict.fromkeys((around, around[:2])):
        found = places.match(by=by, text=text, within=within, level="commune")
        if found and found[0].score >= SURE and (len(found) == 1 or found[0].score - found[1].score >= APART):
            return found[0].path
        seen += [f for f in found if f.path not in {s.path for s in seen}]
    if not seen:
        return _("Không tìm thấy xã/phường này."), _("Ghi tên hoặc mã xã, kèm huyện, tỉnh nếu ở nơi khác.")
    ranked = sorted(seen, key=lambda f: -f.score)
    reason = _("Có nhiều xã/phường cùng tên.") if ranked[0].score >= SURE else _("Không chắc là xã/phường nào.")
    names = "; ".join(f"{f.label} ({f.path.rstrip('/').rsplit('/', 1)[-1]})" for f in ranked[:3])
    return reason, f"Ý bạn là: {names}?"


def default_area(*, by: Actor, text: str, fallback: str) -> str:
    """The area for a whole file from a path or a name; the actor's own, or ``fallback``, when nothing is said.

    Refused for an unknown area or one where he may not import.
    """
    if text:
        path = _area_of(by, text)
    else:
        own = [a for a in by.areas(Permission.IMPORT) if a]
        path = own[0] if len(own) == 1 else fallback if by.may(Permission.IMPORT, fallback) else ""
    if path and not by.may(Permission.IMPORT, path):
        raise Refused("Bạn không được nhập dữ liệu cho địa bàn này.", field="area")
    return path


def _area_of(by: Actor, text: str) -> str:
    if "/" in text:
        wanted = text if text.endswith("/") else f"{text}/"
        return str(places.get(by=by, path=wanted).path)
    found = places.match(by=by, text=text)
    if not found:
        raise Refused(f"Không tìm thấy địa bàn “{text[:60]}”.", field="area")
    if len(found) > 1 and found[0].score - found[1].score < APART:
        names = "; ".join(f"{f.label}: {f.path}" for f in found[:4])
        raise Refused(f"“{text[:60]}” có thể là nhiều địa bàn. Ý bạn là: {names}?", field="area")
    return found[0].path
