"""Forms of treatment."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import ActionForm, DayField, MomentField
from vungxanh.rooms.treatment import rules
from vungxanh.rooms.treatment.actions import FacilityFacts
from vungxanh.rooms.treatment.forms.numbers import number
from vungxanh.rooms.treatment.forms.rounds import RoundForm, TellForm
from vungxanh.rooms.treatment.words import choices

__all__ = [
    "BedForm", "EndForm", "FacilityForm", "KeepBedForm", "OxygenForm", "PackForm", "ReasonForm", "RoundForm", "SureForm",
    "TellForm", "TransferForm", "TriageForm",
]  # fmt: skip


class ReasonForm(ActionForm):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class SureForm(ActionForm):
    """Nothing to fill in: only the press that says yes."""


class TriageForm(ActionForm):
    """What triage asks; the tier only when it is another one than proposed."""

    spo2 = number(_("SpO2 (%)"), 40, 100, required=True)
    rr = number(_("Nhịp thở (lần/phút)"), 4, 80, required=True)
    symptoms = forms.BooleanField(label=_("Có triệu chứng (sốt, ho, mệt, mất vị giác…)"), required=False)
    age = number(_("Tuổi"), 0, 120)
    ill_before = forms.BooleanField(label=_("Có bệnh nền"), required=False)
    pregnant = forms.BooleanField(label=_("Đang mang thai"), required=False)
    full_doses = forms.BooleanField(label=_("Đã tiêm đủ liều, quá 14 ngày"), required=False)
    emergency = forms.BooleanField(label=_("Cấp cứu: khó thở nhiều, tím tái, lơ mơ"), required=False)
    critical = forms.BooleanField(
        label=_("Nguy kịch theo bác sĩ: suy hô hấp nguy kịch, sốc, suy đa tạng"), required=False
    )
    tier = forms.ChoiceField(label=_("Chọn tầng khác đề xuất"), required=False)
    reason = forms.CharField(label=_("Lý do chọn khác"), max_length=300, required=False)

    def __init__(self, *args: Any, tiers: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["tier"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("theo đề xuất")), *((str(t.number), _("Tầng %(n)s") % {"n": t.number}) for t in tiers)]

    def clean(self) -> dict[str, Any]:
        """An emergency is not sent away for want of a number."""
        if self.cleaned_data.get("emergency") or self.cleaned_data.get("critical"):
            for name in ("spo2", "rr"):
                if not self.data.get(name):
                    self.errors.pop(name, None)
        return self.cleaned_data

    def facts(self) -> rules.TriageFacts:
        """As the rules know it."""
        d = self.cleaned_data
        measure = rules.Measure(spo2=d.get("spo2"), rr=d.get("rr"), symptoms=d["symptoms"], critical=d["critical"])
        return rules.TriageFacts(
            age=d.get("age"), ill_before=d["ill_before"], pregnant=d["pregnant"], emergency=d["emergency"],
            full_doses=d["full_doses"], immune_days=14 if d["full_doses"] else None, measure=measure,
        )  # fmt: skip


class BedForm(ActionForm):
    """A free bed, and why when something is against it."""

    bed = forms.ChoiceField(label=_("Giường"))
    reason = forms.CharField(
        label=_("Lý do"), max_length=300, required=False, help_text=_("Cần khi khác tầng đã phân loại.")
    )

    def __init__(self, *args: Any, beds: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["bed"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = beds

    @property
    def bed_id(self) -> UUID:
        """The bed chosen."""
        return UUID(self.cleaned_data["bed"])


class KeepBedForm(BedForm):
    """A bed kept for somebody who will come."""

    reason = None  # type: ignore[assignment]


class TransferForm(ActionForm):
    """Where to, and why."""

    site = forms.ChoiceField(label=_("Chuyển đến"))
    reason = forms.CharField(label=_("Lý do"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, sites: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["site"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = sites


class EndForm(ActionForm):
    """How it ended, when, why."""

    ending = forms.ChoiceField(label=_("Kết thúc"), choices=lambda: choices(rules.ENDING_NAMES))
    ended_at = MomentField(label=_("Lúc"))
    reason = forms.CharField(
        label=_("Lý do"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Cần khi chưa đủ điều kiện ra viện, hoặc chuyển đi ngoài địa bàn."),
    )  # fmt: skip


class PackForm(ActionForm):
    """A drug pack."""

    name = forms.ChoiceField(label=_("Túi thuốc"))
    note = forms.CharField(label=_("Ghi chú"), max_length=200, required=False)

    def __init__(self, *args: Any, packs: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["name"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(p, p) for p in packs]


class FacilityForm(ActionForm):
    """What a facility has."""

    tier = number(_("Tầng của tháp điều trị"), 1, 9, required=True)
    oxygen_points = number(_("Ổ oxy"), 0, 10_000, initial=0)
    hfnc = number(_("Máy thở oxy dòng cao (HFNC)"), 0, 1000, initial=0)
    ventilators = number(_("Máy thở"), 0, 1000, initial=0)
    doctors = number(_("Bác sĩ"), 0, 1000, initial=0)
    nurses = number(_("Điều dưỡng"), 0, 5000, initial=0)
    phone = forms.CharField(label=_("Điện thoại trực"), max_length=20, required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def facts(self) -> FacilityFacts:
        """As the rules know it."""
        d = self.cleaned_data
        counts = ("oxygen_points", "hfnc", "ventilators", "doctors", "nurses")
        return FacilityFacts(
            tier=d["tier"], phone=d["phone"], note=d["note"], **{name: d[name] or 0 for name in counts}
        )


class OxygenForm(ActionForm):
    """What oxygen is left."""

    day = DayField(label=_("Ngày"))
    cylinders = number(_("Bình 40 lít còn đầy"), 0, 100_000, required=True)
    liquid_kg = number(_("Oxy lỏng còn (kg)"), 0, 1_000_000, initial=0)
    note = forms.CharField(label=_("Ghi chú"), max_length=200, required=False)
