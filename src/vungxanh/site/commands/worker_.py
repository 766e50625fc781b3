"""``vungxanh worker``: a worker of its own, for teams on PostgreSQL."""

import signal
import threading

import click

from vungxanh.site.commands import json_option, refusals, say, start_django


@click.command()
@click.option("--once", is_flag=True, help="Deliver what is due, run the waiting jobs, and end.")
@click.option("--jobs", default=2, show_default=True, help="Jobs at once.")
@json_option
@refusals
def command(once: bool, jobs: int, as_json: bool) -> None:
    """Deliver the outbox, run jobs, seal the audit trail. Any number of workers may run; Ctrl-C stops this one."""
    start_django()
    from vungxanh.site.locks import in_use

    with in_use():
        if once:
            delivered, ran = _once()
            say(as_json, {"delivered": delivered, "jobs": ran}, f"{delivered} tin đã gửi, {ran} việc đã chạy")
        else:
            _until_told(jobs, as_json)


def _once() -> tuple[int, int]:
    from vungxanh.common.running import run_next
    from vungxanh.common.worker import deliver_due

    delivered, ran = deliver_due(), 0
    while run_next():
        ran += 1
        delivered += deliver_due()
    return delivered, ran


def _until_told(jobs: int, as_json: bool) -> None:
    from vungxanh.common.worker import Worker

    told = threading.Event()
    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, lambda *_: told.set())
    worker = Worker(jobs=jobs)
    worker.start()
    say(as_json, {"state": "working"}, "Đang làm việc. Dừng lại: Ctrl-C")
    told.wait()
    ended = worker.stop(timeout=30)
    say(as_json, {"state": "stopped", "clean": ended}, "Đã dừng.")
