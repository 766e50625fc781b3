"""What became of the tasks of a document: their live state, for its page."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from vungxanh.kernel.actor import Actor
from vungxanh.rooms.directives.models import Document
from vungxanh.rooms.tasks import queries as tasks


@dataclass(frozen=True, slots=True)
class LiveTask:
    """One task given by a document. ``below``: how many it stands for, ``done``: how many of those are done."""

    id: UUID
    draft_id: str
    state: str
    lead: str
    due_at: datetime | None
    done_at: datetime | None
    below: int
    done: int


def live_tasks(*, by: Actor, document: Document) -> dict[str, LiveTask]:
    """By the draft they came from; those ``by`` may not see are left out."""
    rows = tasks.visible(by).filter(source_document=document.pk, key__startswith=f"directive:{document.pk}:")
    found: dict[str, LiveTask] = {}
    for row in rows.select_related("lead").order_by("id"):
        draft_id, _slash, below = row.key.removeprefix(f"directive:{document.pk}:").partition("/")
        if below and draft_id in found:
            continue
        found[draft_id] = LiveTask(
            id=row.pk, draft_id=draft_id, state=row.state, lead=row.lead.name if row.lead else row.lead_words,
            due_at=row.due_at, done_at=row.closed_at, below=row.below, done=row.below_done,
        )  # fmt: skip
    return found
