"""The form of a venue."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import ActionForm, Autocomplete
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.venues.rules import Description
from vungxanh.rooms.venues.words import KINDS


class VenueForm(ActionForm):
    """A place where people meet."""

    name = forms.CharField(
        label=_("Tên"), max_length=160, help_text=_("Tên người ta gọi: “Chợ Đak Ơ”, “Trạm Y tế xã Phú Văn”.")
    )
    kind = forms.ChoiceField(label=_("Loại"), choices=[("", _("Chọn loại")), *KINDS.items()])
    area_path = forms.CharField(
        label=_("Địa bàn"), max_length=40, help_text=_("Gõ tên xã, có dấu hay không dấu, rồi chọn trong danh sách.")
    )
    address = forms.CharField(label=_("Địa chỉ"), max_length=200, required=False, help_text=_("Thôn, đường, số nhà."))
    lat = forms.FloatField(label=_("Vĩ độ"), required=False, localize=False)
    lng = forms.FloatField(label=_("Kinh độ"), required=False, localize=False)
    capacity = forms.IntegerField(label=_("Sức chứa (người)"), required=False, min_value=1)
    anyway = forms.BooleanField(
        label=_("Vẫn ghi dù đã có địa điểm cùng tên"), required=False, widget=forms.HiddenInput, initial=False
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area_path"].widget = Autocomplete(
            "places:suggest", label_of=lambda path: places.display_name(by=by, path=path), sensitive=False
        )

    def described(self) -> Description:
        """What was typed."""
        data = self.cleaned_data
        return Description(
            name=data["name"], kind=data["kind"], area_path=data["area_path"], address=data["address"],
            lat=data["lat"], lng=data["lng"], capacity=data["capacity"],
        )  # fmt: skip

    def offer_anyway(self) -> None:
        """After a refusal for a namesake: let him insist."""
        self.fields["anyway"].widget = forms.CheckboxInput()
