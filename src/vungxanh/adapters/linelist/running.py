"""A file goes through in batches: read, looked at, written; counted; what is bad is kept with its reasons."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.db import transaction

from vungxanh.adapters.linelist.bringing import IMPORTERS, Importer, Tally
from vungxanh.adapters.linelist.checking import NAMELESS, Problem, Reader, Row, repeated
from vungxanh.adapters.linelist.plan import Plan, promise
from vungxanh.adapters.linelist.reading import Table
from vungxanh.common.pacing import is_background
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.text import gettext_noop as _

BATCH = 10_000
"""Rows written in one go: SQLite writes every page of an index a batch touches anew, so twice as many cost a fifth less.
Half of that in the background of a server, where people wait for the lock meanwhile."""
SHOWN = 50


_NUMBER = re.compile(r"\d[\d:/.]*")


@dataclass
class Alike:
    """Warnings of one kind: the first of them, and how many rows have it."""

    first: Problem
    rows: int = 1


@dataclass
class Findings:
    """What a dry run found: the first errors, and warnings by kind (column, reason without its numbers).

    ``whole``: every row was looked at. ``changes``: (line, column, what is known, what the file says, whether it would
    be written) of known rows.
    """

    tally: Tally = field(default_factory=Tally)
    errors: list[Problem] = field(default_factory=list)
    warnings: dict[tuple[str, str], Alike] = field(default_factory=dict)
    changes: list[tuple[int, str, str, str, bool]] = field(default_factory=list)
    looked_at: int = 0
    whole: bool = True

    def add(self, rows: Iterable[Row]) -> None:
        """Take up the problems of some rows."""
        rows = list(rows)
        for row in rows:
            if len(self.changes) < SHOWN and (row.changed or row.clashes) and row.good:
                told = [*((*c, True) for c in row.changed), *((*c, False) for c in row.clashes)]
                self.changes += [(row.line, *one) for one in told]
        for problem in (p for row in rows for p in row.problems):
            if problem.fatal:
                self.errors.extend([problem] if len(self.errors) < SHOWN else [])
                continue
            kind = (problem.column, _NUMBER.sub("…", problem.reason))
            if kind in self.warnings:
                self.warnings[kind].rows += 1
            elif len(self.warnings) < SHOWN:
                self.warnings[kind] = Alike(problem)


def importer_of(plan: Plan, table: Table, *, by: Actor, at: datetime) -> Importer:
    """The importer for a plan over a table."""
    reader = Reader(table, plan.of, plan.mapping, plan.month_first, plan.lenient, plan.extra)
    return IMPORTERS[plan.kind](plan, reader, by, at)


def batches(rows: Iterable[Row], twice: dict[int, tuple[int, bool]]) -> Iterator[list[Row]]:
    """Rows in portions; those whose id came before are marked."""
    every = iter(rows)
    size = max(1, BATCH // 2) if is_background() else BATCH
    next_size = size // 5 or size  # soon something to write while the rest is read
    while part := list(islice(every, next_size)):
        next_size = size
        for row in part:
            if row.line in twice and not twice[row.line][1]:
                reason = f"Mã này đã có ở dòng {twice[row.line][0]} với nội dung khác."
                row.problems.append(Problem(row.line, "", row.key, reason, _("Gộp hai dòng, hoặc đặt mã khác.")))
        yield part


def step(importer: Importer, part: list[Row], twice: dict[int, tuple[int, bool]], *, write: bool) -> None:
    """One batch: look, write when asked, count."""
    first = look(importer, part, twice)
    if write:
        put_in(importer, first)
    count(importer, part, twice)


def look(importer: Importer, part: list[Row], twice: dict[int, tuple[int, bool]]) -> list[Row]:
    """What the rows of a batch mean; those of them that may be written."""
    first = [row for row in part if row.line not in twice]
    importer.look(first)
    for row in first:  # without an id, what a row says is its key: said twice, it is one
        if row.key.startswith(NAMELESS):
            row.known = row.known or row.key in importer.said
            importer.said.add(row.key)
    return first


def told(rows: Iterable[Row]) -> list[Row]:
    """Known rows that tell something new."""
    return [row for row in rows if row.known and row.good and row.changed]


def put_in(importer: Importer, first: list[Row]) -> None:
    """Write what ``look`` gave back."""
    importer.write(first)
    if news := told(first):
        with transaction.atomic():
            importer.update(news)


def count(importer: Importer, part: list[Row], twice: dict[int, tuple[int, bool]]) -> None:
    """Count a batch that is done with."""
    tally = importer.tally
    for row in part:
        tally.rows += 1
        if not row.good:
            tally.errors += 1
            importer.out.add(row.line)
        elif row.known or row.line in twice:
            tally.known += 1
            tally.updated += bool(row.changed)
            tally.clashes += bool(row.clashes)
        else:
            tally.new += 1
        tally.warnings += 1 if row.good and row.problems and not row.known else 0


def dry_run(plan: Plan, table: Table, *, by: Actor, at: datetime, limit: int | None = None) -> Findings:
    """What would happen; nothing is written. ``limit``: look only at so many rows."""
    main, *others = plan.parts()
    importer = importer_of(main, table, by=by, at=at)
    twice = repeated(importer.reader)
    found = Findings(importer.tally)
    rows: Iterable[Row] = importer.reader.rows()
    for part in batches(islice(rows, limit) if limit else rows, twice):
        step(importer, part, twice, write=False)
        found.add(part)
        found.looked_at += len(part)
    found.whole = limit is None or found.looked_at < limit or table.count <= limit
    coming = promise(main, ids_of(importer.reader))
    if importer.needs_second and found.whole:
        importer.plan = coming
        for part in batches(importer.reader.rows(), {}):
            second_step(importer, part, write=False)
            found.add(part)
    for other in others:
        _dry_beside(promise(other, coming.promised), table, found, by=by, at=at, limit=limit)
    return found


def _dry_beside(plan: Plan, table: Table, found: Findings, *, by: Actor, at: datetime, limit: int | None) -> None:
    importer = importer_of(plan, table, by=by, at=at)
    rows = carrying(importer.reader)
    for part in batches(islice(rows, limit) if limit else rows, {}):
        step(importer, part, {}, write=False)
        found.add(part)
    found.tally.also(plan.kind, importer.tally.new)
    found.tally.errors += importer.tally.errors


def carrying(reader: Reader, after: int = 0) -> Iterator[Row]:
    """Rows that carry something of this kind beside their main matter: one of its own columns is filled."""
    own = [entry for group in reader.kind.needs_one for entry in group]
    for row in reader.rows(after):
        if any(
            row.values.get(name) or f"{name}!" in row.values
            for name in own
            if name in ("full_name", "given_name", "other", "collected_at", "resulted_at")
        ):
            yield row


def second_step(importer: Importer, part: list[Row], *, write: bool) -> None:
    """The second pass over one batch: rows with errors of their own are out, the others' problems were said before."""
    good = [row for row in part if row.good and row.line not in importer.out]
    for row in part:
        row.problems = []
    importer.afterwards(good, write=write)
    importer.tally.warnings += sum(1 for row in good if row.problems)


def ids_of(reader: Reader) -> frozenset[str]:
    """The ids a file brings, and the numbers by which people call them."""
    found: set[str] = set()
    for name in ("id", "code", "other"):
        header = reader.mapping.get(name)
        if header is not None:
            at = reader.table.header.index(header)
            found.update(cells[at] for _line, cells in reader.table.rows() if at < len(cells) and cells[at])
    return frozenset(found)
