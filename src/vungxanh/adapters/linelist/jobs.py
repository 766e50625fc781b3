"""The import as a job: progress after every batch, resumed at the line after the last one done."""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from vungxanh.adapters.linelist import files, reading, running
from vungxanh.adapters.linelist.actions import JOB
from vungxanh.adapters.linelist.bringing import Importer, Tally
from vungxanh.adapters.linelist.checking import repeated
from vungxanh.adapters.linelist.plan import Plan, of_arguments
from vungxanh.common import pruning
from vungxanh.common.jobs import job
from vungxanh.common.running import Running
from vungxanh.kernel.permission import Permission

watching: ContextVar[Callable[[int, int], None] | None] = ContextVar("linelist_watching", default=None)
"""Who, in this process, wants to see the progress of the job being run: the command line's bar."""

pruning.CHORES.append(files.sweep)


@job(JOB, needs=Permission.IMPORT)
def bring_in(job: Running) -> Mapping[str, Any]:
    """Import the file of the job. The result: counts, kind, source."""
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
    for other in others:
        _beside(job, importer, _importer(job, other, table), bad)
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
    for part in running.batches(importer.reader.rows(after=saved.get("line", 0)), twice):
        running.step(importer, part, twice, write=True)
        sizes = {"errors": bad.add(part), "clashes": clashes.add(part)}
        _say(job, importer, {"line": part[-1].line} | sizes)


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


def _beside(job: Running, main: Importer, importer: Importer, bad: files.BadRows) -> None:
    """What the rows carry beside their main matter, row by row of those that went in."""
    saved = job.checkpoint
    kept = {"clashes": saved.get("clashes", 0)}
    after = saved.get("at", 0) if saved.get("beside") == importer.plan.kind else 0
    for part in running.batches(running.carrying(importer.reader, after), {}):
        made, wrong = importer.tally.new, importer.tally.errors
        running.step(importer, part, {}, write=True)
        main.tally.also(importer.plan.kind, importer.tally.new - made)
        main.tally.errors += importer.tally.errors - wrong
        size = bad.add(part)
        _say(job, main, {"beside": importer.plan.kind, "at": part[-1].line, "errors": size} | kept)


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
