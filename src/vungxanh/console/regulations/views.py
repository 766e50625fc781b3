"""The page of regulations."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vungxanh.common import centre
from vungxanh.common.web.forms import Autocomplete, DayField
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.console.regulations.sections import sections
from vungxanh.kernel.actor import NOBODY
from vungxanh.kernel.permission import Permission
from vungxanh.regulations.api import SUBJECT_NAMES, load_diseases
from vungxanh.rooms.places import queries as places


def _area_name(path: str) -> str:
    return places.display_name(by=NOBODY, path=path)


class QuestionForm(forms.Form):
    """For which disease, on which day, where."""

    use_required_attribute = False
    disease = forms.ChoiceField(label=_("Bệnh"), choices=lambda: [(d.code, d.name_vi) for d in load_diseases()])
    on = DayField(label=_("Ngày"))
    area = forms.CharField(
        label=_("Địa bàn"), required=False, widget=Autocomplete("places:suggest", label_of=_area_name, sensitive=False)
    )
    subject = forms.ChoiceField(
        label=_("Về việc"), required=False,
        choices=lambda: [("", _("Mọi việc")), *((s.value, name) for s, name in SUBJECT_NAMES.items())],
    )  # fmt: skip

    def clean_area(self) -> str:
        """A path of a unit that exists, or nothing."""
        path = str(self.cleaned_data["area"])
        if path and _area_name(path) == path:
            raise forms.ValidationError(_("Chọn địa bàn trong danh sách gợi ý."))
        return path


@page(needs=Permission.REGULATION_SEE)
def index(request: ActorRequest) -> HttpResponse:
    """What is in force: by default today, for COVID-19, in the reader's own area."""
    own = next((scope.area for scope in request.actor.scopes if scope.area), "")
    start: dict[str, Any] = {"disease": "covid19", "on": timezone.localdate(centre.now()), "area": own, "subject": ""}
    asked = request.GET if "disease" in request.GET else None
    form = QuestionForm(asked, initial=start)
    given = start if asked is None else form.cleaned_data if form.is_valid() else None
    context: dict[str, Any] = {"form": form}
    if given is not None:
        area = _area_name(given["area"]) if given["area"] else ""
        name = next(d.name_vi for d in load_diseases() if d.code == given["disease"])
        found = sections(given["disease"], given["on"], given["area"], given["subject"])
        context |= {"sections": found, "on": given["on"], "area": area, "disease": name}
    return render(request, "console/regulations/index.html", context, status=422 if asked and form.errors else 200)
