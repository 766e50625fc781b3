"""Generic groups of a document ("UBND các xã, thị trấn", "các phòng, ban") resolved to members within an area. Pure."""

import re
from collections.abc import Iterable
from dataclasses import replace

from vungxanh.kernel.text import fold
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.agencies.rules.directory import Body, Directory, Place, level_of
from vungxanh.rooms.agencies.rules.matching import Match, Reason, match_one, untitled
from vungxanh.rooms.agencies.rules.naming import Words, words

UNITS = ("thi tran", "dac khu", "xa", "phuong")
EVERY = re.compile(r"\b(?:cac|tat ca|toan bo|tung|moi|(?<![\w-])\d+)\b")
_UNIT = "|".join(UNITS)
_LIST = re.compile(
    r"\s*(?:(?:tat ca|toan bo|tung|moi)\s+)?(?:cac\s+|\d+\s+)?"
    rf"((?:{_UNIT})(?:(?:\s*[,;/]\s*|\s+va\s+|\s*-\s*)(?:{_UNIT}))*)\b"
)
_EXCEPT = re.compile(r"\(?\s*\b(?:tru|khong gom|ngoai tru)\b")
_VAGUE = {"lien quan", "co lien quan", "huu quan"}
_OFFICES = {
    ("phong", "ban"): ("department",), ("phong", "ban", "nganh"): ("department",), ("phong",): ("department",),
    ("ban", "nganh"): ("department",), ("so", "ban", "nganh"): ("department",),
    ("doan", "the"): ("front",), ("hoi", "doan", "the"): ("front",), ("ban", "nganh", "doan", "the"): ("department", "front"),
    ("phong", "ban", "nganh", "doan", "the"): ("department", "front"),
    ("co", "quan", "don", "vi"): (), ("co", "quan"): (), ("don", "vi"): (), ("phong", "ban", "don", "vi"): (),
    ("co", "quan", "ban", "nganh"): (), ("co", "quan", "phong", "ban"): (),
}  # fmt: skip
"""Generic words and the kinds they mean at the level of the area; () is every body there."""


def match(directory: Directory, name: str) -> Match:
    """What a name means: a group when it speaks of several, otherwise one body."""
    plain = fold(name.replace("&", " va "))
    whole, _sep, left_out = _split_except(plain)
    listed = _LIST.search(whole)
    if listed is not None and _speaks_of_many(whole, listed):
        return _of_communes(directory, name, whole, listed, left_out)
    if EVERY.match(whole):
        return _of_offices(directory, name, whole)
    if re.match(rf"(?:{_UNIT})\s", whole):  # "xã Phú Văn": its committee
        return replace(match_one(directory, f"UBND {name}"), name=name)
    return match_one(directory, name)


def _split_except(plain: str) -> tuple[str, str, str]:
    found = _EXCEPT.search(plain)
    return (plain[: found.start()], "-", plain[found.end() :]) if found else (plain, "", "")


def _speaks_of_many(whole: str, listed: "re.Match[str]") -> bool:
    units = re.findall(_UNIT, listed[1])
    after = whole[listed.end() :].strip(" :,.")
    named_level = re.search(r"\bcap\s*$", whole[: listed.start()]) is not None and not after
    return EVERY.search(listed[0]) is not None or len(units) > 1 or named_level or _all_before(whole, listed)


def _all_before(whole: str, listed: "re.Match[str]") -> bool:
    """ "các Trạm Y tế xã"."""
    return EVERY.match(whole) is not None and not whole[listed.end() :].strip(" .,")


