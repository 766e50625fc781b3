"""Pages: send files, map their columns, see a dry run, start, follow, correct the rest."""

from vungxanh.adapters.linelist.views.following import cancel, clashes, errors, job, overwrite, progress, resume
from vungxanh.adapters.linelist.views.preparing import forget, prepare
from vungxanh.adapters.linelist.views.sending import index, send

__all__ = [
    "cancel",
    "clashes",
    "errors",
    "forget",
    "index",
    "job",
    "overwrite",
    "prepare",
    "progress",
    "resume",
    "send",
]
