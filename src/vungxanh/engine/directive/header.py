"""The formal parts of a document."""

from vungxanh.engine.directive import citations, letterhead, signature
from vungxanh.engine.directive.model import Header
from vungxanh.engine.directive.tokens import Token
from vungxanh.engine.directive.zones import Zones

_BY_SYMBOL = {
    "QĐ": "decision", "QD": "decision", "CT": "directive", "TB": "notice", "KH": "plan", "NQ": "resolution",
    "HD": "guideline", "BC": "report", "TTr": "submission", "CĐ": "telegram", "CD": "telegram", "KL": "conclusion",
    "GM": "invitation", "PA": "scheme", "ĐA": "master_scheme", "DA": "project", "QC": "regulation", "QyĐ": "rules", "CTr": "programme", "BB": "minutes",
}  # fmt: skip


def read(text: str, cut: Zones, found: tuple[Token, ...]) -> Header:
    """Header of a cleaned text; ``found`` are all its tokens."""
    head = letterhead.read(text, cut)
    name, title, capacity = signature.signer(text, cut)
    kind = head.kind
    if kind is None and head.symbol:
        kind = _BY_SYMBOL.get(head.symbol.replace("/", "-").split("-")[0])
    return Header(
        issuer=head.issuer, parent_body=head.parent, kind=kind, number=head.number, symbol=head.symbol,
        place=head.place, date=head.date, subject=head.subject, signer=name, signer_title=title,
        signer_capacity=capacity, addressees=signature.addressees(text, cut), recipients=signature.recipients(text, cut),
        cites=citations.of(text, found, head.own),
    )  # fmt: skip
