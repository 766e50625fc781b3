"""Forms of samples and results."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.diseases import diseases
from vungxanh.common.web.forms import ActionForm, Autocomplete, MomentField
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.laboratory import rules
from vungxanh.rooms.laboratory.words import choices
from vungxanh.rooms.people import queries as people


class SampleForm(ActionForm):
    """A sample of a case, or of a person for a disease."""

    case = forms.UUIDField(label=_("Ca bệnh"), required=False, help_text=_("Nếu là mẫu của một ca đã báo."))
    person = forms.UUIDField(label=_("Người được lấy mẫu"), required=False, help_text=_("Nếu chưa là ca bệnh."))
    disease = forms.ChoiceField(label=_("Bệnh"), choices=diseases, initial="covid19")
    collected_at = MomentField(label=_("Lấy mẫu lúc"))
    material = forms.ChoiceField(label=_("Loại mẫu"), choices=lambda: choices(rules.MATERIAL_NAMES))
    code = forms.CharField(
        label=_("Mã mẫu"), max_length=40, required=False, help_text=_("Mã dán trên ống. Không có thì bỏ trống.")
    )
    laboratory = forms.CharField(label=_("Nơi xét nghiệm"), max_length=160, required=False)
    received_at = MomentField(label=_("Nơi xét nghiệm nhận lúc"), required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

        def case_label(value: str) -> str:
            try:
                return cases.get(by=by, case_id=UUID(value)).code
            except (Refused, ValueError):
                return ""

        def person_label(value: str) -> str:
            try:
                return people.shown_name(by, people.get(by, UUID(value)))
            except (Refused, ValueError):
                return ""

        typed = {
            "case": ("cases:options", case_label, _("gõ mã ca")),
            "person": ("people:suggest", person_label, _("gõ họ tên")),
        }
        for name, (url, label_of, hint) in typed.items():
            self.fields[name].widget = Autocomplete(url, label_of=label_of, attrs={"placeholder": hint})

    def clean(self) -> dict[str, Any]:
        """Either a case or a person."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("case") and not data.get("person"):
            self.add_error("case", _("Chọn ca bệnh, hoặc chọn người được lấy mẫu."))
        return data

    def facts(self) -> rules.SampleFacts:
        """The sample as the rules know it."""
        data = self.cleaned_data
        return rules.SampleFacts(
            collected_at=data["collected_at"], material=rules.Material(data["material"]), code=data["code"],
            laboratory=data["laboratory"], received_at=data["received_at"], note=data["note"],
        )  # fmt: skip


class ResultForm(ActionForm):
    """The result of a test."""

    result = forms.ChoiceField(
        label=_("Kết quả"), choices=lambda: [("", _("Chọn kết quả")), *choices(rules.RESULT_NAMES, without="pending")]
    )
    method = forms.ChoiceField(label=_("Phương pháp"), choices=lambda: choices(rules.METHOD_NAMES))
    ct = forms.FloatField(
        label="Ct", required=False, localize=True, help_text=_("Chỉ với PCR."),
        widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "decimal", "placeholder": "21,5"}),
    )  # fmt: skip
    resulted_at = MomentField(label=_("Có kết quả lúc"), required=False, help_text=_("Bỏ trống: bây giờ."))
    laboratory = forms.CharField(label=_("Nơi xét nghiệm"), max_length=160, required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def facts(self) -> rules.ResultFacts:
        """The test as the rules know it."""
        data = self.cleaned_data
        return rules.ResultFacts(
            method=rules.Method(data["method"]), result=rules.Result(data["result"]), ct=data["ct"],
            resulted_at=data["resulted_at"], laboratory=data["laboratory"], note=data["note"],
        )  # fmt: skip


class CorrectionForm(ResultForm):
    """A result in place of a wrong one."""

    reason = forms.CharField(label=_("Lý do sửa"), max_length=300)
