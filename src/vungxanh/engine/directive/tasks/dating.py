"""When a part is due: its own deadline, that of a line which dates it, that of the line its lead comes from, a day named before."""

from dataclasses import replace

from vungxanh.engine.directive.leaves import Leaf, Span
from vungxanh.engine.directive.model import Due, DueKind
from vungxanh.engine.directive.tasks import due
from vungxanh.engine.directive.tasks.due import Deadlines, FoundDue
from vungxanh.engine.directive.tasks.fold import pattern
from vungxanh.engine.directive.tasks.units import Part
from vungxanh.engine.directive.tokens import Kind, tokens

PERIOD = pattern(r"trong (?:suốt )?thời gian (?:thực hiện |áp dụng |diễn ra )?(?:việc )?(?P<what>[^\W\d]+ [^\W\d]+)")
_COUNTED = pattern(r"(?:trong vòng|trong thời gian|trong|thời gian) \d{1,3} ngày(?: làm việc)?,? *(?:kể |tính )?từ ")
CALENDAR = (DueKind.BY, DueKind.DURING)
_SAME_DAY = pattern(r"(?:trước|vào|lúc|chậm nhất)[^.;:]{3,40} cùng ngày(?!\w)")


class Dating:
    """Reads deadlines of the parts of one document."""

    def __init__(self, text: str, folded: str, dues: Deadlines) -> None:
        self.text, self.key, self.dues = text, folded, dues
        self._counted_periods: list[tuple[FoundDue, Span]] | None = None

    def due(self, leaf: Leaf, part: Part, source: Span | None) -> tuple[Due, list[Span]]:
        """The deadline of a part and the lines it stands in. ``source``: the line its lead comes from, if that dates it too."""
        own = [d for a, b in _stretches(part) for d in self.dues.found(a, b)]
        best = due.best(own)
        lines = list(part.lines)
        if best is None or best.due.kind not in CALENDAR:
            others = [*part.lines, *(a for a in leaf.assignments if not leaf.start <= a[0] < leaf.end)]
            if source is not None and source not in others:
                others.append(source)
            given = [(d, line) for line in others for d in self.dues.found(*line)]
            better = due.best([*own, *(d for d, _ in given)])
            lines += [line for d, line in given if d is better]
            best = better
        if best is not None:
            return best.due, lines
        named = self._same_day(leaf, part) or self._period(part)
        if named is not None:
            return named[0], [*lines, named[1]]
        return Due(raw=self.dues.vague(part.start, part.end)), lines

    def _same_day(self, leaf: Leaf, part: Part) -> tuple[Due, Span] | None:
        """ "trước 17 giờ cùng ngày": the day, or the rhythm, last named before it in the same passage."""
        m = _SAME_DAY.search(self.key, part.start, part.end)
        if m is None:
            return None
        before = [d for d in self.dues.found(leaf.start, m.start()) if d.due.kind in (*CALENDAR, DueKind.RECURRING)]
        if not before:
            return None
        clock = next((t for t in tokens(self.text, m.start(), m.end()) if t.kind is Kind.CLOCK), None)
        time = f"{clock.hour:02d}:{clock.minute or 0:02d}" if clock is not None else None
        same = before[-1]
        return replace(same.due, time=time, raw=self.text[m.start() : m.end()]), (same.start, same.end)

    def _period(self, part: Part) -> tuple[Due, Span] | None:
        """ "trong thời gian thực hiện giãn cách": the dated period of which the document speaks in the same words."""
        m = PERIOD.search(self.key, part.start, part.end)
        if m is None:
            return None
        words = set(m["what"].split())
        raw = self.text[m.start() : m.end()]
        for found, line in self._periods():
            if words <= set(self.key[line[0] : found.end].split()):
                return replace(found.due, raw=raw), line
        return None

    def _periods(self) -> list[tuple[FoundDue, Span]]:
        """Periods counted from a day, with the sentence each stands in."""
        if self._counted_periods is None:
            folded = self.key
            self._counted_periods = []
            for m in _COUNTED.finditer(folded):
                begin = max(folded.rfind(c, 0, m.start()) for c in ".;") + 1
                for found in self.dues.found(begin, min(m.end() + 60, len(self.text))):
                    if found.due.kind is DueKind.DURING and found.due.days:
                        self._counted_periods.append((found, (begin, found.end)))
        return self._counted_periods


def _stretches(part: Part) -> list[Span]:
    """The words of a part in stretches that have a first clause of their own: its text, then each assignment line."""
    body = [u for u in part.units if not u.line]
    found = [(part.start, body[-1].end)] if body else []
    return [*found, *((u.start, u.end) for u in part.units if u.line)]
