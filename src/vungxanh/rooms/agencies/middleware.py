"""Puts the actor on the request, ends idle sessions, and sends those with a temporary password to change it."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from vungxanh.rooms.agencies import queries

SEEN, ENDED = "seen", "ended"
_MARK_EVERY = 300  # seconds; a session is written at most that often


class ActorMiddleware:
    """``request.actor``: the logged-in user with the scopes of today's memberships; NOBODY otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.idle = getattr(settings, "SESSION_IDLE_SECONDS", 3600)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        self._end_if_idle(request)
        request.actor = SimpleLazyObject(lambda: queries.actor_of_request(request))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Somebody with a temporary password gets no page but the one to change it."""
        if getattr(view, "public", False) or getattr(view, "with_temporary_password", False):
            return None
        if not getattr(request.user, "must_change_password", False):
            return None
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": reverse("agencies:password")})
        return redirect("agencies:password")

    def _end_if_idle(self, request: HttpRequest) -> None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return
        seen = request.session.get(SEEN)
        if seen is None:
            return
        now = int(time.time())
        if now - seen > self.idle:
            request.session.flush()
            request.session[ENDED] = "idle"
        elif now - seen > _MARK_EVERY:
            request.session[SEEN] = now
