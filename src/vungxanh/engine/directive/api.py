"""The door of ``engine.directive``: ``parse(text)``, and the words for what comes out."""

from vungxanh.engine.directive import anomalies, header, leaves, lines, offsets, tokens, tree, zones
from vungxanh.engine.directive.as_json import document
from vungxanh.engine.directive.clean import clean
from vungxanh.engine.directive.files.reading import FileText, text_of
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
from vungxanh.engine.directive.tasks import finding

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


def parse(text: str) -> Directive:
    """Structure, tasks and anomalies of a document's text. Never raises on any text; time linear in its length."""
    cleaned = clean(text)
    cut = zones.zones(cleaned.text)
    own = lines.without_page_numbers(cleaned.text)
    read = tokens.keep(own)
    try:
        head = header.read(own, cut, read)
        nodes = tree.read(own, cut)
        found = finding.tasks(own, leaves.of(own, nodes), head)
    finally:
        tokens.forget(own)
    odd = anomalies.found(own, head, cut, nodes, found, read)
    return offsets.restored(Directive(own, head, nodes, found, odd), cleaned, text)
