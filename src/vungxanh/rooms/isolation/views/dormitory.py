"""Of which model a dormitory is, chosen on the page of the site."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vungxanh.common import centre
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.isolation import actions


@page(needs=Permission.ISOLATION_DECIDE)
@require_POST
def dormitory(request: ActorRequest, site_id: UUID) -> HttpResponse:
    """Keep its people apart as this model asks for."""
    key = request.POST.get("_key", "") or str(new_id())
    given = {"model": request.POST.get("model", "")}
    try:
        actions.set_dormitory.once(f"{key}:dormitory", by=request.actor, at=centre.now(), site_id=site_id, **given)
        messages.success(request, _("Đã ghi mô hình: giường được đề xuất theo cách ly riêng của mô hình này."))
    except NotYours:
        raise
    except Refused as no:
        messages.error(request, no.told(_))
    return redirect("sites:one", site_id)
