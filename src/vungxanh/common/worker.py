"""The worker: threads that deliver the outbox, run jobs, seal the audit trail and tidy up."""

import logging
import threading
import time
from collections.abc import Callable

from django.db import connections

from vungxanh.common import delivery, limits, pacing, pruning, running, sealing, timers
from vungxanh.common.faults import report
from vungxanh.common.models import OutboxMessage
from vungxanh.common.outbox import sleeper

logger = logging.getLogger("vungxanh.worker")


def deliver_due(stopping: threading.Event | None = None, *, patient: bool = True) -> int:
    """Deliver everything due now, batch by batch; how many were tried. Tests and set-up call it directly.

    ``patient`` False leaves what nobody waits for (``outbox.PATIENT``).
    """
    tried = 0
    while (batch := delivery.claim(patient=patient)) and not (stopping and stopping.is_set()):
        tried += _batch(batch, stopping)
    return tried


def _batch(batch: list[OutboxMessage], stopping: threading.Event | None) -> int:
    done: list[OutboxMessage] = []
    with delivery.in_hand(batch):
        for number, message in enumerate(batch):
            if stopping and stopping.is_set():
                delivery.release(batch[number:])
                break
            if delivery.deliver(message):
                done.append(message)
        delivery.settle(done)
    return len(batch)


class Worker:
    """Threads of one process. ``start`` returns at once; ``stop`` ends after the message or batch in hand."""

    def __init__(self, *, jobs: int = limits.JOBS_AT_ONCE) -> None:
        self.stopping = threading.Event()
        loops: list[tuple[str, Callable[[], None]]] = [("housekeeping", self._housekeeping)]
        loops += [(f"outbox-{number + 1}", self._outbox) for number in range(limits.OUTBOX_THREADS)]
        loops += [(f"jobs-{number + 1}", self._jobs) for number in range(jobs)]
        self.threads = [threading.Thread(target=loop, name=f"vungxanh-{name}", daemon=True) for name, loop in loops]

    def start(self) -> None:
        """Begin."""
        for thread in self.threads:
            thread.start()

    def stop(self, timeout: float = 10) -> bool:
        """Ask every thread to end and wait for it; whether all did."""
        self.stopping.set()
        until = time.monotonic() + timeout
        for thread in self.threads:
            thread.join(max(0.0, until - time.monotonic()))
        return not any(thread.is_alive() for thread in self.threads)

    def _outbox(self) -> None:
        with sleeper() as woken:
            while not self.stopping.is_set():
                woken.clear()
                self._guard("outbox", lambda: deliver_due(self.stopping))
                woken.wait(limits.POLL_SECONDS)

    def _jobs(self) -> None:
        while not self.stopping.is_set():
            if not self._guard("jobs", lambda: running.run_next(self.stopping)):
                self.stopping.wait(limits.POLL_SECONDS)

    def _housekeeping(self) -> None:
        # Sealing starts one grace after the start; pruning takes its first turn with it.
        sweep = prune = 0.0
        while not self.stopping.wait(limits.SEAL_EVERY.total_seconds()):
            now = time.monotonic()
            wide = now >= sweep
            self._guard("sealing", lambda wide=wide: sealing.seal_due(wide=wide))  # type: ignore[misc]
            if wide:
                sweep = now + limits.SEAL_SWEEP_EVERY.total_seconds()
            if now >= prune:
                self._guard("pruning", pruning.prune)
                prune = now + limits.PRUNE_EVERY.total_seconds()
            self._guard("timers", timers.run_due)

    def _guard(self, what: str, step: Callable[[], int]) -> int:
        """Nothing ends a loop: a database that went away is asked again a little later."""
        pacing.in_background()
        try:
            return step()
        except Exception as error:
            report(logger, what, error)
            self.stopping.wait(1)
            return 0
        finally:
            for connection in connections.all(initialized_only=True):
                connection.close_if_unusable_or_obsolete()
