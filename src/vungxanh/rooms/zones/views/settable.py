"""A set of criteria as tables: a row per criterion, a column per number, sources numbered below."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from vungxanh.kernel.text import gettext_noop
from vungxanh.regulations.api import Fact
from vungxanh.regulations.indices import INDICES
from vungxanh.regulations.risk import LevelMeasure, LevelRules
from vungxanh.rooms.zones import words

GROUPS = (
    ("values", "Chung"), ("triggers", "Yếu tố: một yếu tố là đủ"), ("scales", "Mức lây nhiễm"),
    ("responses", "Khả năng đáp ứng"), ("raises", "Tăng mức"), ("holds", "Giữ mức"),
    ("gaps", "Chưa tìm thấy trong tài liệu"),
)  # fmt: skip
HEADS = ("text", "units", "measure")
BORDERS = {"at_least": gettext_noop("từ"), "over": gettext_noop("trên")}  # of a trigger, in one column
MEASURED = ("at_least", "over", "band2", "band3", "band4", "high", "low", "below")
YES = "có"  # the unit of what is so or not


@dataclass(frozen=True, slots=True)
class Cell:
    """A number or words; ``source``: its place in the list of sources, 0 where the row's source says it."""

    label: str
    value: str = ""
    unit: str = ""
    doubtful: bool = False
    source: int = 0
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion."""

    title: str
    measure: str
    units: str
    doubtful: bool
    source: int
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """Criteria of one kind; ``heads``: the columns beside what it is and for which places."""

    title: str
    heads: list[str]
    rows: list[Row]
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What a document asks for at a level, and up to which."""

    letter: str
    label: str
    texts: list[str]


@dataclass(slots=True)
class Sources:
    """Each source once, numbered as it comes."""

    numbers: dict[str, int] = field(default_factory=dict)

    def __call__(self, source: str) -> int:
        """Its number."""
        return self.numbers.setdefault(source, len(self.numbers) + 1)

    def __iter__(self) -> Iterator[tuple[int, str]]:
        return iter((number, source) for source, number in self.numbers.items())


def tables(facts: Sequence[Fact], rules: LevelRules) -> tuple[list[Table], Sources]:
    """All but the matrix, which is drawn by itself."""
    units = _units(rules)
    sources, found = Sources(), []
    for name, title in GROUPS:
        rows: dict[str, dict[str, Fact]] = {}
        for fact in facts:
            where, _dot, last = fact.path.rpartition(".")
            if where.partition("[")[0] == name:
                rows.setdefault(where, {})[last] = fact
        if name == "values" and rows:
            found.append(_plain(title, rows["values"].values(), sources))
        elif rows:
            found.append(_table(title, list(rows.values()), units, sources))
    return found, sources


def _units(rules: LevelRules) -> dict[str, str]:
    """Path of a number -> what it is counted in."""
    return {
        f"{name}[{i}].{column}": INDICES[row.measure].unit
        for name in ("triggers", "scales", "responses", "raises", "holds")
        for i, row in enumerate(getattr(rules, name))
        for column in MEASURED
    }


def _plain(title: str, facts: Iterable[Fact], sources: Sources) -> Table:
    rows = [
        Row(f.label, "", "", False, 0, [Cell("", f.value, f.unit, not f.verified, sources(f.source))]) for f in facts
    ]
    return Table(title, [], rows, plain=True)


def _table(title: str, rows: list[dict[str, Fact]], units: Mapping[str, str], sources: Sources) -> Table:
    columns: dict[str, str] = {}
    for row in rows:
        columns |= {_column(name): _head(name, fact) for name, fact in row.items() if name not in HEADS}
    return Table(title, list(columns.values()), [_row(row, columns, units, sources) for row in rows])


def _column(name: str) -> str:
    return "border" if name in BORDERS else name


def _head(name: str, fact: Fact) -> str:
    return _("Ngưỡng") if name in BORDERS else fact.label.rpartition(" · ")[2]


def _row(row: dict[str, Fact], columns: Mapping[str, str], units: Mapping[str, str], sources: Sources) -> Row:
    head = next((row[f] for f in HEADS if f in row), next(iter(row.values())))
    given = {_column(name): (name, fact) for name, fact in row.items()}
    cells = [
        _cell(label, *given[name], head, units, sources) if name in given else Cell(label)
        for name, label in columns.items()
    ]
    text, measure, of = (row[n].value if n in row else "" for n in ("text", "measure", "units"))
    return Row(text, measure, of, not head.verified, sources(head.source), cells)


def _cell(label: str, name: str, fact: Fact, head: Fact, units: Mapping[str, str], sources: Sources) -> Cell:
    unit = fact.unit or units.get(fact.path, "")
    value = f"{_(BORDERS[name])} {fact.value}" if name in BORDERS else fact.value
    if unit == YES and fact.value == "1":
        value, unit = _(YES), ""
    same = fact.source == head.source
    letter = words.letter(int(value)) if name == "level" and value.isdigit() else ""
    return Cell(
        label, value, _(unit) if unit else "", not fact.verified and head.verified,
        0 if same else sources(fact.source), letter or "",
    )  # fmt: skip


def measures(rows: Iterable[LevelMeasure]) -> list[Asked]:
    """By level, from the lowest; within a level in the order of the document."""
    found: dict[tuple[int | None, int | None], list[str]] = {}
    for row in rows:
        found.setdefault((row.level, row.until), []).append(row.text)
    return [
        Asked(words.letter(level) or "", _span(level, until), texts)
        for (level, until), texts in sorted(found.items(), key=lambda each: (each[0][0] or 0, each[0][1] or 9))
    ]


def _span(level: int | None, until: int | None) -> str:
    if level is None:
        return _("mọi mức")
    if until is not None and until != level:
        return _("mức %(level)d đến %(until)d") % {"level": level, "until": until}
    only = until == level or level == 4
    return (_("mức %(level)d") if only else _("mức %(level)d trở lên")) % {"level": level}
