"""What is found in a document. Every ``start``/``end`` is an index into the text that was given (Python ``str``)."""

from dataclasses import dataclass
from enum import StrEnum


class DueKind(StrEnum):
    """How a deadline is stated."""

    BY = "by"
    DURING = "during"
    WITHIN = "within"
    RECURRING = "recurring"
    ONGOING = "ongoing"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline and the words it came from (``raw``, verbatim).

    ``date``, ``start``: ISO days as printed. ``time``: "HH:MM". ``hours`` or ``days``: counted from an event.
    ``rule``: a calendar rhythm, "monthly day 15,30", "daily", "weekly mon".
    """

    kind: DueKind = DueKind.NONE
    date: str | None = None
    start: str | None = None
    time: str | None = None
    hours: float | None = None
    days: float | None = None
    rule: str | None = None
    raw: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A number to reach: ``op`` is one of >= <= > < =, ``unit`` as the document names it."""

    op: str
    value: float
    unit: str
    raw: str
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """When a task holds: scenario 1–3 of the plan and/or the document's own words ("nếu …")."""

    scenario: int | None = None
    when: str = ""
    also: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A document named in the text: number and symbol as printed, ISO day or month, issuer if said; first place."""

    number_symbol: str
    date: str | None = None
    issuer: str | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Header:
    """The formal parts of a document (Decree 30/2020); what is blank or missing is None."""

    issuer: str | None = None
    parent_body: str | None = None
    kind: str | None = None
    number: str | None = None
    symbol: str | None = None
    place: str | None = None
    date: str | None = None
    subject: str | None = None
    signer: str | None = None
    signer_title: str | None = None
    signer_capacity: str | None = None
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A section, item, letter, bullet or paragraph. ``start`` is after the marker; ``end`` after its own last mark,
    before its children; ``ref`` is the path of numbers ("II.1.1.a.-2"); ``role``: body, heading, lead_in, assignment."""

    ref: str
    marker: str
    kind: str
    start: int
    end: int
    role: str = "body"
    children: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class FoundTask:
    """A passage that obliges somebody. ``leads`` and the others carry canonical names as the document means them."""

    ref: str
    start: int
    end: int
    text: str
    leads: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    report_to: tuple[str, ...] = ()
    due: Due = Due()
    targets: tuple[Target, ...] = ()
    condition: Condition | None = None
    area_of_work: str = "command"
    evidence: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Anomaly:
    """Something an officer must look at: ``code`` is stable, ``words`` Vietnamese, the place in the text."""

    code: str
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Directive:
    """All that was read out of one text."""

    text: str
    header: Header
    tree: tuple[Node, ...]
    tasks: tuple[FoundTask, ...]
    anomalies: tuple[Anomaly, ...] = ()
