"""Fields several forms share: a place, a laboratory."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import ActionForm, Autocomplete
from vungxanh.kernel.actor import NOBODY, Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.laboratory import queries
from vungxanh.rooms.places import queries as places


def area_name(path: str) -> str | None:
    """The name of an area; None when there is none."""
    name = places.display_name(by=NOBODY, path=path) if path.endswith("/") else path
    return None if name == path else name


def laboratories(by: Actor) -> list[tuple[str, str]]:
    """Active laboratories as choices."""
    rows = queries.visible_laboratories(by).filter(active=True).order_by("name")
    return [(str(one.pk), one.name) for one in rows]


class PlacedForm(ActionForm):
    """A form about a place the writer works in."""

    area_path = forms.CharField(label=_("Địa bàn"), max_length=40)

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        label = lambda path: area_name(path) or ""  # noqa: E731
        hint = {"placeholder": _("gõ tên xã, huyện")}
        self.fields["area_path"].widget = Autocomplete("places:suggest", label_of=label, sensitive=False, attrs=hint)
        own = by.areas(Permission.SAMPLE_RECORD)
        if own and own[0]:
            self.fields["area_path"].initial = own[0]
        if "laboratory" in self.fields:
            field = self.fields["laboratory"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [*([] if field.required else [("", _("chưa chọn"))]), *laboratories(by)]

    def clean_area_path(self) -> str:
        """An area there is."""
        path = str(self.cleaned_data["area_path"])
        if area_name(path) is None:
            raise forms.ValidationError(_("Chọn một địa bàn trong danh sách gợi ý."))
        return path

    def uuid(self, name: str) -> UUID | None:
        """A chosen row."""
        value = self.cleaned_data.get(name)
        return UUID(str(value)) if value else None
