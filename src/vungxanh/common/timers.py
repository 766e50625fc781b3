"""What is done again and again: rooms register a step in ``site/wiring.py``, the worker's housekeeping runs it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta


@dataclass
class Timer:
    """One step and when it is due next (monotonic seconds). A step must be harmless when several workers run it."""

    step: Callable[[], object]
    span: timedelta
    due: float = 0.0


TIMERS: list[Timer] = []


def every(span: timedelta, step: Callable[[], object]) -> None:
    """Run ``step`` after the start of a worker and every ``span`` from then on."""
    if all(timer.step is not step for timer in TIMERS):
        TIMERS.append(Timer(step, span))


def run_due(now: float | None = None) -> int:
    """Run the steps that are due; how many. One that fails is tried again at its next turn."""
    at = time.monotonic() if now is None else now
    due = [timer for timer in TIMERS if timer.due <= at]
    for timer in due:
        timer.due = at + timer.span.total_seconds()
        timer.step()
    return len(due)
