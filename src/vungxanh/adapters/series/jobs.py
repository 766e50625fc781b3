"""Looking at a file of counts, and bringing it in: both in the background, since names take their time to be found."""

import csv
import io
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from vungxanh.adapters.linelist import files
from vungxanh.adapters.linelist.badrows import write_private
from vungxanh.adapters.series.actions import BRING, LOOK
from vungxanh.adapters.series.bringing import Placed, placed, write
from vungxanh.adapters.series.reading import BadRow, read_rows
from vungxanh.common.jobs import job
from vungxanh.common.running import Running
from vungxanh.common.web.export.cells import harmless
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.zones import queries

HEAD = ("dòng", "cột sai", "giá trị sai", "lý do")


@job(LOOK, needs=Permission.LEVEL_RECORD)
def look(job: Running) -> Mapping[str, Any]:
    """What would come in; nothing is written but the file of bad rows."""
    return _told(job, _placed(job))


@job(BRING, needs=Permission.LEVEL_RECORD)
def bring(job: Running) -> Mapping[str, Any]:
    """Bring it in: one action, so that a series is there as a whole or not at all."""
    given, found = job.arguments, _placed(job)
    as_of = date.fromisoformat(given["as_of"]) if given.get("as_of") else None
    made = write(
        by=job.by, at=job.at, found=found, key=given["title"], title=given["title"], area=given["area"], as_of=as_of
    )  # fmt: skip
    return {**_told(job, found), "new": made.new, "replaced": made.replaced}


def _placed(job: Running) -> Placed:
    upload = files.get(job.by, UUID(job.arguments["upload"]))
    table = upload.table()
    file = read_rows(table.header, table.rows())
    return placed(by=job.by, file=file, area=job.arguments["area"], watch=lambda done, total: job.step(done, total))


def _told(job: Running, found: Placed) -> dict[str, Any]:
    file, upload = found.file, files.get(job.by, UUID(job.arguments["upload"]))
    write_private(upload.errors, _lines(found.bad))
    whys = Counter(b.why.split(" trong ")[0].split(" với dòng")[0] for b in found.bad)
    known = queries.series_known(by=job.by, key=job.arguments["title"], rows=((r.area_path, r.day) for r in found.rows))
    total = len(found.rows) or len(found.people)
    job.step(len(file.rows), len(file.rows), f"{total} dòng dùng được, {len(found.bad)} dòng không")
    return {
        "rows": total, "cases": sum(r.cases for r in found.rows), "populations": file.populations, "unit": file.unit,
        "areas": len({r.area_path for r in found.rows} or found.people), "by_name": found.by_name, "bad": len(found.bad),
        "known": known, "apart": any(r.community is not None for r in found.rows), "whys": [{"why": why, "n": n} for why, n in whys.most_common(8)],
        "first_day": str(file.first_day or ""), "last_day": str(file.last_day or ""),
        "deaths": sum(r.deaths or 0 for r in found.rows),
    }  # fmt: skip


def _lines(bad: tuple[BadRow, ...]) -> bytes:
    text = io.StringIO(newline="")
    rows = [HEAD, *((str(b.line), b.column, b.value, b.why) for b in bad)]
    csv.writer(text).writerows([harmless(cell) for cell in row] for row in rows)
    return "\ufeff".encode() + text.getvalue().encode()
