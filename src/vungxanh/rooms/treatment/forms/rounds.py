"""A round: by staff, or told by himself."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import ActionForm
from vungxanh.rooms.treatment import rules
from vungxanh.rooms.treatment.forms.numbers import number
from vungxanh.rooms.treatment.words import choices


class Measured(ActionForm):
    """What is measured and seen in every round."""

    spo2 = number(_("SpO2 (%)"), 40, 100)
    rr = number(_("Nhịp thở"), 4, 80)
    temperature = forms.DecimalField(
        label=_("Thân nhiệt (°C)"), required=False, max_digits=3, decimal_places=1, localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "placeholder": "36,8"}),
    )  # fmt: skip
    symptoms = forms.BooleanField(label=_("Có triệu chứng"), required=False)
    danger = forms.MultipleChoiceField(
        label=_("Dấu hiệu nguy hiểm"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, *args: Any, signs: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["danger"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(sign, sign) for sign in signs]

    def measure(self) -> rules.Measure:
        """As the rules know it."""
        d = self.cleaned_data
        return rules.Measure(
            spo2=d["spo2"], rr=d["rr"], temperature=d["temperature"], symptoms=d["symptoms"], danger=tuple(d["danger"]),
            critical=d.get("severity") == str(int(rules.Severity.CRITICAL)),
        )  # fmt: skip


class RoundForm(Measured):
    """One round by staff; ``quick``: nobody answered."""

    quick = forms.ChoiceField(required=False, choices=[("", ""), ("unreached", "")])
    severity = forms.ChoiceField(
        label=_("Mức bệnh"), required=False, choices=lambda: choices(rules.SEVERITY_NAMES, _("tự tính từ số đo"))
    )

    def level(self) -> rules.Severity | None:
        """A doctor's own class."""
        given = self.cleaned_data["severity"]
        return rules.Severity(int(given)) if given else None


class TellForm(Measured):
    """The same told by himself, in the words of somebody who is no doctor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, help_text in (
            ("danger", _("Đang có dấu hiệu nguy hiểm nào?"), ""),
            ("spo2", _("SpO2 (%)"), _("Số trên máy kẹp ngón tay, nếu có máy.")),
            ("rr", _("Nhịp thở (lần/phút)"), _("Đếm số lần ngực nhô lên trong một phút.")),
            ("symptoms", _("Còn sốt, ho, mệt, mất vị giác hoặc triệu chứng khác"), ""),
            ("note", _("Cần giúp gì?"), _("Như: hết thuốc, thiếu lương thực.")),
        ):
            self.fields[name].label, self.fields[name].help_text = label, help_text
