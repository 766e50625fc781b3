"""Long work on people."""

from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.common.jobs import job
from vungxanh.common.running import Running
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.people import actions, queries

AT_ONCE = 1000


@job("people.match", needs=Permission.PERSON_MERGE)
def match_all(job: Running) -> dict[str, int]:
    """Look for duplicates among everybody of the job's area, whatever was looked at before."""
    rows = queries.visible(job.by).order_by("pk")
    total = rows.count()
    last = job.checkpoint.get("last", "")
    done, found = int(job.checkpoint.get("done", 0)), int(job.checkpoint.get("found", 0))
    while ids := list((rows.filter(pk__gt=UUID(last)) if last else rows).values_list("pk", flat=True)[:AT_ONCE]):
        pairs = queries.alike_pairs(ids)
        found += actions.keep_alike.once(
            job.key(last or "first"), by=job.by, at=job.at, person_ids=ids, found=pairs
        )  # fmt: skip
        last, done = str(ids[-1]), done + len(ids)
        job.step(
            done, total=total, message=_("Đang so từng người…"),
            checkpoint={"last": last, "done": done, "found": found},
        )  # fmt: skip
    return {"looked_at": done, "found": found}
