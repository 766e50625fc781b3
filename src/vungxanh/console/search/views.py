"""The page of what was found, and the lines offered while one types."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from vungxanh.common.web.private_text import open_sealed, seal
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.console.search.finding import find, shortened


def _typed(request: ActorRequest) -> str:
    return request.POST.get("q", "").strip()[:100]


@page(needs=None)
@never_cache
@sensitive_post_parameters("q")
def index(request: ActorRequest) -> HttpResponse:
    """Words are posted and travel on sealed: what is searched is often somebody's name or number."""
    if request.method == "POST":
        text = _typed(request)
        here = reverse("console:search")
        return redirect(f"{here}?{urlencode({'q': seal(text)})}" if text else here)
    sealed = request.GET.get("q", "")
    opened = open_sealed(sealed) if sealed else ""
    words = opened or ""
    context = {"search_text": words, "expired": opened is None, "groups": find(request.actor, words)}
    return render(request, "console/search.html", context)


@page(needs=None)
@never_cache
@require_POST
@sensitive_post_parameters("q")
def suggest(request: ActorRequest) -> HttpResponse:
    """The first hits of each kind as lines of the box; the words come by POST only."""
    groups = shortened(find(request.actor, _typed(request)))
    return render(request, "console/search_options.html", {"groups": groups})
