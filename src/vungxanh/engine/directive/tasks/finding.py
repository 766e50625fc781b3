"""From leaves of the tree to tasks: leads by order of precedence, and what comes with the line that names them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from vungxanh.engine.directive.leaves import Leaf, Span
from vungxanh.engine.directive.model import DueKind, FoundTask, Header
from vungxanh.engine.directive.tasks import cells, condition, due, persons, summary, targets, work
from vungxanh.engine.directive.tasks.bodies import Bodies
from vungxanh.engine.directive.tasks.coordination import Coordination
from vungxanh.engine.directive.tasks.dating import CALENDAR, PERIOD, Dating
from vungxanh.engine.directive.tasks.headings import Headings
from vungxanh.engine.directive.tasks.leads import Leads, Subject
from vungxanh.engine.directive.tasks.levels import home_of
from vungxanh.engine.directive.tasks.splitting import Splitter
from vungxanh.engine.directive.tasks.units import LONGEST, Part, Units


@dataclass(frozen=True, slots=True)
class Inherited:
    """Leads from outside a passage, with the line they come from; ``comes``: its with, report_to and due come too."""

    names: tuple[str, ...] = ()
    line: Span | None = None
    comes: bool = False
    end: int = 0


def tasks(text: str, found: tuple[Leaf, ...], header: Header) -> tuple[FoundTask, ...]:
    """Every task of the document, in order; spans never overlap. ``found``: the leaves of its tree."""
    return tuple(_Finder(text, header).all(found)) if found else ()


class _Finder:
    def __init__(self, text: str, header: Header) -> None:
        self.text = text
        self.bodies = Bodies(text, home_of(text, issuer=header.issuer))
        self.leads = Leads(self.bodies)
        self.headings = Headings(self.leads)
        self.helpers = Coordination(self.bodies)
        self.dues = due.Deadlines(text, self.bodies.key, _day(header.date))
        self.units = Units(self.bodies, self.leads, self.dues)
        self.splitter = Splitter(self.units, self.leads)
        self.dating = Dating(text, self.bodies.key, self.dues)
        self._scenarios: dict[Span, tuple[int | None, str] | None] = {}
        self._subjects: dict[Span, Subject | None] = {}

    def all(self, found: tuple[Leaf, ...]) -> Iterator[FoundTask]:
        for leaf in found:
            inherited = self._inherited(leaf)
            parts = self.splitter.parts(leaf, inherited.names)
            for n, part in enumerate(parts, 1):
                ref = f"{leaf.ref}#{n}" if len(parts) > 1 else leaf.ref
                yield self._task(leaf, part, ref, inherited)

    # -- leads ---------------------------------------------------------------------------------------------------

    def _inherited(self, leaf: Leaf) -> Inherited:
        """Precedence 2 to 5: assignment line, earlier paragraph or parent item, heading, lead-in."""
        outside = [a for a in leaf.assignments if not (leaf.start <= a[0] and a[1] <= leaf.end)]
        for line in outside:
            subject = self._subject(line, "line")
            if subject is not None:
                return Inherited(subject.names, line, True, subject.end)
        for span in reversed(leaf.earlier):
            subject = self._subject(span, "earlier")
            if subject is not None and not self.bodies.key.startswith("chỉ đạo ", span[0]):
                return Inherited(subject.names, span, False, subject.end)
        people = Inherited()
        for span in reversed(leaf.ancestors):
            subject = self._subject(span, "heading")
            if subject is None or (people.names and not self._marked(span[0])):
                continue
            given = Inherited(subject.names, span, True, subject.end)
            if subject.how != "people":
                return given
            people = (
                people if people.names else given
            )  # "Đối với người về từ vùng dịch": whom the order of a body is about
        return people

    def _subject(self, span: Span, what: str) -> Subject | None:
        if span not in self._subjects:
            self._subjects[span] = self._read(span, what)
        return self._subjects[span]

    def _read(self, span: Span, what: str) -> Subject | None:
        if what == "heading":
            return self.headings.heading(*span, lead_in=not self._marked(span[0]))
        if what == "earlier" and (introduced := self.headings.introduced(*span)):
            return introduced
        leaf = Leaf("", span[0], span[1], span, assignments=(span,) if what == "line" else ())
        for unit in self.units.of(leaf):
            if unit.subject is not None and unit.subject.how not in ("liable", "support"):
                return unit.subject
            if what == "earlier":
                return None
        return None

    def _marked(self, start: int) -> bool:
        """Whether a number or sign stands before ``start`` on its line."""
        return self.text[max(0, self.text.rfind("\n", 0, start)) : start].strip() != ""

    # -- one task ------------------------------------------------------------------------------------------------

    def _task(self, leaf: Leaf, part: Part, ref: str, inherited: Inherited) -> FoundTask:
        own = part.subject
        names = (
            own.names
            if own
            else inherited.names
            or self.leads.bracketed(part.start, min(part.end, part.start + LONGEST))
            or persons.told(self.leads, part.start, part.end)
        )
        names = tuple(dict.fromkeys((*names, *part.added)))
        source = inherited if own is None and inherited.line else Inherited()
        start, end = part.start, min(part.end, part.start + LONGEST)
        found_due, lines = self.dating.due(leaf, part, source.line if source.comes else None)
        if leaf.when is not None and found_due.kind is DueKind.NONE:
            found_due = cells.due(self.text, leaf.when, self.dues.day) or found_due
            lines = [*lines, leaf.when]
        return FoundTask(
            ref=ref,
            start=part.start,
            end=part.end,
            text=summary.summary(self.text[start:end], own.end - start if own and start <= own.start < end else 0),
            leads=names,
            with_=(*self._with(part, source, names), *cells.names(self.bodies, leaf.helpers)),
            report_to=self._receivers(part, source),
            due=found_due,
            targets=targets.found(self.text, self.bodies.key, start, end, self._counted(start, end)),
            condition=condition.of(self.text, self.bodies.key, start, end, self._scenario(leaf)),
            area_of_work=self._area(leaf, part),
            evidence=tuple(dict.fromkeys((*lines, *((source.line,) if source.line else ())))),
        )

    def _with(self, part: Part, source: Inherited, names: tuple[str, ...]) -> tuple[str, ...]:
        found = list(self.helpers.helpers(part.start, min(part.end, part.start + LONGEST), names))
        if source.line is not None:
            stop = source.line[1] if source.comes else _near(self.text, source)
            found += self.helpers.helpers(source.end, stop, names)
        return tuple(dict.fromkeys(found))

    def _receivers(self, part: Part, source: Inherited) -> tuple[str, ...]:
        found = self.helpers.receivers(part.start, min(part.end, part.start + LONGEST))
        if not found and source.line is not None and source.comes:
            found = self.helpers.receivers(source.end, source.line[1])
        return found

    def _area(self, leaf: Leaf, part: Part) -> str:
        """A passage that orders nothing itself (a list of situations) is about what its heading orders."""
        headings = tuple(self.bodies.key[a:b] for a, b in leaf.ancestors if self._marked(a))
        bare = part.subject is None and not self.leads.imperative(part.start, part.end)
        own = part.subject
        begin = own.end if own is not None and part.start <= own.start < part.end else part.start
        front = self.bodies.key[part.start : own.start] if own is not None and begin > part.start else ""
        passage = front + self.bodies.key[begin : min(part.end, begin + LONGEST)]
        if "thời gian" in passage:
            passage = PERIOD.sub(" ", passage)
        return work.area_of(passage, headings, bare)

    def _counted(self, start: int, end: int) -> list[Span]:
        return [(d.start, d.end) for d in self.dues.found(start, end) if d.due.kind in CALENDAR]

    def _scenario(self, leaf: Leaf) -> tuple[int | None, str] | None:
        for a, b in reversed(leaf.ancestors):
            if (a, b) not in self._scenarios:
                self._scenarios[a, b] = condition.scenario(self.text[a:b])
            found = self._scenarios[a, b]
            if found is not None:
                return found
        return None


def _near(text: str, source: Inherited) -> int:
    """The end of the words right behind the subject of an earlier paragraph: its first clause."""
    assert source.line is not None
    stops = [i for i in (text.find(c, source.end, source.line[1]) for c in ".;") if i >= 0]
    return min([source.line[1], source.end + 160, *stops])


def _day(printed: str | None) -> date | None:
    """The document's day; the first of its month when only the month is printed."""
    try:
        return date.fromisoformat(printed if printed and len(printed) > 7 else f"{printed}-01") if printed else None
    except ValueError:
        return None
