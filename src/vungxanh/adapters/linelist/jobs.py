"""The import as a job: progress after every batch, resumed at the line after the last one done."""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import replace
from typing import Any
from uuid import UUID

from vungxanh.adapters.linelist import files, reading, running
from vungxanh.adapters.linelist.actions import JOB
from vungxanh.adapters.linelist.bringing import Importer, Tally
from vungxanh.adapters.linelist.checking import Row, repeated
from vungxanh.adapters.linelist.plan import Plan, of_arguments
from vungxanh.common import pruning
from vungxanh.common.heavy import Beside, heavy, learn
from vungxanh.common.jobs import job
from vungxanh.common.running import Running
from vungxanh.kernel.permission import Permission

watching: ContextVar[Callable[[int, int], None] | None] = ContextVar("linelist_watching", default=None)
"""Who, in this process, wants to see the progress of the job being run: the command line's bar."""

pruning.CHORES.append(files.sweep)


@job(JOB, needs=Permission.IMPORT)
def bring_in(job: Running) -> Mapping[str, Any]:
    """Import the file of the job. The result: counts, kind, source."""
    with heavy():
        return _bring_in(job)


def _bring_in(job: Running) -> Mapping[str, Any]:
    given = job.arguments
    plan = of_arguments(given)
    upload = files.get(job.by, UUID(given["upload"]))
    table = upload.table()
    if "rows" in given:
        table.__dict__["count"] = given["rows"]  # counted when it was sent
    main, *others = plan.parts()
    importer = _importer(job, main, table)
    saved = job.checkpoint
    importer.tally = Tally(**saved["tally"]) if saved else Tally()
    bad = files.BadRows(upload.errors, table.header, size=saved.get("errors", 0))
    clashes = files.Clashes(upload.clashes, table.header, size=saved.get("clashes", 0))
    _first_pass(job, importer, bad, clashes)
    if importer.needs_second:
        _second_pass(job, importer)
    for number, other in enumerate(others, 1):
        _beside(job, number, importer, _importer(job, other, table), (bad, clashes))
    learn(importer.tally.new)
    return importer.tally.plain() | {"kind": plan.kind, "source": plan.source, "unused": unused(plan, table)}


def _importer(job: Running, plan: Plan, table: reading.Table) -> Importer:
    importer = running.importer_of(plan, table, by=job.by, at=job.at)
    importer.key = job.key
    return importer


def unused(plan: Plan, table: reading.Table) -> list[str]:
    """Columns of the file nothing was taken from."""
    used = {*plan.mapping.values(), *(name for _kind, mapping in plan.also for name in mapping.values())}
    return [name for name in table.header if name not in used and name not in files.BadRows.EXTRA][:400]


def _first_pass(job: Running, importer: Importer, bad: files.BadRows, clashes: files.Clashes) -> None:
    saved = job.checkpoint
    if saved.get("second") is not None or saved.get("beside"):
        return
    twice = repeated(importer.reader)
    before: list[Row] = []

    def done() -> None:
        writing.wait()
        if before:
            running.count(importer, before, twice)
            sizes = {"errors": bad.add(before), "clashes": clashes.add(before)}
            line = before[-1].line
            before.clear()
            _say(job, importer, {"line": line} | sizes)

    with Beside() as writing:
        for part in running.batches(importer.reader.rows(after=saved.get("line", 0)), twice):
            if not importer.looks_ahead or running.told(before):
                done()
            first = running.look(importer, part, twice)
            done()
            before.extend(part)
            writing.start(running.put_in, importer, first)
        done()


def _second_pass(job: Running, importer: Importer) -> None:
    saved = job.checkpoint
    if saved.get("beside"):
        return
    start = saved.get("second") or 0
    kept = {name: saved.get(name, 0) for name in ("errors", "clashes")}
    _say(job, importer, {"second": start} | kept)
    for part in running.batches(importer.reader.rows(after=start), {}):
        running.second_step(importer, part, write=True)
        _say(job, importer, {"second": part[-1].line} | kept, len(part))


def _beside(
    job: Running, number: int, main: Importer, importer: Importer, back: tuple[files.BadRows, files.BadRows]
) -> None:
    """What the rows carry beside their main matter, row by row; ``number``: the how manieth such thing."""
    saved = job.checkpoint
    if saved.get("beside", 0) > number:
        return
    after = saved.get("at", 0) if saved.get("beside") == number else 0
    for part in running.batches(running.carrying(importer.reader, after), {}):
        before = replace(importer.tally)
        running.step(importer, part, {}, write=True)
        main.tally.also(importer.plan.kind, importer.tally.new - before.new)
        for name in ("errors", "updated", "clashes"):
            told = getattr(importer.tally, name) - getattr(before, name)
            setattr(main.tally, name, getattr(main.tally, name) + told)
        sizes = {what: file.add(part) for what, file in zip(("errors", "clashes"), back, strict=True)}
        _say(job, main, {"beside": number, "at": part[-1].line} | sizes)


def _say(job: Running, importer: Importer, checkpoint: dict[str, Any], second: int = 0) -> None:
    tally = importer.tally
    passed = job.checkpoint.get("passed", 0) + second
    total = importer.reader.table.count
    done = (tally.rows + passed) // 2 if importer.needs_second else tally.rows
    checkpoint |= {"tally": tally.plain(), "passed": passed}
    message = f"{tally.new} dòng mới, {tally.known} đã có, {tally.errors} lỗi"
    watch = watching.get()
    if watch:
        watch(done, total)
    job.step(min(done, total), total, message, checkpoint)