def _of_communes(directory: Directory, name: str, whole: str, listed: "re.Match[str]", left_out: str) -> Match:
    head = words(EVERY.sub(" ", whole[: listed.start()])) or words("UBND")
    units = [] if re.search(r"\bcap\s*$", whole[: listed.start()]) else re.findall(_UNIT, listed[1])
    named = _named(directory, whole[listed.end() :])
    wanted = named or directory.communes(units)
    out = {place.path for place in _named(directory, left_out)}
    wanted = [place for place in wanted if place.path not in out]
    found, missing = _members(directory, head, wanted)
    if not found:
        found, missing = _members(directory, untitled(head), wanted)
    if not found:
        found, missing = _joined(directory, whole[: listed.start()], wanted)
    if not found:
        reason = Reason(_("Danh bạ chưa có cơ quan này ở xã nào; lập trong “Cơ quan”."))
        return Match(
            name, is_group=True, reasons=(reason,), suggestions=match_one(directory, " ".join(head)).suggestions
        )
    reasons = [Reason(_("Gồm %(n)s cơ quan cấp xã."), {"n": str(len(found))})]
    others = [] if named else [p for p in directory.communes() if p not in wanted and p.path not in out]
    if others:
        reasons.append(Reason(_("Không gồm: %(names)s."), {"names": _names(others)}))
    if missing:
        reasons.append(Reason(_("Chưa có trong danh bạ: của %(names)s."), {"names": _names(missing)}))
    sureness = 95.0 if not missing else 76.0
    return Match(name, tuple(body.id for body in found), True, sureness, tuple(reasons))


def _members(directory: Directory, head: Words, wanted: Iterable[Place]) -> tuple[list[Body], list[Place]]:
    by_area: dict[str, Body] = {}
    for body, own, _full in directory.spelled:
        if own.base == head:
            by_area.setdefault(body.area_path, body)
    found, missing = [], []
    for place in wanted:
        if place.path in by_area:
            found.append(by_area[place.path])
        else:
            missing.append(place)
    return found, missing


def _joined(directory: Directory, said: str, wanted: list[Place]) -> tuple[list[Body], list[Place]]:
    """ "Cấp ủy, chính quyền các xã": both of every commune; nobody unless each word is known."""
    heads = [words(EVERY.sub(" ", part)) for part in re.split(r"[,;]|\bva\b", said) if part.strip()]
    parts = [_members(directory, untitled(head), wanted) for head in heads]
    if len(parts) < 2 or not all(found for found, _missing in parts):
        return [], wanted
    bodies = {body.id: body for found, _missing in parts for body in found}
    return list(bodies.values()), [p for p in wanted if any(p in missing for _found, missing in parts)]


def _named(directory: Directory, text: str) -> list[Place]:
    """Communes named after the group word: "UBND các xã Đak Ơ, Phú Nghĩa"."""
    communes = {" ".join(place.key): place for place in directory.communes()}
    parts = [re.sub(rf"^(?:cac\s+)?(?:{_UNIT})\s+", "", p.strip()) for p in re.split(r"[,;:()]|\bva\b", text)]
    return [communes[key] for key in (" ".join(words(part)) for part in parts) if key in communes]


def _of_offices(directory: Directory, name: str, whole: str) -> Match:
    said = words(EVERY.sub(" ", whole, count=1))
    vague = any(" ".join(said).endswith(tail) for tail in _VAGUE)
    core = _generic(said)
    if core is None:
        return _every_one(directory, name, said)
    kinds = _OFFICES[core]
    members = [b for b in directory.bodies if b.area_path == directory.here and (not kinds or b.kind in kinds)]
    if vague:
        reason = Reason(_("Nhóm không nêu tên (“liên quan”): người kiểm tra chọn."))
        return Match(name, is_group=True, reasons=(reason,))
    reason = Reason(_("Gồm %(n)s cơ quan của địa bàn này; xem lại trước khi giao."), {"n": str(len(members))})
    return Match(name, tuple(b.id for b in members), True, 60.0 if members else 0.0, (reason,))


def _generic(said: Words) -> Words | None:
    for core in sorted(_OFFICES, key=len, reverse=True):
        if said[: len(core)] == core:
            return core
    return None


def _every_one(directory: Directory, name: str, said: Words) -> Match:
    """ "Các Trạm Y tế", "các Đội …": every body of that name below here."""
    members = {
        body.id: body
        for body, own, _full in directory.spelled
        if own.base == said and body.area_path.startswith(directory.here) and level_of(body.area_path) == "commune"
    } or {body.id: body for body, own, _full in directory.spelled if own.base[: len(said)] == said and len(said) > 1}
    if not members:
        found = match_one(directory, " ".join(said))
        return Match(name, found.agency_ids, True, min(found.sureness, 70.0), found.reasons, found.suggestions)
    reason = Reason(_("Gồm %(n)s cơ quan cùng loại."), {"n": str(len(members))})
    return Match(name, tuple(members), True, 80.0, (reason,))


def _names(places: Iterable[Place]) -> str:
    return ", ".join(sorted(place.full_name for place in places))
