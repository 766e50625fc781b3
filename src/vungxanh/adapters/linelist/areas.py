"""From what a row says about the place to an area path; every different text is looked up once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from vungxanh.adapters.linelist.checking import Problem, Row
from vungxanh.adapters.linelist.plan import Plan
from vungxanh.common import centre
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import fold
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.places import queries as places

SURE, APART = 90.0, 4.0
"""A name is taken for an area from this score on, when the next best is so much worse."""
REFORM = date(2025, 7, 1)
"""From this day communes have the names and codes of the two-level order (Luật 72/2025/QH15); a date of the row tells
which edition its commune belongs to, since both use the same numbers."""
OLD, NEW = "3", "2"
NEEDS = {
    "persons": (Permission.IMPORT, Permission.PERSON_RECORD),
    "households": (Permission.IMPORT, Permission.PERSON_RECORD),
    "cases": (Permission.IMPORT, Permission.PERSON_RECORD, Permission.CASE_RECORD),
    "visits": (Permission.IMPORT, Permission.TRACE_RECORD, Permission.VENUE_RECORD),
    "contacts": (Permission.IMPORT, Permission.TRACE_RECORD, Permission.PERSON_RECORD),
    "samples": (Permission.IMPORT, Permission.SAMPLE_RECORD),
    "results": (Permission.IMPORT, Permission.SAMPLE_RECORD),
    "sites": (Permission.IMPORT, Permission.VENUE_RECORD),
}
Answer = str | tuple[str, str]


@dataclass
class Areas:
    """Resolves the area of rows, and says where ``by`` may import."""

    by: Actor
    plan: Plan
    _found: dict[tuple[str, str], Answer] = field(default_factory=dict)
    _may: dict[str, bool] = field(default_factory=dict)
    _home: str = ""

    def __post_init__(self) -> None:
        self._home = self.plan.area or centre.current().area_path
        self._default_says = fold(places.display_name(by=self.by, path=self.plan.area)) if self.plan.area else ""

    def settle(self, rows: Sequence[Row], day: date | None = None) -> None:
        """Give every row its area, or say what is wrong. ``day``: when the rows were true, if that is known for all."""
        for row in rows:
            text = row.values.get("commune", "")
            if text:
                self._name(row, text, row.values.get("on", day))
            else:
                self._by_default(row)
            if row.area and not self.may(row.area):
                name = places.display_name(by=self.by, path=row.area)
                remedy = f"Bỏ dòng này, hoặc gửi cho đơn vị quản lý {name}."
                row.problems.append(Problem(row.line, self._header(), text, _("Ngoài địa bàn của bạn."), remedy))

    def may(self, area: str) -> bool:
        """Whether ``by`` holds every right this kind of file needs over the whole area."""
        if area not in self._may:
            self._may[area] = all(self.by.may(p, area) for p in NEEDS.get(self.plan.kind, (Permission.IMPORT,)))
        return self._may[area]

    def named(self, text: str) -> Answer:
        """The area a text means, or why it means none."""
        if (text, "") not in self._found:
            self._found[text, ""] = resolve(by=self.by, text=text, around=self._home)
        return self._found[text, ""]

    def _by_default(self, row: Row) -> None:
        row.area = self.plan.area
        if not row.area:
            remedy = _("Điền xã/phường, hoặc chọn địa bàn chung cho cả tệp.")
            row.problems.append(Problem(row.line, self._header(), "", _("Thiếu xã/phường."), remedy))
            return
        above = [v for v in (row.values.get("district"), row.values.get("province")) if v]
        if above and not all(fold(part) in self._default_says for part in above):
            row.rest.append("Nơi ghi trong tệp: " + ", ".join(above))

    def _header(self) -> str:
        return self.plan.mapping.get("commune", "")

    def _name(self, row: Row, cell: str, day: date | None) -> None:
        above = ", ".join(filter(None, (row.values.get("district"), row.values.get("province"))))
        text = f"{cell}, {above}" if above else cell
        edition = "" if day is None else NEW if day >= REFORM else OLD
        if (text, edition) not in self._found:
            self._found[text, edition] = resolve(by=self.by, text=text, around=self._home, edition=edition)
        found = self._found[text, edition]
        if isinstance(found, str):
            row.area = found
        elif self.plan.lenient and self.plan.area:
            row.area = self.plan.area
            row.rest.append(f"Nơi ghi trong tệp: {text}")
            remedy = _("Dùng địa bàn chung; nguyên văn nằm trong ghi chú.")
            row.problems.append(Problem(row.line, self._header(), cell, found[0], remedy, fatal=False))
        else:
            row.problems.append(Problem(row.line, self._header(), cell, *found))


def resolve(*, by: Actor, text: str, around: str = "", edition: str = "") -> Answer:
    """The path of the commune meant, nearest to ``around`` first; else (reason, remedy with ranked suggestions).

    ``edition``: of the day the row is about. An area of the other edition than that of ``around`` is given as what
    became of it, when that is one area.
    """
    home = around[:1]
    said = edition or home
    found = _resolve(by=by, text=text, around=around if said == home else "", edition=said)
    if isinstance(found, str):
        return found if found[:1] == (home or found[:1]) else _translated(by, found, home)
    if said != home and home:  # people write new names for old days, and old names for new ones
        other = _resolve(by=by, text=text, around=around, edition=home)
        return other if isinstance(other, str) else found
    return found


def _translated(by: Actor, path: str, home: str) -> Answer:
    """The area of the centre's own edition that an area of the other became (or came from)."""
    heirs = places.successors(by=by, path=path) if home == NEW else places.predecessors(by=by, path=path)
    if len(heirs) == 1:
        return str(heirs[0].area.path)
    name = places.display_name(by=by, path=path)
    if not heirs:
        return f"{name} không còn theo địa giới của trung tâm.", _("Ghi xã/phường theo địa giới của trung tâm.")
    names = "; ".join(f"{h.area.full_name} ({h.area.path.rstrip('/').rsplit('/', 1)[-1]})" for h in heirs[:4])
    return f"{name} nay thuộc nhiều xã/phường.", f"Chọn một: {names}."


def _resolve(*, by: Actor, text: str, around: str, edition: str) -> Answer:
    seen: list[places.Found] = []
    for within in dict.fromkeys((around, f"{edition}/" if edition else "")):
        found = places.match(by=by, text=text, within=within, level="commune")
        if found and found[0].score >= SURE and (len(found) == 1 or found[0].score - found[1].score >= APART):
            return found[0].path
        seen += [f for f in found if f.path not in {s.path for s in seen}]
    if not seen:
        return _("Không tìm thấy xã/phường này."), _("Ghi tên hoặc mã xã, kèm huyện, tỉnh nếu ở nơi khác.")
    ranked = sorted(
        seen, key=lambda f: (not (around and f.path.startswith(around)), -f.score)
    )  # the centre's own first
    sure = max(f.score for f in seen) >= SURE
    reason = _("Có nhiều xã/phường cùng tên.") if sure else _("Không chắc là xã/phường nào.")
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
        raise Refused("Không tìm thấy địa bàn “%(text)s”.", field="area", values={"text": text[:60]})
    if len(found) > 1 and found[0].score - found[1].score < APART:
        names = "; ".join(f"{f.label}: {f.path}" for f in found[:4])
        raise Refused(
            "“%(text)s” có thể là nhiều địa bàn. Ý bạn là: %(names)s?",
            field="area",
            values={"text": text[:60], "names": names},
        )
    return found[0].path
