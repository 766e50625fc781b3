"""Small forms behind buttons, and the check of a round."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import ActionForm, DayField, MomentField
from vungxanh.rooms.isolation import rules
from vungxanh.rooms.isolation.words import choices
from vungxanh.rooms.tracing.actions import SYMPTOM_NAMES


class UntilForm(ActionForm):
    """Another last day, and why."""

    until = DayField(label=_("Cách ly đến hết ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class ServeForm(ActionForm):
    """How and when the paper reached him."""

    how = forms.ChoiceField(label=_("Giao bằng cách nào"), choices=lambda: choices(rules.SERVED_NAMES))
    served_at = MomentField(label=_("Giao lúc"))
    note = forms.CharField(label=_("Ghi chú"), max_length=200, required=False, help_text=_("Như: người nhà nhận thay."))


class ReasonForm(ActionForm):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class BedForm(ActionForm):
    """A free bed of the site."""

    bed = forms.ChoiceField(label=_("Giường"))
    reason = forms.CharField(
        label=_("Lý do"), max_length=300, required=False, help_text=_("Chỉ cần khi xếp khác quy tắc tránh lây chéo.")
    )

    def __init__(self, *args: Any, beds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["bed"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = beds


class CheckForm(ActionForm):
    """One person in one round; ``quick``: there and well, absent, or as filled in."""

    quick = forms.ChoiceField(required=False, choices=[("", ""), ("well", ""), ("absent", "")])
    how = forms.ChoiceField(
        label=_("Bằng cách nào"), choices=lambda: choices(rules.CHECK_NAMES), initial="list", required=False
    )
    temperature = forms.DecimalField(
        label=_("Thân nhiệt (°C)"), required=False, max_digits=3, decimal_places=1, localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "placeholder": "36,8"}),
    )  # fmt: skip
    symptoms = forms.MultipleChoiceField(
        label=_("Triệu chứng"),
        required=False,
        choices=lambda: choices(SYMPTOM_NAMES),
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)
