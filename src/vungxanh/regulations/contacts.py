"""Is this a close contact? Unknown circumstances count toward being one; the reason says so."""

from dataclasses import dataclass

from vungxanh.regulations.facts import shown
from vungxanh.regulations.values import ContactDefinition


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """How two people met. None means nobody knows."""

    distance_m: float | None = None
    minutes: float | None = None
    masked: bool | None = None
    same_household: bool = False
    physical: bool = False
    care_without_ppe: bool = False
    closed_space: bool | None = None


@dataclass(frozen=True, slots=True)
class ContactJudgement:
    """Whether it is a close contact, the reason in Vietnamese, and which circumstances were not known."""

    close: bool
    reason: str
    unknown: tuple[str, ...] = ()


def is_close_contact(c: Circumstances, definition: ContactDefinition) -> ContactJudgement:
    """Judge ``c`` by ``definition``; anything unknown is taken as the worse case."""
    certain = without_measure(c, definition)
    if certain:
        return ContactJudgement(True, certain)
    return by_measure(c, definition)


def without_measure(c: Circumstances, d: ContactDefinition) -> str:
    """The reason that needs no distance or time, or ""."""
    if d.same_household and c.same_household:
        return "ở cùng nhà"
    if d.physical_contact and c.physical:
        return "tiếp xúc trực tiếp cơ thể"
    if d.care_without_ppe and c.care_without_ppe:
        return "chăm sóc, khám mà không đủ phòng hộ"
    return ""


def by_measure(c: Circumstances, d: ContactDefinition) -> ContactJudgement:
    """By distance or closed space, then by time and mask."""
    unknown: list[str] = []
    where = nearness(c, d, unknown)
    if not where:
        return ContactJudgement(False, f"xa hơn {shown(d.distance_m)} m và không cùng không gian kín")
    needed = d.minutes_with_mask if c.masked else d.minutes_without_mask
    mask = "có đeo khẩu trang" if c.masked else "không đeo khẩu trang"
    if c.masked is None:
        needed, mask = min(d.minutes_with_mask, d.minutes_without_mask), ""
        if d.minutes_with_mask != d.minutes_without_mask:
            unknown.append("khẩu trang")
    if c.minutes is not None and c.minutes < needed:
        words = join(where, mask, f"{shown(c.minutes)} phút, chưa đủ {shown(needed)} phút")
        return ContactJudgement(False, words, tuple(unknown))
    if c.minutes is None and needed > 0:
        unknown.append("thời gian")
    time = f"từ {shown(needed)} phút" if needed else ""
    doubt = f"; chưa rõ {', '.join(unknown)} nên tính là tiếp xúc gần" if unknown else ""
    return ContactJudgement(True, join(where, mask, time) + doubt, tuple(unknown))


def join(*parts: str) -> str:
    """The parts that are not empty, with commas."""
    return ", ".join(p for p in parts if p)


def nearness(c: Circumstances, d: ContactDefinition, unknown: list[str]) -> str:
    """How they were near each other, or "" when they were not; notes what is unknown."""
    if c.distance_m is not None and c.distance_m <= d.distance_m:
        return f"trong vòng {shown(d.distance_m)} m"
    if d.closed_space and c.closed_space:
        return "cùng không gian hẹp, kín"
    if c.distance_m is None:
        unknown.append("khoảng cách")
        return f"có thể trong vòng {shown(d.distance_m)} m"
    if d.closed_space and c.closed_space is None:
        unknown.append("không gian kín")
        return "có thể cùng không gian hẹp, kín"
    return ""
