"""The page on which a patient at home tells himself how he is; the address of it for those who hand it out."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web import outside
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import system
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.treatment import actions, forms, queries, rules

HIMSELF = system("người bệnh tự khai")


@page(needs=None, public=True)
@require_http_methods(["GET", "POST"])
def tell(request: ActorRequest, secret: str) -> HttpResponse:
    """SpO2, breaths, temperature, symptoms, danger signs of the open round, from whoever holds the address."""
    now = centre.now()
    link = queries.link_of_secret(secret, at=now)
    if link is None:
        return outside.closed(request)
    course = link.course
    care = rules.care(course.disease, timezone.localdate(now), course.area_path).value
    form = forms.TellForm(request.POST or None, signs=care.danger_signs)
    context = {
        "round": queries.now_round(now, rules.Place.HOME, course.area_path), "after": queries.watched(course, now),
        "done": queries.told_this_round(course, now), "until": course.monitoring_until,
        "who": outside.initials(course.case.person.full_name),
    }  # fmt: skip

    def write() -> dict[str, object]:
        row = actions.report_self.once(
            str(form.key),
            by=HIMSELF,
            at=now,
            link_id=link.pk,
            measure=form.measure(),
            note_text=form.cleaned_data["note"],
        )
        return {"alarm": bool(row.alarm), "at": now}

    return outside.told(request, "treatment/tell.html", link=link, form=form, write=write, context=context)


@page(needs=Permission.TREATMENT_ROUND)
@require_POST
def self_link(request: ActorRequest, course_id: UUID, name: str) -> HttpResponse:
    """Make the address of one patient (``open``), or take it back (``revoke``)."""
    given: dict[str, Any] = {"by": request.actor, "at": centre.now()}
    return outside.pressed(
        request, name, back=reverse("treatment:one", args=[course_id]),
        make=lambda: actions.open_self_links(**given, course_ids=[course_id]),
        take_back=lambda: actions.revoke_self_link(**given, course_id=course_id),
    )  # fmt: skip


def address(request: ActorRequest, secret: str) -> str:
    """The whole address, as it is printed."""
    return outside.address(request, reverse("treatment:tell", args=[secret]))
