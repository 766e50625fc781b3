"""Pages: send files, map their columns, see a dry run, start, follow, correct the rest."""

from vungxanh.adapters.linelist.views.following import cancel, errors, job, progress, resume
from vungxanh.adapters.linelist.views.preparing import forget, prepare
from vungxanh.adapters.linelist.views.sending import index, send

__all__ = ["cancel", "errors", "forget", "index", "job", "prepare", "progress", "resume", "send"]
