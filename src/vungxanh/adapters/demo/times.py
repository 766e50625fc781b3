"""The demo's clock: minutes relative to its morning."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TypeVar

from vungxanh.adapters.demo.names import COMMUNES
from vungxanh.adapters.demo.population import DISTRICT

T = TypeVar("T")
MORNING = datetime(2021, 8, 17, 0, 30, tzinfo=UTC)  # 07:30 in Vietnam
BATCH = 5_000
SOURCE = "demo"


def moment(minutes: int) -> datetime:
    """Minutes from the demo's morning as a moment."""
    return MORNING + timedelta(minutes=minutes)


def batches(rows: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Lists of at most ``size``."""
    left = iter(rows)
    while part := list(islice(left, size)):
        yield part


def area_of(commune: int) -> str:
    """Path of a commune by its index."""
    return f"{DISTRICT}{COMMUNES[commune][0]}/"
