"""Who works where, and what he may do today."""

from django.http import HttpRequest
from django.utils import timezone

from vungxanh.kernel.actor import NOBODY, Actor


def actor_of_request(request: HttpRequest) -> Actor:
    """The actor behind a request (the agencies helper completes this)."""
    return NOBODY
