"""Writing samples and results; one verb each. The types they take are here too."""

from vungxanh.rooms.laboratory.actions.following import follow_merge, follow_undo
from vungxanh.rooms.laboratory.actions.many import record_many
from vungxanh.rooms.laboratory.actions.recording import correct, record, report
from vungxanh.rooms.laboratory.rules import (
    RESULT_NAMES,
    Material,
    Method,
    Result,
    ResultFacts,
    SampleFacts,
    SampleRow,
    problems_of,
)

__all__ = [
    "RESULT_NAMES", "Material", "Method", "Result", "ResultFacts", "SampleFacts", "SampleRow", "correct", "follow_merge",
    "follow_undo", "problems_of", "record", "record_many", "report",
]  # fmt: skip
