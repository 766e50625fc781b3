"""Facts in the past tense, ids only."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class DocumentRegistered:
    """A document was entered in the register."""

    document_id: UUID


@dataclass(frozen=True)
class DirectiveAccepted:
    """A person accepted tasks of a document; ``task_ids`` were opened by it."""

    document_id: UUID
    task_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class DocumentSuperseded:
    """A document no longer holds: another took its place (``by_document_id``), from a day on."""

    document_id: UUID
    by_document_id: UUID
