"""Forms of those who take samples."""

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import ActionForm, DayField
from vungxanh.rooms.laboratory import rules
from vungxanh.rooms.laboratory.forms.parts import PlacedForm
from vungxanh.rooms.laboratory.words import choices


class TrainingForm(PlacedForm):
    """A training that was held, and who was there."""

    day = DayField(label=_("Ngày tập huấn"))
    topic = forms.ChoiceField(label=_("Nội dung"), choices=lambda: choices(rules.TOPIC_NAMES))
    kind = forms.ChoiceField(
        label=_("Người dự là"), choices=lambda: choices(rules.SAMPLER_NAMES), initial=rules.SamplerKind.COVID_TEAM.value
    )
    people = forms.CharField(
        label=_("Người dự, mỗi dòng một người"), max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 8, "placeholder": _("Nguyễn Văn Mẫu; tổ Covid thôn 3; 0912 345 678")}),
        help_text=_("Họ tên; đơn vị; điện thoại. Dán được cả cột từ Excel. Ai đã có trong danh sách thì chỉ thêm lần tập huấn này."),
    )  # fmt: skip
    place = forms.CharField(label=_("Nơi tập huấn"), max_length=160, required=False)
    teacher = forms.CharField(label=_("Người hướng dẫn"), max_length=160, required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)
    field_order = ("people", "kind", "topic", "day", "area_path", "place", "teacher", "note")

    def clean_people(self) -> list[rules.Trainee]:
        """Lines with a name."""
        found = rules.trainees(self.cleaned_data["people"])
        if not found:
            raise forms.ValidationError(_("Mỗi dòng bắt đầu bằng họ tên."))
        return found


class SamplerForm(ActionForm):
    """Somebody who samples, as he is now."""

    name = forms.CharField(label=_("Họ và tên"), max_length=120)
    duty = forms.ChoiceField(label=_("Đang làm"), choices=lambda: choices(rules.DUTY_NAMES))
    kind = forms.ChoiceField(label=_("Lực lượng"), choices=lambda: choices(rules.SAMPLER_NAMES))
    body = forms.CharField(label=_("Đơn vị"), max_length=160, required=False)
    contact = forms.CharField(label=_("Điện thoại"), max_length=60, required=False)


class SessionSamplersForm(ActionForm):
    """Who takes the samples of a session."""

    samplers = forms.MultipleChoiceField(
        label=_("Người lấy mẫu"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Chỉ có người đã tập huấn lấy mẫu và còn hạn."),
    )  # fmt: skip
