"""The disk is asked for the file in its order, ahead of SQLite.

SQLite asks for a page at a time in the order of the rows, and a table lies between its indexes: the system sees leaps and
reads each page when it is asked for it, at a fifth of what the disk can give.
"""

import os
import threading

PIECE = 64 << 20
SHARE = 0.5  # of the memory that is free; a file that does not fit would push out what is not yet read


def fetch(file: str, begin: int, end: int) -> None:
    """Ask for these bytes of a file, in a thread; nothing happens where the system cannot or memory is short.

    Must be called before SQLite opens the file, and leaves it open: to close it would drop SQLite's locks.
    """
    if end <= begin or not hasattr(os, "posix_fadvise") or os.stat(file).st_size > SHARE * _free():
        return
    opened = os.open(file, os.O_RDONLY)
    threading.Thread(target=_ask, args=(opened, begin, end), name="ahead", daemon=True).start()


def _ask(opened: int, begin: int, end: int) -> None:
    for at in range(begin, end, PIECE):
        os.posix_fadvise(opened, at, min(PIECE, end - at), os.POSIX_FADV_WILLNEED)


def _free() -> int:
    """Bytes of memory the system says can still be had; 0 where it does not say."""
    try:
        with open("/proc/meminfo") as lines:
            return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:"))
    except (OSError, StopIteration):
        return 0
