"""One passage into parts: a part for each lead with an action of its own, a part for each deadline of its own."""

import re
from collections.abc import Sequence
from functools import lru_cache

from vungxanh.engine.directive.leaves import Leaf
from vungxanh.engine.directive.tasks.by_deadline import ByDeadline
from vungxanh.engine.directive.tasks.fold import key, pattern
from vungxanh.engine.directive.tasks.leads import Leads, Subject
from vungxanh.engine.directive.tasks.units import LONGEST, Part, Unit, Units

_TITLES = pattern(
    r"^(?:thủ trưởng|lãnh đạo|chủ tịch|giám đốc|người đứng đầu|trưởng|bí thư|các đồng chí|đồng chí|chánh văn phòng) "
)


class Splitter:
    """Cuts leaves of one document."""

    def __init__(self, units: Units, leads: Leads) -> None:
        self.units, self.leads = units, leads
        self.text = units.text
        self.by_deadline = ByDeadline(units)

    def parts(self, leaf: Leaf, inherited: Sequence[str]) -> list[Part]:
        """The parts of a leaf; ``inherited``: the leads of a part without a subject of its own."""
        units = self._acting(self.units.of(leaf))
        if not units or all(self.leads.liable(u.start, u.end) for u in units):
            return []
        parts = [Part(units[0].start, units[0].end)]
        main: Subject | None = None
        led = False
        for i, unit in enumerate(units):
            subject = unit.subject if unit.subject and unit.subject.how not in ("liable", "support") else None
            part = parts[-1]
            if i and not led and main is None and self._closes(unit, units[i:]):
                unit.line = True
            if unit.line:
                led = self._assign(parts, unit, subject, led)
                continue
            if i == 0 or (
                subject is not None
                and main is None
                and not inherited
                and not led
                and len(parts) == 1
                and not unit.fresh
            ):
                part.subject = main = subject
            elif subject is not None and self._differs(
                subject.names, part.subject.names if part.subject else inherited
            ):
                parts.append(Part(unit.start, unit.end, subject))
            elif self._returns(unit, parts) and part.subject is not main:
                parts.append(Part(unit.start, unit.end, main))
            parts[-1].end = unit.end
            parts[-1].units.append(unit)
        if leaf.end - leaf.start > LONGEST:
            parts[-1].end = leaf.end
        return [p for q in self.by_deadline.undated(parts) for p in self.by_deadline.parts(q)]

    def _acting(self, units: list[Unit]) -> list[Unit]:
        """Without thanks before the order and the lead-in behind it; an approval goes with what it leads to."""
        while len(units) > 1 and not units[0].line and self.leads.praises(units[0].start, units[0].end):
            units.pop(0)
        if len(units) > 1 and units[-1].subject is not None and self._opens(units[-1]):
            units.pop()
        if units and self._idle(units):
            idle = units.pop(0)
            if units:
                units[0].start, units[0].fresh = idle.start, True
        return units

    def _idle(self, units: list[Unit]) -> bool:
        """The first words give leave, or say who is liable before they order somebody else."""
        first = units[0]
        if first.subject is None:
            return self.leads.approves(first.start, first.end)
        return first.subject.how == "liable" and len(units) > 1 and units[1].subject is not None and not units[1].fresh

    def _closes(self, unit: Unit, rest: list[Unit]) -> bool:
        """A last sentence that only says who carries out what the passage describes: an assignment line without a line of its own."""
        if (
            unit.line
            or unit.subject is None
            or not unit.fresh
            or self._opens(unit)
            or any(not u.dating for u in rest[1:])
        ):
            return False
        return unit.subject.how == "acts" and self.units.executes(unit.subject.end, unit.end)

    def _opens(self, unit: Unit) -> bool:
        """A lead-in of what follows the passage."""
        return self.text[unit.start : unit.end].rstrip(" *_").endswith(":")

    def _returns(self, unit: Unit, parts: list[Part]) -> bool:
        """A sentence without a subject goes back to the main one."""
        return unit.subject is None and unit.fresh and not unit.dating and len(parts) > 1

    def _assign(self, parts: list[Part], unit: Unit, subject: Subject | None, led: bool) -> bool:
        """An assignment line inside the span: it leads what has no subject, or opens a part of its own."""
        part = parts[-1]
        own = part.subject is not None
        if subject is None:
            pass
        elif subject.how == "guides" and own and not led:
            part.added = subject.names
        elif not own and not led:
            for p in parts:
                p.subject = p.subject or subject
        elif own and (
            not self._differs(subject.names, part.subject.names if part.subject else ())
            or (not led and self.units.executes(subject.end, unit.end))
        ):
            pass
        else:
            parts.append(Part(unit.start, unit.end, subject))
        parts[-1].end = unit.end
        parts[-1].units.append(unit)
        return led or subject is not None

    def _differs(self, names: Sequence[str], others: Sequence[str]) -> bool:
        """Another organisation: not the same ones, nor the head of one of them."""
        mine, theirs = {_organisation(n) for n in names}, {_organisation(n) for n in others}
        titled = any(_titled(n) for n in (*names, *others))
        return not (mine == theirs or (titled and theirs and (mine <= theirs or theirs <= mine)))


@lru_cache(4096)
def _titled(name: str) -> bool:
    return bool(_TITLES.match(key(name)))


@lru_cache(4096)
def _organisation(name: str) -> str:
    folded = key(name)
    bare = _TITLES.sub("", folded)
    return re.sub(r"^các |[^\w]|(?<!\w)và(?!\w)", "", bare)
