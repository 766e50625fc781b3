import time

from tests.kill.app.actions import tick
from vungxanh.common.jobs import job
from vungxanh.common.running import Running


@job("killed.count")
def count(job: Running) -> dict[str, int]:
    """One tick a batch; slow enough to be killed many times."""
    total = job.arguments["total"]
    for number in range(job.checkpoint.get("next", 0), total):
        tick.once(job.key(number), by=job.by, at=job.at, number=number)
        time.sleep(0.02)
        job.step(number + 1, total, checkpoint={"next": number + 1})
    return {"total": total}
