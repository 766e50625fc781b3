"""Forms of sessions, labels, campaigns, groups."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.diseases import diseases
from vungxanh.common.web.forms import ActionForm, Autocomplete, DayField
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.laboratory import rules
from vungxanh.rooms.laboratory.forms.parts import PlacedForm
from vungxanh.rooms.laboratory.words import choices


class SessionForm(PlacedForm):
    """A team begins to sample."""

    place = forms.CharField(
        label=_("Nơi lấy mẫu"), max_length=160, widget=forms.TextInput(attrs={"placeholder": _("nhà văn hóa thôn 3")})
    )
    team = forms.IntegerField(
        label=_("Số tổ"), min_value=1, max_value=99, initial=1, help_text=_("Hai số trong mã ống.")
    )
    pool_size = forms.IntegerField(label=_("Số người mỗi ống"), min_value=1, max_value=50, initial=1)
    laboratory = forms.ChoiceField(label=_("Gửi tới"), required=False)
    material = forms.ChoiceField(label=_("Loại mẫu"), choices=lambda: choices(rules.MATERIAL_NAMES))
    disease = forms.ChoiceField(label=_("Bệnh"), choices=diseases, initial="covid19")
    field_order = ("place", "area_path", "team", "pool_size", "laboratory", "material", "disease")


class LabelsForm(PlacedForm):
    """Labels to be printed."""

    day = DayField(label=_("Ngày lấy mẫu"))
    team = forms.IntegerField(label=_("Số tổ"), min_value=1, max_value=99, initial=1)
    first = forms.IntegerField(label=_("Từ số"), min_value=1, max_value=9999, initial=1)
    count = forms.IntegerField(
        label=_("Số nhãn"), min_value=1, max_value=650, initial=65, help_text=_("65 nhãn một tờ A4.")
    )
    copies = forms.IntegerField(
        label=_("Mỗi mã in"),
        min_value=1,
        max_value=3,
        initial=1,
        help_text=_("2: một nhãn dán ống, một nhãn dán phiếu."),
    )
    field_order = ("area_path", "day", "team", "first", "count", "copies")

    def clean_area_path(self) -> str:
        """A commune: its code stands in the code."""
        path = super().clean_area_path()
        if path.count("/") < 4:
            raise forms.ValidationError(_("Chọn một xã: mã xã nằm trong mã ống."))
        return path


class CampaignForm(PlacedForm):
    """Who is to be sampled."""

    name = forms.CharField(label=_("Tên đợt"), max_length=160)
    reason = forms.ChoiceField(
        label=_("Lấy mẫu ai"), choices=[(r.value, rules.REASON_NAMES[r]) for r in rules.PLANNABLE]
    )
    group = forms.ChoiceField(label=_("Nhóm nguy cơ"), required=False)
    day = DayField(label=_("Ngày lấy mẫu"))
    disease = forms.ChoiceField(label=_("Bệnh"), choices=diseases, initial="covid19")
    hamlet = forms.CharField(
        label=_("Thôn, ấp, khu phố"), max_length=80, required=False,
        help_text=_("Khi lấy theo vùng hoặc từng hộ; bỏ trống: cả địa bàn."),
    )  # fmt: skip
    representatives = forms.BooleanField(
        label=_("Chỉ lấy đại diện hộ"),
        required=False,
        help_text=_("Hộ nhỏ một người, hộ lớn hai người, theo quy định."),
    )
    pool_size = forms.IntegerField(label=_("Số người mỗi ống"), min_value=1, max_value=50, initial=1)
    laboratory = forms.ChoiceField(label=_("Gửi tới"), required=False)
    field_order = (
        "name",
        "reason",
        "group",
        "area_path",
        "hamlet",
        "day",
        "representatives",
        "pool_size",
        "laboratory",
        "disease",
    )


class GatherForm(PlacedForm):
    """Who goes on the list of a day."""

    day = DayField(label=_("Ngày lấy mẫu"))
    reasons = forms.MultipleChoiceField(
        label=_("Lấy những ai"), choices=[(r.value, rules.REASON_NAMES[r]) for r in (*rules.GATHERED, rules.Reason.RISK_GROUP)],
        initial=[r.value for r in rules.GATHERED], widget=forms.CheckboxSelectMultiple,
        help_text=_("Nhóm nguy cơ: mọi nhóm đang dùng, người đã quá số ngày lấy lại của nhóm."),
    )  # fmt: skip
    disease = forms.ChoiceField(label=_("Bệnh"), choices=diseases, initial="covid19")
    field_order = ("area_path", "day", "reasons", "disease")


class AddForm(ActionForm):
    """People put on a list: one by typing, many by pasting."""

    person = forms.UUIDField(label=_("Thêm một người"), required=False)
    text = forms.CharField(
        label=_("Hoặc dán danh sách, mỗi dòng một người"), required=False, max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 6, "placeholder": _("079204001234\nNguyễn Văn Mẫu, 1990")}),
        help_text=_("Số giấy tờ, số điện thoại, hoặc họ tên và năm sinh. Dòng không tìm thấy được giữ lại để sửa."),
    )  # fmt: skip

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].widget = Autocomplete("people:suggest", attrs={"placeholder": _("gõ họ tên")})


class HamletForm(ActionForm):
    """A hamlet, from house to house."""

    area_path = forms.ChoiceField(label=_("Xã"))
    hamlet = forms.CharField(
        label=_("Thôn, ấp, khu phố"), max_length=80, required=False, help_text=_("Bỏ trống: cả xã.")
    )


class GroupForm(ActionForm):
    """A risk group."""

    name = forms.CharField(label=_("Tên nhóm"), max_length=200)
    people = forms.ChoiceField(label=_("Tìm người theo"), choices=list(rules.GROUP_KIND_NAMES.items()))
    occupations = forms.CharField(
        label=_("Từ ngữ nghề nghiệp"), max_length=500, required=False,
        help_text=_("Cách nhau bằng dấu phẩy; người có nghề chứa một trong các từ này thuộc nhóm."),
    )  # fmt: skip
    cadence_days = forms.IntegerField(label=_("Lấy mẫu lại sau (ngày)"), min_value=1, max_value=60)
    active = forms.BooleanField(label=_("Đang dùng"), required=False, initial=True)
