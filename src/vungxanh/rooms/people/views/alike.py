"""Who may be the person being typed, while he is typed."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from vungxanh.common import centre
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.people import queries, rules
from vungxanh.rooms.people.views.shown import shown_likely
from vungxanh.rooms.places import queries as places


@page(needs=Permission.PERSON_SEE)
@never_cache
@require_POST
def alike(request: ActorRequest) -> HttpResponse:
    """Lines below the fields of a form that records a person; what is not yet whole is taken as not known.

    ``for=case``: a line can be chosen as the field ``person`` of the form it stands in.
    """
    typed = request.POST
    birth = _whole(rules.read_birth, typed.get("birth") or typed.get("birth_year") or "", _today())
    facts = {
        "full_name": typed.get("full_name", "")[:120],
        "sex": typed.get("sex", ""),
        "birth_date": birth[0] if birth else None,
        "birth_year": birth[1] if birth else None,
        "phone": _whole(rules.normal_phone, typed.get("phone", "")[:30]) or "",
        "citizen_id": _whole(rules.check_citizen_id, typed.get("citizen_id", "")[:30]) or "",
        "area_path": typed.get("area_path", "")[:40],
        "household_id": typed.get("household_id", "")[:36].replace("-", ""),
    }
    found = queries.alike(request.actor, facts)
    names = places.display_names(by=request.actor, paths={one.person.area_path for one in found})
    lines = [shown_likely(request.actor, one, names[one.person.area_path]) for one in found]
    context = {"lines": lines, "choose": typed.get("for") == "case"}
    return render(request, "people/parts/alike.html", context)


def _whole(read: Callable[..., Any], *args: Any) -> Any:
    try:
        return read(*args)
    except Refused:
        return None


def _today() -> date:
    return timezone.localdate(centre.now())
