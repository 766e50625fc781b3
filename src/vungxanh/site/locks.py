"""Whether the centre runs on this machine: everybody who serves it holds a shared lock, restoring needs it alone."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from vungxanh.kernel.refused import Refused


@contextmanager
def in_use() -> Iterator[None]:
    """Held while serving or working. The kernel lets go of it however the process ends."""
    with _taken(fcntl.LOCK_SH, "Trung tâm này đang được khôi phục. Hãy chạy lại khi việc đó xong."):
        yield


@contextmanager
def alone() -> Iterator[None]:
    """Held while the database is put in another's place; Refused while the centre runs here."""
    with _taken(fcntl.LOCK_EX, "Trung tâm này đang chạy. Hãy dừng nó trước khi khôi phục."):
        yield


@contextmanager
def _taken(how: int, otherwise: str) -> Iterator[None]:
    with (settings.HOME / "running.lock").open("a") as file:
        try:
            fcntl.flock(file, how | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(otherwise) from None
        yield
