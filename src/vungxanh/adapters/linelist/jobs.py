"""The import as a job: progress after every batch, resumed at the line after the last one done."""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from vungxanh.adapters.linelist import files, reading, running
from vungxanh.adapters.linelist.actions import JOB
from vungxanh.adapters.linelist.bringing import Importer, Tally
from vungxanh.adapters.linelist.checking import repeated
from vungxanh.adapters.linelist.plan import Plan
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
    plan = Plan(given["kind"], given["mapping"], given["source"], given["area"], given["disease"])
    upload = files.get(job.by, UUID(given["upload"]))
    table = reading.read(upload.data())
    importer = running.importer_of(plan, table, by=job.by, at=job.at)
    importer.key = job.key
    saved = job.checkpoint
    importer.tally = Tally(**saved["tally"]) if saved else Tally()
    bad = files.BadRows(upload.errors, table.header, size=saved.get("errors", 0))
    _first_pass(job, importer, bad)
    if importer.needs_second:
        _second_pass(job, importer)
    return importer.tally.plain() | {"kind": plan.kind, "source": plan.source}


def _first_pass(job: Running, importer: Importer, bad: files.BadRows) -> None:
    saved = job.checkpoint
    if saved.get("second") is not None:
        return
    twice = repeated(importer.reader)
    for part in running.batches(importer.reader.rows(after=saved.get("line", 0)), twice):
        running.step(importer, part, twice, write=True)
        size = bad.add(part)
        _say(job, importer, {"line": part[-1].line, "errors": size})


def _second_pass(job: Running, importer: Importer) -> None:
    errors = job.checkpoint.get("errors", 0)
    start = job.checkpoint.get("second") or 0
    _say(job, importer, {"second": start, "errors": errors})
    for part in running.batches(importer.reader.rows(after=start), {}):
        running.second_step(importer, part, write=True)
        _say(job, importer, {"second": part[-1].line, "errors": errors}, len(part))


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
    job.step(done, total, message, checkpoint)
