"""The form of a change to many cases."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import ActionForm, Autocomplete, DayField, MomentField
from vungxanh.kernel.actor import NOBODY
from vungxanh.rooms.cases import rules
from vungxanh.rooms.cases.forms import choices
from vungxanh.rooms.places import queries as places

LEAVE = ("", _("giữ nguyên"))


def _area_name(path: str) -> str:
    return places.display_name(by=NOBODY, path=path)


class BulkForm(ActionForm):
    """What is to be set; what is left empty stays as it is in each case."""

    verb = forms.ChoiceField(
        label=_("Phân loại"), required=False,
        choices=[LEAVE, *((str(verb), _(move.name)) for verb, move in rules.MOVES.items())],
    )  # fmt: skip
    diagnosed_at = MomentField(label=_("Chẩn đoán lúc"), required=False)
    outcome = forms.ChoiceField(label=_("Kết cục"), required=False, choices=[LEAVE, *choices.of(rules.OUTCOME_NAMES)])
    outcome_date = DayField(label=_("Ngày khỏi bệnh hoặc tử vong"), required=False)
    notified_at = MomentField(label=_("Đã báo cáo lúc"), required=False)
    isolated_at = MomentField(label=_("Cách ly lúc"), required=False)
    facility = forms.CharField(label=_("Nơi điều trị, cách ly"), required=False, max_length=200)
    detection = forms.ChoiceField(
        label=_("Phát hiện qua"), required=False, choices=[LEAVE, *choices.of(rules.DETECTION_NAMES)]
    )
    cluster_id = forms.TypedChoiceField(label=_("Đưa vào ổ dịch"), required=False, coerce=UUID, empty_value=None)
    area_path = forms.CharField(
        label=_("Chuyển xã, phường quản lý"), required=False, max_length=40,
        widget=Autocomplete("places:suggest", label_of=_area_name, sensitive=False),
    )  # fmt: skip
    overwrite = forms.BooleanField(label=_("Ghi đè cả chỗ đã có giá trị khác"), required=False)
    reason = forms.CharField(label=_("Lý do"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, clusters: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cluster_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [LEAVE, *clusters]

    def change(self) -> rules.BulkChange:
        """The change asked for."""
        data = {name: value or None for name, value in self.cleaned_data.items()}
        return rules.BulkChange(
            verb=rules.Verb(data["verb"]) if data["verb"] else None,
            outcome=rules.Outcome(data["outcome"]) if data["outcome"] else None,
            detection=rules.Detection(data["detection"]) if data["detection"] else None,
            cluster_id=data["cluster_id"], area_path=data["area_path"], facility=data["facility"],
            **{name: data[name] for name in ("outcome_date", "diagnosed_at", "notified_at", "isolated_at")},
            reason=data["reason"] or "", fill=not data["overwrite"],
        )  # fmt: skip
