"""A small form behind a button: a dialog for htmx, a page of its own without; and where to go when it is done."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render


def asked(
    request: HttpRequest,
    form: Any,
    *,
    label: str,
    back: str,
    text: str = "",
    crumbs: Sequence[tuple[str, str]] = (),
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The form, with its errors when it was sent. ``crumbs``: (address, words) of the pages above."""
    context = {"form": form, "label": label, "back": back, "text": text, "crumbs": crumbs, **(more or {})}
    template = "parts/act_part.html" if getattr(request, "htmx", False) else "parts/act.html"
    return render(request, template, context, status=422 if form.errors else 200)


def carried(
    request: HttpRequest,
    form: Any,
    run: Callable[[], Any],
    *,
    back: str,
    said: str,
    to: Callable[[Any], str] | None = None,
    **shown: Any,
) -> HttpResponse:
    """Run what a valid form asks for, say so and go ``back`` (or ``to`` what was made); else the form, with its refusal."""
    if request.method == "POST" and form.is_valid():
        made = None
        with form.refusals():
            made = run()
        if form.is_valid():
            messages.success(request, said)
            return done(request, to(made) if to else back)
    return asked(request, form, back=back, **shown)


def done(request: HttpRequest, url: str) -> HttpResponse:
    """Go to a page; htmx is told to."""
    if getattr(request, "htmx", False):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)


def picked(given: Iterable[str], most: int = 1000) -> list[UUID]:
    """The rows chosen in a list (``request.POST.getlist("pick")``), each once; what is no id is left out."""
    found = []
    for text in given:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return list(dict.fromkeys(found))[:most]
