"""Parts of a passage by deadline: two days for two actions are two tasks (GUIDELINES 1)."""

from vungxanh.engine.directive.model import DueKind
from vungxanh.engine.directive.tasks.due import FoundDue
from vungxanh.engine.directive.tasks.fold import pattern
from vungxanh.engine.directive.tasks.sentences import clauses
from vungxanh.engine.directive.tasks.units import Part, Unit, Units, trimmed

_ACTION = pattern(
    r"[ *_(]*(?:thời gian|thời hạn|hạn) ((?!thực hiện|hoàn thành|triển khai)[^\W\d]+(?: [^\W\d]+){1,2})(?= |:)"
)
_REPORT = pattern(
    r"(?:[,;]| và) *(?:và )?(?:đồng thời )?(?=(?:gửi |tổng hợp,? )?(?:báo cáo|gửi|tổng hợp|trình|hoàn thành|nộp|kết thúc|sơ kết|tổng kết)(?!\w))"
)
_CALENDAR = (DueKind.BY, DueKind.DURING, DueKind.RECURRING)


class ByDeadline:
    """Cuts the parts of one document's passages once more."""

    def __init__(self, units: Units) -> None:
        self.units, self.text, self.key, self.dues = units, units.text, units.bodies.key, units.dues

    def undated(self, parts: list[Part]) -> list[Part]:
        """A closing line that only dates and serves several parts lies outside all of them."""
        last = parts[-1].units[-1] if parts[-1].units else None
        if last is None or not last.dating or len(parts) < 2 or len(parts[-1].units) < 2:
            return parts
        parts[-1].units.pop()
        parts[-1].end = parts[-1].units[-1].end
        about = self._about(parts, last)
        for part in about:
            if not any(d.due.kind in _CALENDAR for u in part.units for d in self.dues.found(u.start, u.end)):
                part.lines.append((last.start, last.end))
        return parts

    def _about(self, parts: list[Part], line: Unit) -> list[Part]:
        """The parts a dating line speaks of ("Thời gian gửi lịch trực …"); all when it names no action."""
        m = _ACTION.match(self.key, line.start, line.end)
        named = [p for p in parts if m and m[1].strip() in self.key[p.start : p.end]]
        return named or parts

    def parts(self, part: Part) -> list[Part]:
        """The part, cut where the action of another deadline begins."""
        given = [(u, d) for u in part.units for d in self.dues.found(u.start, u.end) if d.due.kind in _CALENDAR]
        seen: dict[tuple[str, str], tuple[Unit, FoundDue]] = {}
        for unit, one in given:
            seen.setdefault((one.due.kind, one.due.date or one.due.rule or ""), (unit, one))
        rest, out = part, []
        before: FoundDue | None = None
        for unit, one in seen.values():
            at = self._cut(rest, unit, one, before) if before is not None else None
            before = one
            if at is None:
                continue
            units = [u for u in rest.units if u.start >= at] or [Unit(at, unit.end, line=unit.line)]
            if units[0].start > at:
                units.insert(0, Unit(at, unit.end, line=unit.line, fresh=False))
            end = trimmed(self.text, rest.start, at)
            kept = [
                u if u.end <= end else Unit(u.start, end, u.subject, u.line, u.dating, u.fresh)
                for u in rest.units
                if u.start < at
            ]
            out.append(Part(rest.start, end, rest.subject, kept, rest.added, rest.lines))
            rest = Part(at, rest.end, rest.subject, units, rest.added, rest.lines)
        return [*out, rest]

    def _cut(self, part: Part, unit: Unit, one: FoundDue, before: FoundDue) -> int | None:
        """Where the action of a second deadline begins; None when both date one action."""
        if unit.line and unit.subject is not None and self.units.executes(unit.subject.end, unit.end):
            return None
        if unit.start > before.end:
            return unit.start if not unit.dating and unit.start > part.start else None
        cut = None
        for m in _REPORT.finditer(self.key, before.end, one.start):
            cut = m.end()
        if cut is None:
            after = [a for a, _ in clauses(self.text, unit.start, unit.end) if before.end <= a <= one.start]
            cut = after[-1] if after else None
        return cut
