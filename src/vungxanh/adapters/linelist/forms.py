"""Forms of importing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.adapters.linelist.diseases import offered
from vungxanh.adapters.linelist.kinds import KINDS
from vungxanh.common.web.forms import ActionForm, Autocomplete
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.places import queries as places

MOST_FILES = 10


class ManyFiles(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Its value is a list of files."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(one, initial) for one in given]


class Options(ActionForm):
    """What holds for all rows of a file."""

    area = forms.CharField(
        label=_("Địa bàn của các dòng không ghi xã, phường"), max_length=40, required=False,
        help_text=_("Gõ tên, có dấu hay không dấu, rồi chọn trong danh sách."),
    )  # fmt: skip
    disease = forms.ChoiceField(label=_("Bệnh của các dòng không ghi tên bệnh"), required=False)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        own = [path for path in by.areas(Permission.IMPORT) if path]
        kwargs["initial"] = {"area": own[0] if len(own) == 1 else ""} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields["area"].widget = Autocomplete(
            "places:suggest", label_of=lambda path: places.display_name(by=by, path=path), sensitive=False
        )
        self.fields["disease"].choices = [("", _("Chọn bệnh")), *offered()]  # type: ignore[attr-defined]


class SendForm(Options):
    """Files, or a table pasted from a spreadsheet."""

    uploads = FilesField(
        label=_("Tệp CSV"), required=False,
        help_text=_("Chọn được nhiều tệp: người, ca bệnh, tiếp xúc, lượt đến, nguồn lây. Dòng đầu là tên cột."),
    )  # fmt: skip
    pasted = forms.CharField(
        label=_("Hoặc dán bảng chép từ Excel"), required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    field_order = ("uploads", "pasted", "area", "disease")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("uploads") and not (data.get("pasted") or "").strip():
            raise forms.ValidationError(_("Chọn ít nhất một tệp, hoặc dán một bảng."))
        if len(data.get("uploads") or []) > MOST_FILES:
            raise forms.ValidationError(_("Mỗi lần gửi tối đa 10 tệp."))
        return data

    def tables(self) -> list[tuple[str, bytes]]:
        """(name, bytes) of everything sent."""
        found = [(one.name, one.read()) for one in self.cleaned_data["uploads"]]
        pasted = self.cleaned_data["pasted"]
        return found + ([(str(_("Bảng dán")), pasted.encode())] if pasted.strip() else [])


class PlanForm(Options):
    """How one file is read; its columns are chosen in the table below (``col-0``, ``col-1``…)."""

    kind = forms.ChoiceField(label=_("Loại tệp"), choices=[(k.key, _(k.caption)) for k in KINDS.values()])
    source = forms.CharField(
        label=_("Tên nguồn"), max_length=60,
        help_text=_("Các tệp cùng nguồn hiểu mã của nhau. Gửi lại cùng tên nguồn thì dòng đã có không bị nhập hai lần."),
    )  # fmt: skip
    field_order = ("kind", "source", "area", "disease")
