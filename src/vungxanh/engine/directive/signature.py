"""The foot of a document: who signed and how, recipients; and the addressees above the body."""

import re

from vungxanh.engine.directive.citations import short
from vungxanh.engine.directive.clean import flat
from vungxanh.engine.directive.marks import mark
from vungxanh.engine.directive.names import person, sentence_case
from vungxanh.engine.directive.zones import Zones

_CAPACITY = re.compile(r"[*_ ]*(?:tm|kt|tl|t/l|t/m|k/t|tuq|q)\s?(?:\.|\s|/)\s?\S")
_TITLE = re.compile(
    r"[*_ ]*(?:quyen |pho |q\. ?)?(?:chu tich|bi thu|giam doc|tong giam doc|cuc truong|chi cuc truong|hieu truong|bo truong|thu tuong|ch[aạ]nh |truong |vien truong|"
    r"chi huy truong|chi huy pho|to truong|thu truong|tong bien tap|pho truong|uy vien|chanh)"
)
_STEERS = re.compile(r"[*_ ]*(?:pho )?truong ban\b")
_GAPS = re.compile(r"\s{3,}|\t+|\s\|\s")
_NOI = re.compile(r"[*_ ]*n[o0]i nhan\b\s*[*_]*\s*:?\s*[*_]*")


def signer(text: str, cut: Zones) -> tuple[str | None, str | None, str | None]:
    """(name, title, capacity): ("Lê Văn A", "Phó Chủ tịch", "KT. Chủ tịch")."""
    capacity = title = name = None
    held = False
    for piece in _pieces(text, cut):
        words = flat(piece)
        capitals = _upper(piece)
        if capitals and _CAPACITY.match(words):
            capacity, title, name = sentence_case(piece, brief=False), title if name is None else None, None
            held = False
        elif capitals and _TITLE.match(words):
            if held and name is None:  # "TRƯỞNG BAN" and under it his other office, "CHỦ TỊCH UBND HUYỆN"
                continue
            title, name = sentence_case(piece, brief=False), None
            held = _STEERS.match(words) is not None
        elif (found := person(piece)) is not None and name is None and (title or capacity):
            name = found
    if name is None:
        names = [p for p in map(person, _pieces(text, cut)) if p]
        name = names[-1] if names else None
    if title is None and capacity and (m := re.match(r"\S+\s+(.*)", capacity)) and _TITLE.match(flat(m[1])):
        title = m[1]
    return name, title, capacity


def _pieces(text: str, cut: Zones) -> list[str]:
    found: list[str] = []
    for line in cut.lines[cut.tail : cut.annex][:80]:
        words = text[line.start : line.end]
        found += [p.strip(" *_|") for p in _GAPS.split(words) if p.strip(" *_|")]
    return found


def _upper(words: str) -> bool:
    letters = [c for c in words if c.isalpha()]
    return len(letters) >= 2 and sum(c.isupper() for c in letters) >= 0.7 * len(letters)


def recipients(text: str, cut: Zones) -> tuple[str, ...]:
    """The lines under "Nơi nhận", without bullets, final marks and emphasis."""
    found: list[str] = []
    inside = False
    for line in cut.lines[cut.tail : cut.annex]:
        words = _GAPS.split(text[line.start : line.end])[0]
        head = _NOI.match(flat(words))
        if head:
            inside = True
            words = words[head.end() :]
        if not inside or not words.strip(" *_"):
            continue
        m = mark(words, 0, len(words))
        bulleted = m is not None and m.kind in ("bullet", "star")
        own = words[m.end :] if m is not None and bulleted else words
        if not bulleted and not head and (_upper(own) or person(own) or own.rstrip(" *_").endswith(":")):
            if found and (_upper(own) or person(own)):
                break
            continue
        if not bulleted and not head and not re.search(r"[;,.]\s*$", own):
            continue
        found.append(_plain(own))
    return tuple(x for x in found if x)


def _plain(words: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[*_]+", "", words)).strip().rstrip(" ;,.")


def addressees(text: str, cut: Zones) -> tuple[str, ...]:
    """Bodies after "Kính gửi", one each."""
    found: list[str] = []
    begin = cut.gui if cut.gui >= 0 else cut.title_end
    for line in cut.lines[begin : cut.body]:
        words = text[line.start : line.end]
        if line is cut.lines[begin]:
            words = words.partition(":")[2]
        m = mark(words, 0, len(words)) if words.strip() else None
        if m is not None and m.kind in ("bullet", "star"):
            found.append(words[m.end :])
        elif words.strip(" *_"):
            if found and not found[-1].rstrip().endswith((";", ".")):
                found[-1] += " " + words
            else:
                found += [w for w in words.split(";") if w.strip()]
    return tuple(short(_plain(x)) for x in found if _plain(x))
