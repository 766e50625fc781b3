"""Rows to areas of the three-level tree, and into the room."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from vungxanh.adapters.series.reading import BadRow, File, Raw, read
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.text import fold
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.places.actions import record_population
from vungxanh.rooms.places.queries import Level, level_of
from vungxanh.rooms.zones.actions import SeriesRow, record_series

SURE, APART = 90.0, 4.0
UNITS = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
WIDTH = (2, 3, 5)
WORDS = ("tỉnh", "huyện", "xã")


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file brought."""

    rows: int
    cases: int
    new: int
    replaced: int
    areas: int
    by_name: int
    first_day: date | None
    last_day: date | None
    bad: tuple[BadRow, ...]


@dataclass(slots=True)
class Areas:
    """From names and codes to a path; each question is asked once. ``edition``: the tree's beginning, such as "3/"."""

    by: Actor
    edition: str = "3/"
    by_code: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    found: dict[tuple[str, int, str], str] = field(default_factory=dict)
    named: int = 0

    def __post_init__(self) -> None:
        for path, name in places.every(by=self.by).filter(edition=self.edition[0]).values_list("path", "name"):
            self.by_code.setdefault(path.strip("/").rpartition("/")[2], []).append((path, name))

    def of(self, row: Raw) -> str | tuple[int, str]:
        """The path, or (which name, why not)."""
        names, above = [n for n in row.names if n], self.edition
        for i, name in enumerate(names):
            path = self._by_code(i, row.codes[i], name, above) or self._by_name(i, _padded(name), above)
            if not path:
                return i, f"không có {WORDS[i]} nào tên như vậy trong {self._name(above)}"
            above = path
        return above

    def _by_code(self, i: int, code: str, name: str, above: str) -> str:
        for path, known in self.by_code.get(code.zfill(WIDTH[i]), ()) if code else ():
            if level_of(path) is UNITS[i] and path.startswith(above) and _alike(known, name):
                return path
        return ""

    def _by_name(self, i: int, name: str, above: str) -> str:
        key = (above, i, name)
        if key not in self.found:
            hits = places.match(by=self.by, text=name, within=above, level=UNITS[i])
            near = [h for h in hits if h.path != above]
            sure = near and near[0].score >= SURE and (len(near) == 1 or near[0].score - near[1].score >= APART)
            self.found[key] = near[0].path if sure else ""
        path = self.found[key]
        self.named += bool(path)
        return path

    def _name(self, path: str) -> str:
        return "cả nước" if path == self.edition else places.display_name(by=self.by, path=path)


def _padded(name: str) -> str:
    """Wards with numbers as the official list writes them: "Phường 4" is "Phường 04"."""
    return re.sub(r"(?i)^(phường|p\.?)\s*(\d)$", r"Phường 0\2", name.strip())


def _alike(known: str, said: str) -> bool:
    a, b = fold(known), fold(said)
    return a in b or b in a


@dataclass(frozen=True, slots=True)
class Placed:
    """A file whose rows have found their places; nothing is written yet. ``people``: populations by place."""

    file: File
    rows: tuple[SeriesRow, ...]
    people: tuple[tuple[str, int], ...]
    bad: tuple[BadRow, ...]
    by_name: int


def placed(*, by: Actor, file: File, area: str, watch: Callable[[int, int], None] | None = None) -> Placed:
    """Find the place of every row; those that cannot be placed are told. ``watch``: (done, total) now and then."""
    areas, rows, bad = Areas(by, area.split("/")[0] + "/"), [], list(file.bad)
    for number, raw in enumerate(file.rows):
        if watch and number % 200 == 0:
            watch(number, len(file.rows))
        path = areas.of(raw)
        if isinstance(path, tuple):
            bad.append(_unplaced(file, raw, *path))
        elif not path.startswith(area):
            bad.append(BadRow(raw.line, file.heads["province"], raw.names[0], "ngoài địa bàn của chuỗi số liệu"))
        else:
            rows.append((raw, SeriesRow(
                area_path=path, day=raw.day, cases=raw.cases, community=raw.community, deaths=raw.deaths
            )))  # fmt: skip
    people = {row.area_path: raw.people for raw, row in rows} if file.populations else {}
    kept, twice = ([], []) if file.populations else _once(rows, file)
    told = sorted([*bad, *twice], key=lambda one: one.line)
    return Placed(file, tuple(kept), tuple(people.items()), tuple(told), areas.named)


def bring_in(
    *, by: Actor, at: datetime, text: str, key: str, title: str, area: str = "3/", as_of: date | None = None
) -> Brought:
    """Read a CSV and write it as one series, or its populations (``as_of`` a day); rows left out are told. Refused without any."""
    return write(
        by=by, at=at, found=placed(by=by, file=read(text), area=area), key=key, title=title, area=area, as_of=as_of
    )


def write(
    *, by: Actor, at: datetime, found: Placed, key: str, title: str, area: str, as_of: date | None = None
) -> Brought:
    """Write what was placed."""
    file, new, replaced = found.file, 0, 0
    if file.populations:
        for path, n in found.people:
            record_population(by=by, at=at, path=path, population=n, as_of=as_of or at.date(), source=title)
        new = len(found.people)
    else:
        new, replaced = record_series(
            by=by, at=at, area_path=area, key=key, title=title, unit=file.unit, rows=found.rows, first_day=file.first_day,
            last_day=file.last_day,
        )  # fmt: skip
    return Brought(
        len(found.rows) or new, sum(r.cases for r in found.rows), new, replaced,
        len({r.area_path for r in found.rows} or found.people), found.by_name, file.first_day, file.last_day, found.bad,
    )  # fmt: skip


def _once(rows: Sequence[tuple[Raw, SeriesRow]], file: File) -> tuple[list[SeriesRow], list[BadRow]]:
    """Of two rows for one area and day the larger counts; the other is told."""
    best: dict[tuple[str, date], tuple[Raw, SeriesRow]] = {}
    bad = []
    for raw, row in rows:
        old = best.get((row.area_path, row.day))
        if old is None:
            best[row.area_path, row.day] = (raw, row)
            continue
        loser, winner = sorted((old, (raw, row)), key=lambda pair: pair[1].cases)
        best[row.area_path, row.day] = winner
        why = f"trùng nơi và ngày với dòng {winner[0].line}; lấy số lớn hơn, không cộng"
        bad.append(BadRow(loser[0].line, file.heads["cases"], str(loser[1].cases), why))
    return [row for _raw, row in best.values()], bad


def _unplaced(file: File, raw: Raw, i: int, why: str) -> BadRow:
    column = ("province", "district", "commune")[i]
    return BadRow(raw.line, file.heads[column], raw.names[i], why)
