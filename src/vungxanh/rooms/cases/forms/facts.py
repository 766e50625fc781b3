"""The facts of a case as a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import ActionForm, DayField, MomentField
from vungxanh.rooms.cases import rules
from vungxanh.rooms.cases.forms import choices

YES_NO = (choices.NOT_KNOWN, ("yes", _("có")), ("no", _("không")))


DATES = (DayField, MomentField)


class FactsForm(ActionForm):
    """Dates, how it was found, where, outcome. ``facts()`` after it is valid."""

    symptomatic = forms.ChoiceField(label=_("Có triệu chứng"), choices=YES_NO, required=False)
    onset_date = DayField(label=_("Ngày khởi phát"), required=False)
    sampled_at = MomentField(label=_("Lấy mẫu lúc"), required=False)
    diagnosed_at = MomentField(label=_("Chẩn đoán lúc"), required=False, help_text=_("Hạn báo cáo tính từ giờ này."))
    notified_at = MomentField(label=_("Đã báo cáo lúc"), required=False)
    isolated_at = MomentField(
        label=_("Cách ly lúc"), required=False, help_text=_("Từ giờ này không còn lây cho ai bên ngoài.")
    )
    exposure_start = DayField(label=_("Phơi nhiễm từ ngày"), required=False)
    exposure_end = DayField(label=_("đến ngày"), required=False)
    infected_where = forms.CharField(label=_("Nơi nhiễm"), max_length=200, required=False)
    detection = forms.ChoiceField(
        label=_("Phát hiện qua"), choices=[choices.NOT_KNOWN, *choices.of(rules.DETECTION_NAMES)], required=False
    )
    facility = forms.CharField(label=_("Nơi điều trị"), max_length=200, required=False)
    outcome = forms.ChoiceField(
        label=_("Kết cục"), choices=choices.of(rules.OUTCOME_NAMES), initial=rules.Outcome.UNKNOWN, required=False
    )
    outcome_date = DayField(label=_("Ngày khỏi bệnh hoặc tử vong"), required=False)
    note = forms.CharField(
        label=_("Ghi chú"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    accept_unusual = forms.BooleanField(label=_("Ngày đúng như vậy, tôi đã kiểm tra lại"), required=False)

    groups = (
        (_("Diễn biến"), ("symptomatic", "onset_date", "sampled_at", "diagnosed_at", "notified_at", "isolated_at")),
        (_("Nhiễm từ đâu, phát hiện thế nào"), ("exposure_start", "exposure_end", "infected_where", "detection")),
        (_("Điều trị và kết cục"), ("facility", "outcome", "outcome_date", "note")),
    )

    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields in groups, for the template."""
        return [(title, [self[name] for name in names]) for title, names in self.groups]

    @property
    def asks_about_dates(self) -> bool:
        """Whether a date was refused (or accepted knowingly before): only then is the box to accept it shown."""
        dates = {name for _t, names in self.groups for name in names if isinstance(self.fields[name], DATES)}
        return bool(self.data.get("accept_unusual") or (dates | {"__all__", "symptomatic"}) & set(self.errors))

    def facts(self) -> rules.CaseFacts:
        """What was typed, as the rules know it."""
        data: dict[str, Any] = {name: self.cleaned_data[name] for _t, names in self.groups for name in names}
        data["symptomatic"] = {"yes": True, "no": False}.get(data["symptomatic"])
        data["detection"] = rules.Detection(data["detection"]) if data["detection"] else None
        data["outcome"] = rules.Outcome(data["outcome"] or rules.Outcome.UNKNOWN)
        return rules.CaseFacts(**data)

    @staticmethod
    def initial_of(facts: rules.CaseFacts) -> dict[str, Any]:
        """The form's values for what is known."""
        known = {name: getattr(facts, name) for _t, names in FactsForm.groups for name in names}
        known["symptomatic"] = {True: "yes", False: "no", None: ""}[facts.symptomatic]
        return known


class CorrectForm(FactsForm):
    """What is known of a case, with the reason when something already written is changed."""

    reason = forms.CharField(
        label=_("Lý do sửa"),
        max_length=300,
        required=False,
        help_text=_("Cần khi sửa điều đã ghi; điền thêm chỗ trống thì không cần."),
    )
