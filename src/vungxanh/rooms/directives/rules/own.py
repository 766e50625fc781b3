"""An own document while it is written: its head, its parts, their numbering, and what still keeps it from being issued."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from vungxanh.kernel.text import fold, squeeze
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.directives.rules.drafts import Content, body_of, doubts

LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The alphabet as points of a document are lettered."""
_GAP = re.compile(r"\[[^\]]*\]")
_CLOSING = re.compile(r"(?:trong )?qua trinh |tren day la |yeu cau |de nghi |nhan duoc |giao chanh van phong ")
_OF_BODY = re.compile(r"\s+(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|HĐND|BCĐ)\b.*$", re.IGNORECASE)
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class PartKind(StrEnum):
    """What a part of the body is."""

    HEADING = "heading"
    SUBHEADING = "subheading"
    ARTICLE = "article"
    TEXT = "text"
    ITEM = "item"
    BULLET = "bullet"
    CENTER = "center"
    TASK = "task"


PART_NAMES = {
    PartKind.TASK: _("Nhiệm vụ"),
    PartKind.HEADING: _("Đề mục lớn (I, II…)"),
    PartKind.SUBHEADING: _("Đề mục nhỏ (1, 2…)"),
    PartKind.ARTICLE: _("Điều"),
    PartKind.ITEM: _("Mục đánh số"),
    PartKind.BULLET: _("Gạch đầu dòng"),
    PartKind.TEXT: _("Đoạn văn"),
    PartKind.CENTER: _("Dòng giữa trang"),
}


class OwnState(StrEnum):
    """How far it has come."""

    WRITING = "writing"
    ISSUED = "issued"
    DROPPED = "dropped"


OWN_NAMES = {
    OwnState.WRITING: _("Đang soạn"),
    OwnState.ISSUED: _("Đã ban hành"),
    OwnState.DROPPED: _("Đã bỏ"),
}
OWN_KINDS = ("official_letter", "notice", "plan", "decision", "directive", "regulation")


@dataclass(frozen=True, slots=True)
class Head:
    """Everything around the body. Lists are lines as typed; ``authority``: the line above a decision's grounds."""

    subject: str = ""
    issuer: str = ""
    parent: str = ""
    symbol: str = ""
    place: str = ""
    urgency: str = ""
    authority: str = ""
    grounds: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    keeper: str = "VT"
    capacity: str = ""
    for_whom: str = ""
    title: str = ""
    signer: str = ""
    with_table: bool = False

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}


