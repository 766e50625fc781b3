"""A request of somebody."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django_htmx.middleware import HtmxDetails

from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYourRole
from vungxanh.kernel.text import gettext_noop as _


class ActorRequest(HttpRequest):
    """What views get: ``actor`` is set by the agencies middleware, ``htmx`` by django-htmx."""

    actor: Actor
    htmx: HtmxDetails


View = Callable[..., HttpResponseBase]


def _log_in(request: ActorRequest) -> HttpResponseBase:
    """To the log-in page; a part that refreshes itself takes its whole page there, not the form into its middle."""
    htmx = getattr(request, "htmx", None)
    if not htmx:
        return redirect_to_login(request.get_full_path())
    page_url = redirect_to_login(htmx.current_url_abs_path or "/").url
    return HttpResponse(status=204, headers={"HX-Redirect": page_url})


def page(*, needs: Permission | None, public: bool = False) -> Callable[[View], View]:
    """Mark a view: log-in required, and the right ``needs`` held somewhere (None: any logged-in user).

    ``public``: open to nobody too (log-in, health check). The stranger test reads these marks from every URL.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not public:
                if request.actor.id is None:
                    return _log_in(request)
                if needs is not None and not request.actor.may(needs):
                    raise NotYourRole(_("Trang này là việc của vai trò khác, tài khoản của bạn không có quyền mở."))
            return view(request, *args, **kwargs)

        guarded.needs, guarded.public = needs, public  # type: ignore[attr-defined]
        return guarded

    return wrap
