"""From a document's text to its structure, its tasks and what is odd about it."""

from vungxanh.engine.directive import anomalies, header, leaves, lines, offsets, tokens, tree, zones
from vungxanh.engine.directive.clean import clean
from vungxanh.engine.directive.model import Directive
from vungxanh.engine.directive.tasks import finding


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
