"""Forms of the room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import ActionForm, DayField
from vungxanh.rooms.reports import rules


class MakeForm(ActionForm):
    """Which bulletin."""

    area = forms.ChoiceField(label=_("Địa bàn"))
    day = DayField(label=_("Ngày"))

    def __init__(self, *args: Any, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = areas  # type: ignore[attr-defined]


class RemarkForm(ActionForm):
    """What is said besides the figures."""

    remarks = forms.CharField(
        label=_("Nhận định, kiến nghị"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Mỗi dòng một đoạn. In thành mục cuối của bản tin. Không ghi tên người bệnh."),
    )  # fmt: skip


class SignForm(ActionForm):
    """In which office somebody signs."""

    title = forms.CharField(
        label=_("Chức vụ người ký"), required=False, max_length=120, help_text=_("In trên chữ ký, thí dụ: TRƯỞNG BAN.")
    )


class RestateForm(ActionForm):
    """Why a new version."""

    reason = forms.CharField(label=_("Lý do đính chính"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


class CorrectForm(RestateForm):
    """One number, said by hand."""

    figure = forms.ChoiceField(label=_("Số liệu"), choices=lambda: [(k, f.label) for k, f in rules.FIGURES.items()])
    number = forms.FloatField(label=_("Số đúng"), localize=True, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    field_order = ("figure", "number", "reason")


class TimerForm(ActionForm):
    """From which hour on."""

    area = forms.ChoiceField(label=_("Địa bàn"))
    hour = forms.TypedChoiceField(
        label=_("Tự lập bản tin"), required=False, coerce=int, empty_value=None,
        choices=[("", _("Không, lập bằng tay")), *((n, f"{n:02d}:00") for n in range(24))],
    )  # fmt: skip

    def __init__(self, *args: Any, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = areas  # type: ignore[attr-defined]
