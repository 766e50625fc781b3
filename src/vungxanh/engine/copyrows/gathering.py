"""One call for some ten thousand rows: a call of psycopg for each takes ten times as long as the row itself."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from llvmlite.binding import add_symbol  # type: ignore[import-untyped]

BLOCK = 8 << 20  # bytes
ENDED, TOO_LONG = -1, -3  # -2 is libpq's own: it failed
NAMES = ("PQgetCopyData", "PQfreemem")


class NotCopied(ValueError):
    """The database broke off, or libpq cannot be reached."""


def blocks(pgconn: Any) -> Iterator[npt.NDArray[np.uint8]]:
    """Bytes of a ``COPY … TO STDOUT`` that has begun, whole rows in each block; other threads may run meanwhile.

    pgconn: psycopg's ``connection.pgconn``, in the state COPY_OUT; not to be used by anybody else until the last block.
    Raises NotCopied, also half-way; what was not taken is left to be taken.
    """
    _name(sys.modules[type(pgconn).__module__])
    from .taking import take

    size = 0
    while size >= 0:
        block, state = np.empty(BLOCK, np.uint8), np.zeros(2, np.int64)
        filled = take(pgconn.pgconn_ptr, block, state)
        size = int(state[0])
        if filled:
            yield block[:filled]
    if size != ENDED:
        raise NotCopied("a row is too long" if size == TOO_LONG else "the database broke off")


@cache
def _name(module: Any) -> None:
    """Let compiled code find the two functions of the libpq that psycopg itself uses, however it was installed."""
    try:  # its compiled module is linked to libpq; the one in Python keeps the library as `pq`
        library = getattr(module, "impl", module)
        handle = getattr(library, "pq", None) or ctypes.CDLL(str(library.__file__))
        addresses = [ctypes.cast(getattr(handle, name), ctypes.c_void_p).value for name in NAMES]
    except (OSError, AttributeError) as why:
        raise NotCopied("libpq cannot be reached") from why
    for name, address in zip(NAMES, addresses, strict=True):
        add_symbol(f"vungxanh_{name}", address)
