"""Tables of the room."""

from vungxanh.rooms.tasks.models.handling import Handling, HandlingStep
from vungxanh.rooms.tasks.models.obstacle import Obstacle, ObstacleStep
from vungxanh.rooms.tasks.models.task import Evidence, Extension, Note, Party, Reading, TargetNumber, Task
from vungxanh.rooms.tasks.models.telling import Digest, DigestChoice, Feed, LevelState, ScenarioState

__all__ = [
    "Digest", "DigestChoice", "Evidence", "Extension", "Feed", "Handling", "HandlingStep", "LevelState", "Note", "Obstacle", "ObstacleStep", "Party",
    "Reading", "ScenarioState", "TargetNumber", "Task",
]  # fmt: skip
