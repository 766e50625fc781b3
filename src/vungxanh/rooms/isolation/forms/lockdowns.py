"""Forms of locked areas."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.diseases import diseases
from vungxanh.common.web.forms import ActionForm, DayField
from vungxanh.rooms.isolation import rules

NUMBER = {"inputmode": "numeric"}


class LockForm(ActionForm):
    """What is locked, from when."""

    area_path = forms.ChoiceField(label=_("Xã, phường"))
    name = forms.CharField(label=_("Tên khu phong tỏa"), max_length=160, help_text=_("Như: Thôn 3, ngõ chợ."))
    hamlets = forms.CharField(
        label=_("Thôn, ấp, tổ"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một tên, như đã ghi trong hồ sơ người dân. Bỏ trống: cả xã."),
    )  # fmt: skip
    disease = forms.ChoiceField(label=_("Bệnh"), choices=diseases, initial="covid19")
    number = forms.CharField(label=_("Số quyết định"), max_length=60, required=False)
    started_on = DayField(label=_("Phong tỏa từ ngày"))
    until_on = DayField(label=_("Dự kiến đến hết ngày"), required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, *args: Any, areas: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area_path"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(areas)

    def facts(self) -> rules.LockdownFacts:
        """As the rules know it."""
        data = self.cleaned_data
        return rules.LockdownFacts(
            name=data["name"], disease=data["disease"], hamlets=tuple(data["hamlets"].splitlines()), number=data["number"],
            started_on=data["started_on"], until_on=data["until_on"], note=data["note"],
        )  # fmt: skip


class RoundForm(ActionForm):
    """All inside were sampled."""

    day = DayField(label=_("Ngày lấy mẫu"))
    sampled = forms.IntegerField(
        label=_("Số người lấy mẫu"), min_value=0, max_value=1_000_000, widget=forms.TextInput(attrs=NUMBER)
    )
    positive = forms.IntegerField(label=_("Dương tính"), min_value=0, initial=0, widget=forms.TextInput(attrs=NUMBER))
    pending = forms.IntegerField(label=_("Chờ kết quả"), min_value=0, initial=0, widget=forms.TextInput(attrs=NUMBER))
