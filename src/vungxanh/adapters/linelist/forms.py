"""Forms of importing."""

from pathlib import Path
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.adapters.linelist.diseases import offered
from vungxanh.adapters.linelist.files import Upload
from vungxanh.adapters.linelist.kinds import KINDS
from vungxanh.adapters.linelist.plan import POLICIES
from vungxanh.adapters.linelist.reading import NAMES, OFFERED, Source
from vungxanh.common.web.forms import ActionForm, Autocomplete, FilesField
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.places import queries as places

MOST_FILES = 10


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
        self.by = by
        self.fields["area"].widget = Autocomplete(
            "places:suggest", label_of=lambda path: places.display_name(by=by, path=path), sensitive=False
        )
        self.fields["disease"].choices = [("", _("Chọn bệnh")), *offered()]  # type: ignore[attr-defined]


class SendForm(Options):
    """Files, or a table pasted from a spreadsheet."""

    uploads = FilesField(
        label=_("Tệp Excel hoặc CSV"), required=False,
        help_text=_("Chọn được nhiều tệp: người, hộ, ca bệnh, tiếp xúc, lượt đến, theo dõi, địa điểm, nguồn lây. Tệp của SORMAS và Go.Data cũng được."),
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

    def tables(self) -> list[tuple[str, Source]]:
        """(name, bytes or file) of everything sent; a large file stays on the disk."""
        found: list[tuple[str, Source]] = [
            (one.name, Path(one.temporary_file_path()) if hasattr(one, "temporary_file_path") else one.read())
            for one in self.cleaned_data["uploads"]
        ]
        pasted = self.cleaned_data["pasted"]
        return found + ([(str(_("Bảng dán")), pasted.encode("utf-8", "replace"))] if pasted.strip() else [])


class PlanForm(Options):
    """How one file is read; its columns are chosen in the table below (``col-0``, ``col-1``…)."""

    kind = forms.ChoiceField(label=_("Loại tệp"), choices=[(k.key, _(k.caption)) for k in KINDS.values()])
    source = forms.CharField(
        label=_("Tên nguồn"), max_length=60,
        help_text=_("Các tệp cùng nguồn hiểu mã của nhau. Gửi lại cùng tên nguồn thì dòng đã có không bị nhập hai lần."),
    )  # fmt: skip
    policy = forms.ChoiceField(
        label=_("Khi dòng đã có mà tệp ghi khác"), choices=[(k, _(v)) for k, v in POLICIES.items()], required=False,
    )  # fmt: skip
    case = forms.CharField(
        label=_("Mã ca bệnh của các dòng không ghi ca"), max_length=80, required=False,
        help_text=_("Chỉ cho tệp tiếp xúc: tất cả là người tiếp xúc của một ca."),
    )  # fmt: skip
    order = forms.ChoiceField(
        label=_("Thứ tự ngày"), required=False,
        choices=[("dmy", _("ngày/tháng/năm: 17/8/2021")), ("mdy", _("tháng/ngày/năm: 8/17/2021"))],
    )  # fmt: skip
    lenient = forms.BooleanField(
        label=_("Ô không đọc được: vẫn nhập dòng, để trống ô và giữ nguyên văn trong ghi chú"), required=False
    )
    extra = forms.BooleanField(label=_("Giữ các cột không dùng trong ghi chú"), required=False)
    encoding = forms.ChoiceField(label=_("Bảng mã"), choices=[(c, NAMES[c]) for c in OFFERED], required=False)
    delimiter = forms.ChoiceField(
        label=_("Dấu phân cách"), required=False,
        choices=[(",", _("phẩy ,")), (";", _("chấm phẩy ;")), ("\t", _("tab")), ("|", _("gạch đứng |"))],
    )  # fmt: skip
    sheet = forms.ChoiceField(label=_("Trang tính"), required=False)
    field_order = (
        "kind",
        "source",
        "area",
        "disease",
        "case",
        "policy",
        "order",
        "lenient",
        "extra",
        "sheet",
        "encoding",
        "delimiter",
    )

    def __init__(self, *args: Any, by: Actor, upload: Upload, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        sheets = upload.sheets()
        self.fields["sheet"].choices = [  # type: ignore[attr-defined]
            (str(one.number), f"{one.name} ({one.rows} {_('dòng')})") for one in sheets
        ]
        for name in ("encoding", "delimiter") if upload.book else ("sheet",):
            del self.fields[name]
        if len(sheets) == 1:
            self.fields.pop("sheet", None)
        if kind and kind not in ("contacts",):
            del self.fields["case"]
        if kind and kind not in ("cases", "contacts", "visits", "followups"):
            del self.fields["extra"]

    def switches(self) -> dict[str, Any]:
        """What the plan is told."""
        given = self.cleaned_data
        found = {name: given.get(name) for name in ("policy", "case", "lenient", "extra") if given.get(name)}
        return found | {"month_first": given.get("order") == "mdy"}
