"""Forms of a record of handling."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import ActionForm, DayField, DeadlineField
from vungxanh.rooms.tasks.forms.acting import agency_field
from vungxanh.rooms.tasks.rules import handling as rules

NO_SICK = _("Không ghi tên người bệnh.")


def _text(label: Any, *, rows: int = 3, most: int = 4000, said: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, widget=area, help_text=said)


def _measure() -> forms.ChoiceField:
    choices = [(one.value, _(name)) for one, name in rules.MEASURE_NAMES.items()]
    return forms.ChoiceField(label=_("Hình thức"), choices=choices, widget=forms.RadioSelect, initial="remind")


class HandlingForm(ActionForm):
    """Against whom, for what, on what ground."""

    handler = forms.ChoiceField(label=_("Cơ quan lập hồ sơ"))
    subject = forms.ChoiceField(
        label=_("Đối với"), choices=[(one.value, _(name)) for one, name in rules.SUBJECT_NAMES.items()],
        widget=forms.RadioSelect, initial="agency",
    )  # fmt: skip
    agency = agency_field(_("Cơ quan"), required=False)
    name = forms.CharField(
        label=_("Tên tổ chức, cá nhân"), required=False, max_length=200,
        help_text=_("Chỉ khi không phải cơ quan trong danh bạ. Tên cá nhân được xóa khi kết thúc hồ sơ."),
    )  # fmt: skip
    finding = _text(_("Đã để xảy ra việc gì"), rows=4, said=NO_SICK)
    spread = forms.BooleanField(label=_("Đã để dịch lây lan"), required=False)
    basis = forms.ChoiceField(
        label=_("Căn cứ"), choices=[(one.value, _(name)) for one, name in rules.BASIS_NAMES.items()]
    )
    basis_ref = forms.CharField(
        label=_("Văn bản, biên bản nào"), required=False, max_length=200,
        help_text=_("Số, mục; thí dụ: 17/CT-UBND, mục 2."),
    )  # fmt: skip
    measure = _measure()

    def __init__(self, *args: Any, handlers: Iterable[tuple[str, str]], task: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        handler, basis = self.fields["handler"], self.fields["basis"]
        assert isinstance(handler, forms.ChoiceField)
        assert isinstance(basis, forms.ChoiceField)
        handler.choices = list(handlers)
        if not task:
            basis.choices = [
                (one.value, _now(name)) for one, name in rules.BASIS_NAMES.items() if one != rules.Basis.TASK
            ]


class UntilForm(ActionForm):
    """By when to explain."""

    until = DeadlineField(label=_("Hạn giải trình"))


class ExplainForm(ActionForm):
    """What the other side says."""

    text = _text(_("Giải trình"), rows=6)


class CorrectForm(ActionForm):
    """The finding put right."""

    finding = _text(_("Đã để xảy ra việc gì"), rows=4, said=NO_SICK)
    measure = _measure()
    reason = _text(_("Lý do sửa"), rows=2, most=1000)


class DecideForm(ActionForm):
    """The decision."""

    measure = _measure()
    decider = forms.CharField(label=_("Cơ quan, người quyết định"), max_length=200)
    number = forms.CharField(label=_("Số văn bản"), max_length=80)
    decided_on = DayField(label=_("Ngày văn bản"))
    outcome = _text(_("Kết quả xử lý"))


class DoneForm(ActionForm):
    """How it was carried out."""

    text = _text(_("Đã thực hiện thế nào"))


class WhyForm(ActionForm):
    """Why."""

    reason = _text(_("Lý do"), rows=2, most=1000)
