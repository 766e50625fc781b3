"""The door of ``engine.directive``: ``parse(text)``, and the words for what comes out."""

from vungxanh.engine.directive.model import (
    Anomaly,
    Citation,
    Condition,
    Directive,
    Due,
    DueKind,
    FoundTask,
    Header,
    Node,
    Target,
)

__all__ = [
    "Anomaly",
    "Citation",
    "Condition",
    "Directive",
    "Due",
    "DueKind",
    "FoundTask",
    "Header",
    "Node",
    "Target",
    "parse",
]


def parse(text: str) -> Directive:
    """Structure, tasks and anomalies of a document's text. Never raises on any text."""
    return Directive(text, Header(), (), ())
