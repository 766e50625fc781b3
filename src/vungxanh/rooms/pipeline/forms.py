"""A limit that a centre sets itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.diseases import diseases
from vungxanh.common.web.forms import ActionForm
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.pipeline import words
from vungxanh.rooms.places import queries as places


class TargetForm(ActionForm):
    """Where, of which disease, which stage, how many hours, and why."""

    area_path = forms.ChoiceField(label=_("Địa bàn"))
    disease = forms.ChoiceField(label=_("Bệnh"), choices=diseases, initial="covid19")
    stage = forms.ChoiceField(label=_("Chặng"), choices=words.stages)
    hours = forms.FloatField(label=_("Số giờ"), localize=True, help_text=_("Từ 0,5 đến 720 giờ."))
    reason = forms.CharField(label=_("Lý do, căn cứ"), max_length=300, help_text=_("Ví dụ: Kế hoạch số 152."))

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = sorted(by.areas(Permission.TARGET_SET), key=len)
        names = places.display_names(by=by, paths=set(own))
        self.fields["area_path"].choices = [(path, names.get(path, path)) for path in own]  # type: ignore[attr-defined]
