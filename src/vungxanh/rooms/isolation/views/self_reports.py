"""The page on which somebody tells himself how he is; the address of it for those who hand it out."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web import outside
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import system
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.isolation import actions, forms, queries

CHECK = Permission.ISOLATION_CHECK
HIMSELF = system("người cách ly tự khai")


@page(needs=None, public=True)
@require_http_methods(["GET", "POST"])
def tell(request: ActorRequest, secret: str) -> HttpResponse:
    """Temperature and symptoms of the open round, from whoever holds the address."""
    now = centre.now()
    link = queries.link_of_secret(secret, at=now)
    if link is None:
        return outside.closed(request)
    decision = link.decision
    form = forms.SelfReportForm(request.POST or None)
    context = {
        "round": queries.now_round(now, decision.area_path), "done": queries.told_this_round(decision, now),
        "who": outside.initials(decision.person.full_name), "until": max(decision.until_on, decision.monitoring_until),
    }  # fmt: skip

    def write() -> dict[str, object]:
        data = form.cleaned_data
        ill = actions.report_self.once(
            str(form.key), by=HIMSELF, at=now, link_id=link.pk, temperature=data["temperature"], symptoms=data["symptoms"],
            note_text=data["note"], well=data["quick"] == "well",
        )  # fmt: skip
        return {"ill": ill, "at": now}

    return outside.told(request, "isolation/tell.html", link=link, form=form, write=write, context=context)


@page(needs=CHECK)
@require_POST
def self_link(request: ActorRequest, isolation_id: UUID, name: str) -> HttpResponse:
    """Make the address of one person (``open``), or take it back (``revoke``)."""
    given: dict[str, Any] = {"by": request.actor, "at": centre.now()}
    return outside.pressed(
        request, name, back=reverse("isolation:one", args=[isolation_id]),
        make=lambda: actions.open_self_links(**given, isolation_ids=[isolation_id]),
        take_back=lambda: actions.revoke_self_link(**given, isolation_id=isolation_id),
    )  # fmt: skip


def address(request: ActorRequest, secret: str) -> str:
    """The whole address, as it is printed."""
    return outside.address(request, reverse("isolation:tell", args=[secret]))
