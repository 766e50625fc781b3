"""Files that come in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import ActionForm, Autocomplete, FilesField, ManyFiles, MomentField
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.directives import rules
from vungxanh.rooms.directives.forms import choices
from vungxanh.rooms.places import queries as places

MOST_FILES = 20
ACCEPTED = ".pdf,.docx,.txt,.jpg,.jpeg,.png,.tif,.tiff"


class InRegister(ActionForm):
    """A form that says in whose register: asked only of those who keep several."""

    area_path = forms.CharField(
        label=_("Sổ của địa bàn"), max_length=40, help_text=_("Gõ tên, có dấu hay không dấu, rồi chọn trong danh sách.")
    )
    direction = forms.ChoiceField(label=_("Đến hay đi"))

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        own = [path for path in by.areas(Permission.DIRECTIVE_RECORD) if path]
        kwargs["initial"] = {"area_path": own[0] if own else "", "direction": "in"} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        field = self.fields["area_path"]
        field.widget = (
            forms.HiddenInput()
            if len(own) == 1 and len(by.areas(Permission.DIRECTIVE_RECORD)) == 1
            else Autocomplete(
                "places:suggest", label_of=lambda path: places.display_name(by=by, path=path), sensitive=False
            )
        )
        self.fields["direction"].choices = choices.of(rules.DIRECTION_NAMES)  # type: ignore[attr-defined]


class UploadForm(InRegister):
    """Files to register and read."""

    uploads = FilesField(
        label=_("Tệp văn bản"), required=False, widget=ManyFiles(attrs={"accept": ACCEPTED}),
        help_text=_("PDF, DOCX, TXT hoặc ảnh quét; chọn được nhiều tệp. Số, ngày, trích yếu, nhiệm vụ được đọc từ tệp."),
    )  # fmt: skip
    pasted = forms.CharField(
        label=_("Hoặc dán toàn văn"), required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    urgency = forms.ChoiceField(label=_("Độ khẩn"), required=False)
    received_at = MomentField(label=_("Lúc nhận"), required=False, help_text=_("Bỏ trống: bây giờ."))
    field_order = ("uploads", "pasted", "area_path", "direction", "urgency", "received_at")

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.fields["urgency"].choices = choices.of(rules.URGENCY_NAMES)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("uploads") and not (data.get("pasted") or "").strip():
            raise forms.ValidationError(_("Chọn ít nhất một tệp, hoặc dán toàn văn."))
        if len(data.get("uploads") or []) > MOST_FILES:
            raise forms.ValidationError(_("Mỗi lần gửi tối đa 20 tệp."))
        return data

    def sent(self) -> list[tuple[str, bytes]]:
        """(name, bytes) of everything sent."""
        found = [(one.name, one.read()) for one in self.cleaned_data["uploads"]]
        pasted = self.cleaned_data["pasted"]
        return found + ([("van-ban-dan.txt", pasted.encode())] if pasted.strip() else [])
