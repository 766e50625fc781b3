"""Forms of the room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import ActionForm, Autocomplete, DayField, MomentField
from vungxanh.rooms.tracing import rules

NARROW = {"class": "form-control"}
YES_NO = [("", _("không rõ")), ("yes", _("có")), ("no", _("không"))]
KINDS = [
    ("other", _("nơi khác")), ("market", _("chợ")), ("shop", _("cửa hàng, quán")), ("workplace", _("nơi làm việc")),
    ("school", _("trường học")), ("health", _("cơ sở y tế")), ("worship", _("nơi thờ tự")), ("dormitory", _("nhà trọ, ký túc")),
    ("transport", _("xe, tàu")), ("home", _("nhà riêng")),
]  # fmt: skip


class CallForm(ActionForm):
    """What came of a call."""

    outcome = forms.ChoiceField(
        label=_("Kết quả"), choices=[(str(k), v) for k, v in rules.OUTCOME_NAMES.items()],
        error_messages={"required": _("Chọn kết quả cuộc gọi: bấm phím 1 đến 5.")},
    )  # fmt: skip
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=300)
    next_call_at = MomentField(label=_("Gọi lại lúc"), required=False)


class FollowUpForm(ActionForm):
    """One day's answers. ``quick``: "none" (no symptoms), "unseen" (not reached), "" (as ticked)."""

    quick = forms.CharField(required=False)
    symptoms = forms.MultipleChoiceField(
        label=_("Triệu chứng"), required=False, choices=[(str(k), v) for k, v in rules.SYMPTOM_NAMES.items()],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    temperature = forms.DecimalField(
        label=_("Thân nhiệt (°C)"), required=False, max_digits=3, decimal_places=1, localize=True,
        widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "decimal", "placeholder": "36,8"}),
    )  # fmt: skip
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        """Saving with nothing ticked and no key pressed would say "no symptoms" without anybody having asked."""
        found = super().clean() or {}
        if found.get("quick") == "none" and found.get("symptoms"):
            raise forms.ValidationError(
                _("Bạn đã đánh dấu triệu chứng: bấm «Ghi», hoặc bỏ dấu rồi bấm «Không triệu chứng».")
            )
        if not found.get("quick") and not found.get("symptoms") and found.get("temperature") is None:
            raise forms.ValidationError(_("Đánh dấu triệu chứng, ghi thân nhiệt, hoặc bấm «Không triệu chứng»."))
        return found


class MilestoneForm(ActionForm):
    """One line: from, to, where."""

    day = DayField(widget=forms.HiddenInput)
    start = forms.TimeField(label=_("Từ"), input_formats=["%H:%M", "%Hh%M", "%Hh", "%H"])
    end = forms.TimeField(label=_("Đến"), input_formats=["%H:%M", "%Hh%M", "%Hh", "%H"])
    venue = forms.UUIDField(
        label=_("Nơi đã đến"), required=False,
        widget=Autocomplete("venues:suggest", attrs={"name": "venue_name", "placeholder": _("tên nơi đã đến"), "maxlength": 160}),
    )  # fmt: skip
    venue_name = forms.CharField(required=False, max_length=160)
    kind = forms.ChoiceField(label=_("Loại"), choices=KINDS, required=False)
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=300)


class MetForm(ActionForm):
    """One line: whom he met, when, how."""

    name = forms.CharField(label=_("Họ tên"), required=False, max_length=120)
    person = forms.UUIDField(
        label=_("Người đã gặp"), required=False,
        widget=Autocomplete("people:suggest", attrs={"name": "name", "placeholder": _("họ tên"), "maxlength": 120}),
    )  # fmt: skip
    phone = forms.CharField(label=_("Điện thoại"), required=False, max_length=20)
    area = forms.CharField(
        label=_("Xã, phường"), required=False, widget=Autocomplete("places:suggest", sensitive=False)
    )
    relation = forms.CharField(label=_("Quan hệ"), required=False, max_length=80)
    day = DayField(label=_("Ngày"))
    start = forms.TimeField(label=_("Từ"), required=False, input_formats=["%H:%M", "%Hh%M", "%Hh", "%H"])
    minutes = forms.IntegerField(label=_("Số phút"), required=False, min_value=1, max_value=1440)
    near = forms.ChoiceField(label=_("Trong vòng 2 m"), choices=YES_NO, required=False)
    masked = forms.ChoiceField(label=_("Cả hai đeo khẩu trang"), choices=YES_NO, required=False)
    closed = forms.ChoiceField(label=_("Phòng kín, xe kín"), choices=YES_NO, required=False)
    household = forms.BooleanField(label=_("Ở cùng nhà"), required=False)
    physical = forms.BooleanField(label=_("Chạm vào nhau"), required=False)
    care = forms.BooleanField(label=_("Chăm sóc"), required=False)


class OverrideForm(ActionForm):
    """Another level, and why."""

    level = forms.TypedChoiceField(
        label=_("Mức đúng"), coerce=int, choices=[(n, name) for n, name in rules.LEVEL_NAMES.items()]
    )
    reason = forms.CharField(label=_("Lý do"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class IsolatedForm(ActionForm):
    """Since when he is isolated."""

    isolated_at = MomentField(label=_("Cách ly từ"))


class PositiveForm(ActionForm):
    """A contact tested positive."""

    diagnosed_at = MomentField(label=_("Có kết quả dương tính lúc"))
    sampled_at = MomentField(label=_("Lấy mẫu lúc"), required=False)
    onset = DayField(label=_("Ngày khởi phát, nếu có triệu chứng"), required=False)


_BASIS = _("Số, ký hiệu, ngày, nơi ban hành. Thí dụ: 1024/QĐ-UBND ngày 12/8/2021 của UBND huyện")


class TeamForm(ActionForm):
    """A new team."""

    name = forms.CharField(label=_("Tên tổ"), max_length=120, help_text=_("Thí dụ: Tổ truy vết xã Bù Gia Mập số 1"))
    agency = forms.ChoiceField(label=_("Cơ quan"))
    area = forms.CharField(label=_("Địa bàn"), widget=Autocomplete("places:suggest", sensitive=False))
    decision = forms.CharField(label=_("Quyết định thành lập"), max_length=160, required=False, help_text=_BASIS)


class RenameForm(ActionForm):
    """Another name for a team, or its legal basis."""

    name = forms.CharField(label=_("Tên tổ"), max_length=120)
    decision = forms.CharField(label=_("Quyết định thành lập"), max_length=160, required=False, help_text=_BASIS)


class MemberForm(ActionForm):
    """Somebody joins a team."""

    user = forms.ChoiceField(label=_("Người"))
    lead = forms.BooleanField(label=_("Tổ trưởng"), required=False)
