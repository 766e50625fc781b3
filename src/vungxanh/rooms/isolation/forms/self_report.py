"""What somebody in isolation tells himself; and why something is done about it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import ActionForm
from vungxanh.rooms.isolation.words import choices
from vungxanh.rooms.tracing.actions import SYMPTOM_NAMES


class SelfReportForm(ActionForm):
    """Temperature and symptoms, on a phone; ``quick``: well, nothing else to tell."""

    quick = forms.ChoiceField(required=False, choices=[("", ""), ("well", "")])
    temperature = forms.DecimalField(
        label=_("Thân nhiệt (°C)"), required=False, max_digits=3, decimal_places=1, localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "placeholder": "36,8", "autocomplete": "off"}),
    )  # fmt: skip
    symptoms = forms.MultipleChoiceField(
        label=_("Đang có triệu chứng nào?"), required=False, choices=lambda: choices(SYMPTOM_NAMES),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    note = forms.CharField(
        label=_("Cần giúp gì?"), max_length=200, required=False, help_text=_("Như: hết thuốc, thiếu lương thực.")
    )


class WhyForm(ActionForm):
    """Why, or what was done; never empty."""

    reason = forms.CharField(label=_("Đã làm gì, vì sao"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
