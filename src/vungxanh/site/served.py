"""What a web process of ``vungxanh up`` serves; it dies with the process that started it."""

import ctypes
import os
import signal
import sys

if sys.platform == "linux":
    PR_SET_PDEATHSIG = 1
    starter = os.getppid()
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != starter:  # it had already gone
        raise SystemExit(1)

from vungxanh.site import warming
from vungxanh.site.wsgi import application

__all__ = ["application"]

warming.begin()
