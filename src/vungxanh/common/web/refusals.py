"""A refusal reaches the user as its sentence, whatever the view."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext

from vungxanh.kernel.refused import NotYourRole, NotYours, Refused


class RefusalMiddleware:
    """``NotYours`` is answered 404 like something that does not exist, any other ``Refused`` 422 with its sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django calls this when a view raised."""
        if not isinstance(exception, Refused):
            return None
        status = 404 if isinstance(exception, NotYours) else 422
        template = "shell/refused_part.html" if getattr(request, "htmx", False) else "shell/refused.html"
        told = {"sentence": exception.told(gettext), "status": status, "role": isinstance(exception, NotYourRole)}
        return render(request, template, told, status=status)
