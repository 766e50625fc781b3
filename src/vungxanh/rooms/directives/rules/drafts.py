"""A task found in a document, until a person accepts it: bodies, deadline, targets, and what is still unclear."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from vungxanh.kernel.text import bound
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.directives.rules.rhythms import rhythm

ROLES = ("lead", "with", "report_to")
ROLE_NAMES = {"lead": _("Chủ trì"), "with": _("Phối hợp"), "report_to": _("Báo cáo về")}
DUE_NAMES = {
    "none": _("Không nêu thời hạn"),
    "by": _("Trước hoặc đúng ngày"),
    "during": _("Trong khoảng"),
    "within": _("Trong một thời gian kể từ khi có việc"),
    "recurring": _("Định kỳ"),
    "ongoing": _("Thường xuyên"),
}


@dataclass(frozen=True, slots=True)
class Body:
    """A body as the document names it, the agencies of the directory it means, and those it may mean."""

    name: str
    ids: tuple[str, ...] = ()
    guess: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return {"name": self.name, "ids": list(self.ids), "guess": list(self.guess)}


def body_of(plain: Mapping[str, Any]) -> Body:
    """From JSON."""
    return Body(str(plain["name"]), tuple(plain.get("ids", ())), tuple(plain.get("guess", ())))


@dataclass(frozen=True, slots=True)
class Content:
    """All that a person may change of a draft. ``due``: the fields of ``engine.directive.Due`` that are not empty."""

    text: str
    lead: tuple[Body, ...] = ()
    with_: tuple[Body, ...] = ()
    report_to: tuple[Body, ...] = ()
    due: dict[str, Any] = field(default_factory=dict)
    targets: tuple[dict[str, Any], ...] = ()
    condition: dict[str, Any] = field(default_factory=dict)
    area_of_work: str = "command"


def together(first: Content, second: Content) -> Content:
    """Two tasks as one: bodies and targets of both; the first that has a deadline or condition gives it."""
    return Content(
        text=f"{first.text.rstrip()} {second.text.lstrip()}",
        lead=_both(first.lead, second.lead),
        with_=_both(first.with_, second.with_),
        report_to=_both(first.report_to, second.report_to),
        due=first.due if _stated(first.due) else second.due,
        targets=(*first.targets, *(t for t in second.targets if t not in first.targets)),
        condition=first.condition or second.condition,
        area_of_work=first.area_of_work,
    )


def _both(first: Sequence[Body], second: Sequence[Body]) -> tuple[Body, ...]:
    known = {body.name for body in first}
    return (*first, *(body for body in second if body.name not in known))


def _stated(due: Mapping[str, Any]) -> bool:
    return str(due.get("kind", "none")) != "none"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something unclear: ``stops`` says that the task cannot be given to anybody like this."""

    words: str
    stops: bool = False


def doubts(content: Content) -> list[Doubt]:
    """What keeps a task from being clear in content, responsibility, time; the worst first."""
    found = []
    if len(content.text.strip()) < 5:
        found.append(Doubt(_("Chưa rõ việc: chưa có nội dung."), True))
    if not any(body.ids for body in content.lead):
        words = _("Chưa rõ người: chưa có cơ quan chủ trì trong danh bạ.")
        found.append(Doubt(words, True))
    elif any(not body.ids for body in content.lead):
        found.append(Doubt(_("Có cơ quan chủ trì chưa tìm thấy trong danh bạ.")))
    if not _stated(content.due):
        found.append(Doubt(_("Chưa rõ thời gian: văn bản không nêu thời hạn.")))
    return found


def target_words(target: Mapping[str, Any]) -> str:
    """A target as an office writes it: ``từ 1.500 giường trở lên``."""
    return bound(str(target.get("op")), float(target.get("value", 0)), str(target.get("unit", "")))


def condition_words(condition: Mapping[str, Any]) -> str:
    """When a task holds, in words: the scenario and the document's own condition."""
    when = str(condition.get("when") or "").replace("active_cases", "số ca đang điều trị")
    also = str(condition.get("also") or "")
    scenario = f"kịch bản {condition['scenario']}" if condition.get("scenario") else ""
    return " · ".join(part for part in (scenario, when, also) if part)


def due_words(due: Mapping[str, Any]) -> str:
    """A deadline in a few Vietnamese words; "" when none is stated. Fixed words of the documents, not translated."""
    kind = due.get("kind", "none")
    until, since = _day(due.get("date")), _day(due.get("start"))
    hour = f"{due['time']} " if due.get("time") else ""
    if kind == "by":
        return f"{hour}{until}" if until else ""
    if kind == "during" and since == until:
        return f"trong ngày {until}"
    if kind == "during":
        return f"{since} – {hour}{until}" if since and until else f"{hour}{until or since}"
    if kind == "within":
        return _span(due)
    if kind == "recurring":
        return f"{hour}{rhythm(due.get('rule') or '')}"
    return "thường xuyên" if kind == "ongoing" else ""


def _span(due: Mapping[str, Any]) -> str:
    for unit, word in (("hours", "giờ"), ("days", "ngày")):
        if due.get(unit) is not None:
            return f"trong {due[unit]:g} {word}"
    return ""


def _day(text: str | None) -> str:
    if not text:
        return ""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day}/{day.month}/{day.year}"