def head_of(plain: Mapping[str, Any]) -> Head:
    """From JSON; what is not known any more is left out."""
    known = {f.name for f in fields(Head)}
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in plain.items() if k in known}
    return Head(**values)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the body; a task has its ``content``."""

    id: str
    kind: PartKind
    text: str = ""
    content: Content | None = field(default=None)

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        made: dict[str, Any] = {"id": self.id, "kind": self.kind.value, "text": self.text}
        return made | ({"content": plain_content(self.content)} if self.content is not None else {})


def part_of(plain: Mapping[str, Any]) -> Part:
    """From JSON."""
    content = content_of(plain["content"]) if plain.get("content") else None
    return Part(str(plain["id"]), PartKind(plain["kind"]), str(plain.get("text", "")), content)


def plain_content(content: Content) -> dict[str, Any]:
    """A task as JSON."""
    return {
        "text": content.text, "lead": [b.plain() for b in content.lead], "with": [b.plain() for b in content.with_],
        "report_to": [b.plain() for b in content.report_to], "due": content.due, "targets": list(content.targets),
        "condition": content.condition, "area_of_work": content.area_of_work,
    }  # fmt: skip


def content_of(plain: Mapping[str, Any]) -> Content:
    """A task from JSON."""
    lead, with_, report = (tuple(body_of(b) for b in plain.get(name, ())) for name in ("lead", "with", "report_to"))
    return Content(
        text=str(plain["text"]), lead=lead, with_=with_, report_to=report, due=dict(plain.get("due", {})),
        targets=tuple(plain.get("targets", ())), condition=dict(plain.get("condition", {})),
        area_of_work=str(plain.get("area_of_work", "command")),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Numbered:
    """A part with its marker ("II.", "1.", "a)", "Điều 3.", "-") and the path of numbers to it ("II.1.a")."""

    part: Part
    marker: str
    ref: str


def numbered(parts: Sequence[Part]) -> Iterator[Numbered]:
    """Parts with their numbers: items count within their heading, points within their subheading or article."""
    big = middle = small = article = dash = 0
    inner = False
    for part in parts:
        kind = part.kind
        dash = dash + 1 if kind is PartKind.BULLET else 0
        top = f"Đ{article}" if article and not big else roman(big)
        if kind is PartKind.HEADING:
            big, middle, small, inner = big + 1, 0, 0, False
            yield Numbered(part, f"{roman(big)}.", roman(big))
        elif kind is PartKind.ARTICLE:
            article, middle, small, inner = article + 1, 0, 0, False
            yield Numbered(part, f"Điều {article}.", f"Đ{article}")
        elif kind is PartKind.SUBHEADING or (kind in (PartKind.ITEM, PartKind.TASK) and not inner):
            middle, small, inner = middle + 1, 0, kind is PartKind.SUBHEADING
            yield Numbered(part, f"{middle}.", _path(top, str(middle)))
        elif kind in (PartKind.ITEM, PartKind.TASK):
            small += 1
            letter = LETTERS[small - 1] if small <= len(LETTERS) else f"a{small}"
            yield Numbered(part, f"{letter})", _path(top, str(middle), letter))
        elif kind is PartKind.BULLET:
            yield Numbered(part, "-", _path(top, str(middle) if middle else "", f"-{dash}"))
        else:
            yield Numbered(part, "", _path(top, str(middle) if middle else ""))


def _path(*steps: str) -> str:
    return ".".join(step for step in steps if step)


def roman(number: int) -> str:
    """``3`` as ``III``; "" for 0."""
    made = ""
    for value, letters in _ROMAN:
        while number >= value:
            made, number = made + letters, number - value
    return made


def unready(head: Head, parts: Sequence[Part]) -> list[str]:
    """Why it cannot be issued yet, in sentences; empty when it can."""
    found = []
    for value, sentence in (
        (head.subject, _("Chưa ghi trích yếu.")),
        (head.symbol, _("Chưa ghi ký hiệu.")),
        (head.place, _("Chưa ghi địa danh.")),
        (head.title, _("Chưa ghi chức vụ người ký.")),
        (head.signer, _("Chưa ghi họ tên người ký.")),
    ):
        if not squeeze(value):
            found.append(sentence)
    if not any(squeeze(part.text) or part.content for part in parts):
        found.append(_("Văn bản chưa có nội dung."))
    if gaps(head, parts):
        found.append(_("Còn chỗ trống trong ngoặc vuông […] chưa điền."))
    for part in parts:
        if part.kind is PartKind.TASK and (part.content is None or any(d.stops for d in doubts(part.content))):
            found.append(_("Có nhiệm vụ chưa rõ việc hoặc chưa có cơ quan chủ trì."))
            break
    return found


def gaps(head: Head, parts: Sequence[Part]) -> list[str]:
    """The gaps of the template still open."""
    texts = [head.subject, head.authority, *head.grounds, *head.addressees, *head.recipients]
    texts += [part.content.text if part.content else part.text for part in parts]
    return [gap for text in texts for gap in _GAP.findall(text)]


def moved(parts: Sequence[Part], part_id: str, step: int) -> list[Part]:
    """The parts with one of them moved up (-1) or down (1)."""
    found = list(parts)
    at = next((n for n, part in enumerate(found) if part.id == part_id), None)
    to = None if at is None else at + step
    if at is not None and to is not None and 0 <= to < len(found):
        found.insert(to, found.pop(at))
    return found


def put(parts: Sequence[Part], part: Part, after: str = "") -> list[Part]:
    """With a part: in its place when it is there already, else after another, else at the end."""
    found = list(parts)
    for n, known in enumerate(found):
        if known.id == part.id:
            found[n] = part
            return found
    at = next((n for n, known in enumerate(found) if known.id == after), None)
    found.insert(len(found) if at is None else at + 1, part)
    return found


@dataclass(frozen=True, slots=True)
class Template:
    """What a document of a kind begins with."""

    symbol: str
    head: Head
    parts: tuple[tuple[PartKind, str], ...]


def template(kind: str, *, issuer: str, unit: str, org: str) -> Template:
    """The template of a kind for a body: ``org`` its letters in symbols ("UBND", "BCĐ")."""
    plain = _templates()[kind]
    words = {"issuer": issuer, "unit": unit, "org": org, "field": "YT"}
    head = head_of(plain.get("head", {}))
    return Template(
        symbol=plain["symbol"].format(**words),
        head=replace(head, authority=head.authority.format(**words)),
        parts=tuple((PartKind(part["kind"]), part["text"].format(**words)) for part in plain["parts"]),
    )


@lru_cache(maxsize=1)
def _templates() -> dict[str, Any]:
    text = files("vungxanh.rooms.directives").joinpath("data/own.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def signing_title(title: str) -> str:
    """ "Chủ tịch UBND xã" signs for the committee as "Chủ tịch"."""
    return _OF_BODY.sub("", squeeze(title))


def org_letters(name: str, short_name: str = "") -> str:
    """The letters of a body in symbols: UBND, HĐND, BCĐ, TTCH, TTYT; else the capitals of its first words."""
    plain = fold(name)
    known = (
        ("uy ban nhan dan", "UBND"), ("hoi dong nhan dan", "HĐND"), ("ban chi dao", "BCĐ"), ("trung tam chi huy", "TTCH"),
        ("trung tam y te", "TTYT"), ("tram y te", "TYT"), ("cong an", "CA"), ("ban chi huy quan su", "BCHQS"),
    )  # fmt: skip
    for start, letters in known:
        if plain.startswith(start):
            return letters
    first = (short_name or name).split(" ")
    return "".join(word[0].upper() for word in first[:4] if word[:1].isalpha()) or "VP"


def before_closing(parts: Sequence[Part]) -> str:
    """The id behind which something new goes when nobody says where: before the closing words, else "" for the end."""
    last = parts[-1] if len(parts) > 1 else None
    closes = last is not None and last.kind is PartKind.TEXT and _CLOSING.match(fold(last.text))
    return parts[-2].id if closes else ""
