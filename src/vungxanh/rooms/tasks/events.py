"""Facts in the past tense, ids only."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class TasksAssigned:
    """Tasks were given, those below groups among them."""

    task_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class TaskMoved:
    """A task went from one state to another."""

    task_id: UUID
    state: str


@dataclass(frozen=True)
class LevelBegun:
    """From now on an area is at another level of risk, or at the same by another paper."""

    level_id: UUID


@dataclass(frozen=True)
class ScenarioBegun:
    """From now on a scenario of the response plan holds in an area; ``decided``: a person said so, not the numbers alone."""

    scenario_id: UUID
    area: str
    decided: bool


@dataclass(frozen=True)
class DigestMade:
    """Somebody's digest of the day is written; it may be sent by e-mail."""

    digest_id: UUID
