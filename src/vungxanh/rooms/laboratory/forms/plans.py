"""Forms of sessions, labels, campaigns, groups."""

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import ActionForm, DayField
from vungxanh.rooms.laboratory import rules
from vungxanh.rooms.laboratory.forms.parts import PlacedForm
from vungxanh.rooms.laboratory.words import choices, diseases


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
        "day",
        "representatives",
        "pool_size",
        "laboratory",
        "disease",
    )


class GroupForm(ActionForm):
    """A risk group."""

    name = forms.CharField(label=_("Tên nhóm"), max_length=200)
    occupations = forms.CharField(
        label=_("Từ ngữ nghề nghiệp"), max_length=500, required=False,
        help_text=_("Cách nhau bằng dấu phẩy; người có nghề chứa một trong các từ này thuộc nhóm."),
    )  # fmt: skip
    cadence_days = forms.IntegerField(label=_("Lấy mẫu lại sau (ngày)"), min_value=1, max_value=60)
    active = forms.BooleanField(label=_("Đang dùng"), required=False, initial=True)
