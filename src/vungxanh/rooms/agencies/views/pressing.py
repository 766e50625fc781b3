"""What every small form of the directory does alike: act, say so, go back; or be shown again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from vungxanh.common.web.forms import ActionForm
from vungxanh.common.web.request import ActorRequest


def press(
    request: ActorRequest,
    form: ActionForm,
    do: Callable[[dict[str, Any]], Any],
    said: Callable[[Any], str],
    back: Callable[[Any], HttpResponse],
) -> HttpResponse | None:
    """``do`` with what the form holds, then ``said`` and ``back`` of what came of it. None: refused, or not filled."""
    if request.method != "POST" or not form.is_valid():
        return None
    with form.refusals():
        done = do({name: value for name, value in form.cleaned_data.items() if name != "_key"})
        messages.success(request, said(done))
        return back(done)
    return None
