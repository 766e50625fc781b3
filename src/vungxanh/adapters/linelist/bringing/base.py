"""What all kinds of files share: counting, references to cases and persons, a batch of which one row is refused."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from vungxanh.adapters.linelist.areas import Areas
from vungxanh.adapters.linelist.checking import Problem, Reader, Row, digest
from vungxanh.adapters.linelist.plan import Plan
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.people import queries as people

R = TypeVar("R")


@dataclass
class Tally:
    """Counts of an import. ``made``: what came into being beside the rows (persons, venues, links).

    ``updated``: known rows that told something new; ``clashes``: known rows that say otherwise and were left as they are.
    """

    rows: int = 0
    new: int = 0
    known: int = 0
    errors: int = 0
    warnings: int = 0
    updated: int = 0
    clashes: int = 0
    made: dict[str, int] = field(default_factory=dict)

    def also(self, what: str, count: int) -> None:
        """Count something that was made on the way."""
        if count:
            self.made[what] = self.made.get(what, 0) + count

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Ref:
    """Whom a reference means: a case and its person, or a person alone. ``area``: where it is managed, or he lives."""

    person: UUID
    area: str
    case: UUID | None = None


@dataclass
class Importer:
    """Base. One instance an import; ``key`` makes the idempotency key of a batch; ``out``: lines that stay out;
    ``said``: keys of rows without an id."""

    plan: Plan
    reader: Reader
    by: Actor
    at: datetime
    tally: Tally = field(default_factory=Tally)
    out: set[int] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    key: Callable[..., str] = field(default=lambda *parts: "")

    def __post_init__(self) -> None:
        self.areas = Areas(self.by, self.plan)

    def look(self, rows: Sequence[Row]) -> None:
        """Find out what each row means and whether it is known; reads only."""
        raise NotImplementedError

    def write(self, rows: Sequence[Row]) -> None:
        """Write the good rows; a row that is refused gets its problem."""
        raise NotImplementedError

    def update(self, rows: Sequence[Row]) -> None:
        """Write what known rows tell anew, by the plan's policy; ``look`` has found it."""

    def afterwards(self, rows: Sequence[Row], *, write: bool) -> None:
        """A second pass over the rows, for what may refer to any row of the file (``needs_second``)."""

    @property
    def looks_ahead(self) -> bool:
        """Whether what a batch means does not hang on the batch before it being written."""
        return False

    @property
    def needs_second(self) -> bool:
        """Whether there is a second pass."""
        return False

    # Shared pieces -------------------------------------------------------------------------------------------------

    def header(self, name: str) -> str:
        """What the file calls our column."""
        return self.plan.mapping.get(name, "")

    def wrong(
        self, row: Row, name: str, reason: str, remedy: str, *, fatal: bool = True, value: str | None = None
    ) -> None:
        """Say what is wrong with a cell."""
        header = self.header(name)
        if value is None:
            at = self.reader.table.header.index(header) if header else -1
            value = row.cells[at] if 0 <= at < len(row.cells) else ""
        row.problems.append(Problem(row.line, header, value, reason, remedy, fatal))

    def once(self, act: Any, batch: Sequence[Row], /, **given: Any) -> Any:
        """Call a bulk action once over all restarts: the key names the batch and exactly its rows."""
        key = self.key(batch[0].line, act.name, self.plan.kind, digest(*[row.key for row in batch]))
        call = (lambda **k: act.once(key, **k)) if key else act
        return call(by=self.by, at=self.at, **given)

    def each(self, rows: Sequence[Row], act: Callable[[Sequence[Row]], None]) -> None:
        """Do ``act`` for all rows; when the batch is refused, for halves of it, until the guilty row stands alone."""
        if not rows:
            return
        try:
            act(rows)
        except Refused as no:
            if len(rows) == 1:
                self.wrong(rows[0], no.field or "", no.sentence, _("Sửa dòng này rồi gửi lại."))
                return
            half = len(rows) // 2
            self.each(rows[:half], act)
            self.each(rows[half:], act)

    def refs(self, texts: Iterable[str]) -> tuple[dict[str, Ref], dict[str, str]]:
        """(whom each text means, why a text means nobody or several)."""
        wanted = {text for text in texts if text}
        found: dict[str, Ref] = {}
        why: dict[str, str] = {}
        for text, met in cases.by_reference(by=self.by, refs=wanted, source=self.plan.source).items():
            if len(met) == 1:
                found[text] = Ref(met[0][1], met[0][2], met[0][0])
            else:
                why[text] = f"Có {len(met)} ca bệnh mang mã này từ các nguồn khác nhau."
        for text, persons in self._persons(wanted - found.keys() - why.keys()).items():
            if len(persons) == 1:
                found[text] = Ref(*persons[0])
            else:
                why[text] = f"Có {len(persons)} người mang mã này từ các nguồn khác nhau."
        return found, why

    def _persons(self, wanted: set[str]) -> dict[str, list[tuple[UUID, str]]]:
        rows = people.visible(self.by).filter(external_id__in=wanted)
        every: dict[str, list[tuple[UUID, str, str]]] = {}
        for ref, pk, area, source in rows.values_list("external_id", "id", "area_path", "source"):
            every.setdefault(ref, []).append((pk, area, source))
        found = {}
        for ref, met in every.items():
            own = [m for m in met if m[2] == self.plan.source]
            found[ref] = [m[:2] for m in own or met]
        return found
