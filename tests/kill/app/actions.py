from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tests.kill.app.models import Echo, Note, Tick
from vungxanh.common.actions import action
from vungxanh.common.audit import about
from vungxanh.common.outbox import delivery_key, tell
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.permission import Permission


@dataclass(frozen=True)
class NoteWritten:
    note_id: UUID


@action(needs=Permission.SYSTEM)
def write(*, by: Actor, at: datetime, word: str) -> Note:
    note = Note.objects.create(word=word)
    tell(NoteWritten(note_id=note.pk))
    about(note)
    return note


@action(needs=Permission.SYSTEM)
def echo(*, by: Actor, at: datetime, note_id: UUID) -> None:
    about(Note.objects.get(pk=note_id))
    Echo.objects.create(note_id=note_id)


@action(needs=Permission.SYSTEM)
def tick(*, by: Actor, at: datetime, number: int) -> None:
    Tick.objects.create(number=number)


def on_note_written(event: NoteWritten, *, at: datetime) -> None:
    echo.once(delivery_key(), by=system(), at=at, note_id=event.note_id)
