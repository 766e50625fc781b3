"""Forms of tubes on their way: boxes, plates, returns, laboratories."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import ActionForm, MomentField
from vungxanh.rooms.laboratory import rules
from vungxanh.rooms.laboratory.forms.parts import PlacedForm

CHANNELS = [
    ("list", _("danh sách gửi nơi lấy mẫu")), ("paper", _("phiếu kết quả")), ("phone", _("điện thoại")), ("message", _("tin nhắn")),
]  # fmt: skip


class BackForm(ActionForm):
    """Results are returned."""

    to = forms.CharField(label=_("Trả cho"), max_length=160, help_text=_("Tên đơn vị, hoặc «người được lấy mẫu»."))
    channel = forms.ChoiceField(label=_("Cách trả"), choices=CHANNELS)
    when = MomentField(label=_("Trả lúc"), required=False, help_text=_("Bỏ trống: bây giờ."))


class TimesForm(ActionForm):
    """The times of a tube, put right."""

    collected_at = MomentField(label=_("Lấy lúc"))
    sent_at = MomentField(label=_("Gửi lúc"), required=False, help_text=_("Bỏ trống: chưa gửi."))
    received_at = MomentField(label=_("Phòng xét nghiệm nhận lúc"), required=False)
    running_at = MomentField(label=_("Bắt đầu chạy lúc"), required=False)
    reason = forms.CharField(label=_("Lý do sửa"), max_length=300)


class BatchForm(PlacedForm):
    """A box for a laboratory."""

    laboratory = forms.ChoiceField(label=_("Gửi tới"))
    carrier = forms.CharField(label=_("Người, xe chuyển"), max_length=120, required=False)
    field_order = ("laboratory", "carrier", "area_path")


class ReceiveForm(ActionForm):
    """What came: a count, and the codes when the count differs."""

    count = forms.IntegerField(label=_("Số ống đếm được"), min_value=0, max_value=1000)
    codes = forms.CharField(
        label=_("Mã các ống đã nhận"), required=False, max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 6, "class": "form-control", "autocapitalize": "characters"}),
        help_text=_("Chỉ cần khi số đếm khác số bàn giao: quét lần lượt từng ống, mỗi mã một dòng."),
    )  # fmt: skip


class LaboratoryForm(PlacedForm):
    """A laboratory."""

    name = forms.CharField(label=_("Tên phòng xét nghiệm"), max_length=160)
    capacity = forms.IntegerField(label=_("Công suất (ống mỗi ngày)"), min_value=0, max_value=1_000_000, required=False)
    mobile = forms.BooleanField(label=_("Xe xét nghiệm lưu động"), required=False)
    contact = forms.CharField(label=_("Điện thoại liên hệ của đơn vị"), max_length=160, required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)
    active = forms.BooleanField(label=_("Đang nhận mẫu"), required=False, initial=True)
    field_order = ("name", "capacity", "mobile", "contact", "note", "active", "area_path")

    def facts(self) -> dict[str, Any]:
        """The values but the place."""
        wanted = ("name", "capacity", "mobile", "contact", "note")
        return {name: self.cleaned_data[name] for name in wanted}


class PlateForm(PlacedForm):
    """A plate, filled with the tubes that wait longest."""

    laboratory = forms.ChoiceField(label=_("Phòng xét nghiệm"))
    name = forms.CharField(label=_("Tên đĩa, lượt chạy"), max_length=80)
    count = forms.IntegerField(
        label=_("Số ống"), min_value=1, max_value=rules.ROOM, initial=rules.ROOM,
        help_text=_("Ống sắp quá hạn nhất vào trước. Hai giếng cuối dành cho chứng dương, chứng âm."),
    )  # fmt: skip
    field_order = ("laboratory", "name", "count", "area_path")


class PlateFileForm(ActionForm):
    """The export of an instrument."""

    file = forms.FileField(label=_("Tệp kết quả của máy (CSV, TXT)"))
