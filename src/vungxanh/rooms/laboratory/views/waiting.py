"""What waits for somebody: result rows that fit no tube, people told a wrong result."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vungxanh.common import centre
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.text import mask_name
from vungxanh.rooms.laboratory import actions, queries, rules, words
from vungxanh.rooms.laboratory.views.shared import one_of, pressed

SHOWN = 100


@page(needs=Permission.SAMPLE_RECORD)
def unmatched(request: ActorRequest) -> HttpResponse:
    """Rows of lists without a tube: match each to a code, or drop it with a reason."""
    by = request.actor
    rows: list[Any] = list(queries.unmatched(by).filter(state="waiting").order_by("id")[:SHOWN])
    for row in rows:
        row.said = words.result_of(row.result)
        row.by_method = _(rules.METHOD_NAMES[rules.Method(row.method)])
        row.name = row.who if by.may(Permission.IDENTITY_OPEN, row.area_path) else mask_name(row.who) if row.who else ""
    done = queries.unmatched(by).exclude(state="waiting").order_by("-id")[:20]
    return render(
        request, "laboratory/unmatched.html", {"rows": rows, "total": queries.count_unmatched(by), "done": done}
    )


@page(needs=Permission.SAMPLE_RECORD)
@require_POST
def unmatched_press(request: ActorRequest, unmatched_id: UUID, name: str) -> HttpResponse:
    """``match`` to a code, ``drop`` with a reason."""
    one_of(name, "match", "drop")
    by, at, post = request.actor, centre.now(), request.POST

    def do(key: str) -> Any:
        if name == "match":
            return actions.match.once(
                f"{key}:match", by=by, at=at, unmatched_id=unmatched_id, code=post.get("code", "")
            )
        return actions.drop.once(f"{key}:drop", by=by, at=at, unmatched_id=unmatched_id, reason=post.get("reason", ""))

    done = _("Đã ghi kết quả vào ống.") if name == "match" else _("Đã bỏ dòng này.")
    return pressed(request, do, back=reverse("laboratory:unmatched"), done=done)


@page(needs=Permission.SAMPLE_SEE)
def again(request: ActorRequest) -> HttpResponse:
    """Everybody told a result that was corrected since, the longest ago first."""
    by = request.actor
    rows: list[Any] = list(queries.to_tell_again(by)[:SHOWN])
    for row in rows:
        row.before, row.now = words.result_of(row.test.result), words.result_of(row.test.replaced_by.result)
        row.tube = row.test.tube or (row.test.sample.tube if row.test.sample else None)
        row.may = by.may(Permission.SAMPLE_RECORD, row.area_path)
    return render(request, "laboratory/again.html", {"rows": rows})


@page(needs=Permission.SAMPLE_RECORD)
@require_POST
def again_press(request: ActorRequest, told_id: UUID) -> HttpResponse:
    """He knows now."""
    by = request.actor
    return pressed(
        request, lambda key: actions.tell_again.once(f"{key}:again", by=by, at=centre.now(), told_id=told_id),
        back=reverse("laboratory:again"), done=_("Đã ghi: đã báo lại kết quả đúng."),
    )  # fmt: skip
