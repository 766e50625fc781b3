"""The clock of the kill test: everything that waits seconds in life waits tenths here, so that it meets a kill."""

from datetime import timedelta

from tests.kill.app import actions
from vungxanh.common import limits
from vungxanh.common.outbox import listen


def connect() -> None:
    limits.LEASE, limits.HEARTBEAT, limits.POLL_SECONDS = timedelta(seconds=0.6), 0.2, 0.05
    limits.SEAL_EVERY, limits.SEAL_GRACE = timedelta(seconds=0.1), timedelta(seconds=0.3)
    limits.JOB_SAVE_SECONDS, limits.OUTBOX_FIRST_WAIT = 0.1, timedelta(seconds=0.2)
    limits.OUTBOX_ATTEMPTS = 100
    listen(actions.NoteWritten, actions.on_note_written)
