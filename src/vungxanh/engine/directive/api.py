"""The door of ``engine.directive``: ``parse(text)``, and the words for what comes out.

The words cost nothing; what reads is loaded at its first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    from vungxanh.engine.directive.as_json import document
    from vungxanh.engine.directive.files.reading import FileText, text_of
    from vungxanh.engine.directive.parsing import parse

__all__ = [
    "Anomaly",
    "Citation",
    "Condition",
    "Directive",
    "Due",
    "DueKind",
    "FileText",
    "FoundTask",
    "Header",
    "Node",
    "Target",
    "document",
    "parse",
    "text_of",
]
_MODULE = {"document": "as_json", "parse": "parsing", "text_of": "files.reading", "FileText": "files.reading"}


def __getattr__(name: str) -> Any:
    if name not in _MODULE:
        raise AttributeError(name)
    return getattr(import_module(f"{__package__}.{_MODULE[name]}"), name)
