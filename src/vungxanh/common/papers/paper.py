"""What a paper consists of. Texts are plain; markers ("I.", "1.", "a)", "-") are given by whoever writes it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the body. ``marker`` is put in front ("1.", "a)", "-")."""

    text: str
    marker: str = ""
    bold: bool = False
    italic: bool = False
    align: Literal["justify", "center", "left", "right"] = "justify"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 "I. CAPITALS" and 2 "1. Title" bold, 3 "a) title" upright."""

    text: str
    marker: str = ""
    level: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``share`` of the width, whatever they add up to."""

    label: str
    share: float = 1.0
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; its head is repeated on every page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    heading: Heading
    blocks: "tuple[Block, ...]" = ()


Block = Line | Heading | Table | Section


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: ``capacity`` "TM. ỦY BAN NHÂN DÂN", ``title`` "CHỦ TỊCH" (or two lines: "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")."""

    title: str
    name: str = ""
    capacity: str = ""
    for_whom: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """A Phụ lục, on its own pages."""

    title: str
    blocks: tuple[Block, ...]
    number: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document. ``number`` "" leaves its place blank; ``kind`` "" is a công văn; ``day`` None leaves the date blank.

    ``grounds``: the Căn cứ. ``addressees``: Kính gửi. ``keeper``: the units of the last recipient, "VT, YT".
    ``draft``: says DỰ THẢO. ``plain``: a list printed for work: no number, no signature unless there is one.
    """

    issuer: str
    place: str
    subject: str
    blocks: tuple[Block, ...]
    parent: str = ""
    number: str = ""
    symbol: str = ""
    day: date | None = None
    year: int | None = None
    kind: str = ""
    grounds: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    keeper: str = "VT"
    signature: Signature | None = None
    urgency: str = ""
    annexes: tuple[Annex, ...] = ()
    landscape: bool = False
    draft: bool = False
    plain: bool = False
    size: float = 14
