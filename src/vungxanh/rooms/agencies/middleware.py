"""Puts the actor on the request."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import SimpleLazyObject

from vungxanh.rooms.agencies import queries


class ActorMiddleware:
    """``request.actor``: the logged-in user with the scopes of today's memberships; NOBODY otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = SimpleLazyObject(lambda: queries.actor_of_request(request))  # type: ignore[attr-defined]
        return self.get_response(request)
