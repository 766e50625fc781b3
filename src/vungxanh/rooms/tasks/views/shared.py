"""What several pages of the room say alike."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from vungxanh.common.web.parts import StatusKind
from vungxanh.common.web.request import ActorRequest
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.tasks import queries, rules
from vungxanh.rooms.tasks.rules import State, Timing

KINDS: dict[str, StatusKind] = {
    State.ASLEEP: "plain", State.OPEN: "plain", State.DOING: "active", State.REPORTED: "active", State.DONE: "done",
    State.CANCELLED: "off",
}  # fmt: skip
LATE = (Timing.LATE, Timing.ESCALATED, Timing.DONE_LATE)


def status_of(task: Any) -> tuple[str, StatusKind]:
    """A state in words, and how it is drawn."""
    return _(rules.STATE_NAMES[State(task.state)]), KINDS[task.state]


def timing_words(task: Any) -> tuple[str, bool]:
    """How a dressed task stands against its deadline, and whether that is bad; "" when nothing is to be said."""
    if task.timing is Timing.NONE:
        return "", False
    return _(rules.said(task.timing)), task.timing in LATE


def tell(tasks: Any) -> Any:
    """Attach the words of dressed tasks: ``status``, ``said``, ``bad``, ``field``."""
    for task in tasks:
        task.status, (task.said, task.bad) = status_of(task), timing_words(task)
        task.field = _(rules.AREAS_OF_WORK.get(task.area_of_work, ""))
    return tasks


def source_url(task: Any) -> str:
    """The passage in the document a task comes from; "" when this centre has no such page."""
    if task.source_document is None:
        return ""
    for name in ("directives:one", "directives:document"):
        try:
            mark = f"#p{task.source_start}" if task.source_start is not None else ""
            return reverse(name, args=[task.source_document]) + mark
        except NoReverseMatch:
            continue
    return ""


def own_agencies(by: Actor, *needs: Permission) -> list[tuple[str, str]]:
    """One's own agencies as choices."""
    found = queries.bodies(queries.mine(by, *needs))
    return sorted(((str(pk), body.name) for pk, body in found.items()), key=lambda x: x[1])


def areas_of(by: Actor, needs: Permission) -> list[tuple[str, str]]:
    """The areas in which one holds a right, as choices; everywhere is no area to order in."""
    return [(path, queries.area_name(by, path)) for path in by.areas(needs) if path]


def home(request: ActorRequest, url: str) -> HttpResponse:
    """Back to a page, or to Today or the board when the button was pressed there; htmx is told to go there."""
    if not request.htmx:
        return redirect(url)
    here = request.htmx.current_url_abs_path or ""
    if here.partition("?")[0] in ("/", reverse("tasks:board")):
        url = here
    return HttpResponse(status=204, headers={"HX-Redirect": url})


def uuid_of(text: str) -> UUID | None:
    """A key out of an address; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None
