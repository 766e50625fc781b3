"""Forms of the room."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import ActionForm, Autocomplete, DayField, MomentField
from vungxanh.rooms.meetings import queries, rules
from vungxanh.rooms.tasks import queries as tasks


def _text(label: Any, *, required: bool = True, rows: int = 3, most: int = 2000, said: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=most, widget=area, help_text=said)


def _agency(value: str) -> str:
    """The name of an agency already chosen."""
    try:
        found = tasks.bodies([UUID(value)])
    except ValueError:
        return ""
    return next((body.name for body in found.values()), "")


class MeetingForm(ActionForm):
    """What is asked for."""

    agency = forms.ChoiceField(label=_("Cơ quan xin họp"))
    decider = forms.ChoiceField(label=_("Cấp có thẩm quyền"))
    title = forms.CharField(label=_("Tên cuộc họp"), max_length=200)
    purpose = _text(_("Họp để làm gì"), most=4000)
    epidemic = forms.ChoiceField(
        label=_("Phục vụ phòng, chống dịch"), initial="yes", widget=forms.RadioSelect,
        choices=[("yes", _("có")), ("no", _("không"))],
    )  # fmt: skip
    why_now = _text(_("Vì sao phải họp lúc này"), required=False, rows=2)
    form = forms.ChoiceField(
        label=_("Hình thức"), initial="online", widget=forms.RadioSelect,
        choices=[(one.value, _(rules.FORM_NAMES[one])) for one in rules.Form],
    )  # fmt: skip
    why_in_person = _text(
        _("Vì sao không họp trực tuyến được"), required=False, rows=2, said=_("Chỉ khi họp trực tiếp lúc giãn cách.")
    )
    place = forms.CharField(label=_("Nơi họp, hoặc đường dẫn họp trực tuyến"), max_length=300)
    outside_office = forms.BooleanField(label=_("Ngoài công sở, trường học, bệnh viện"), required=False)
    persons = forms.IntegerField(
        label=_("Số người dự"), min_value=2, max_value=5000, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    chair = forms.CharField(label=_("Người chủ trì"), max_length=120, help_text=_("Họ tên, chức vụ."))
    starts_at = MomentField(label=_("Bắt đầu"))
    ends_at = MomentField(label=_("Kết thúc"), required=False)

    def __init__(
        self,
        *args: Any,
        agencies: Iterable[tuple[str, str]] = (),
        deciders: Iterable[tuple[str, str]] = (),
        changing: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("agency", agencies), ("decider", deciders)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(choices)
        if changing:
            del self.fields["agency"], self.fields["decider"]
            self.fields["reason"] = _text(_("Lý do sửa"), rows=2, most=1000)

    def facts(self) -> rules.Facts:
        """As the rules see it."""
        data = self.cleaned_data
        return rules.Facts(
            title=data["title"], purpose=data["purpose"], starts_at=data["starts_at"], ends_at=data["ends_at"],
            persons=data["persons"], place=data["place"], chair=data["chair"], form=rules.Form(data["form"]),
            epidemic=data["epidemic"] == "yes", outside_office=data["outside_office"], why_now=data["why_now"],
            why_in_person=data["why_in_person"],
        )  # fmt: skip


class PermitForm(ActionForm):
    """By which paper, on what conditions."""

    number = forms.CharField(label=_("Số văn bản trả lời"), max_length=80, help_text=_("Ví dụ 125/UBND-VX."))
    conditions = _text(
        _("Điều kiện"), required=False, said=_("Ví dụ: đeo khẩu trang, ngồi cách nhau 2 m, không quá 60 phút.")
    )
    reason = _text(_("Lý do"), required=False, rows=2, most=1000)


class RefuseForm(ActionForm):
    """Why not."""

    reason = _text(_("Lý do không cho phép"), most=1000)
    number = forms.CharField(label=_("Số văn bản trả lời"), max_length=80, required=False)


class ReasonForm(ActionForm):
    """Why."""

    reason = _text(_("Lý do"), rows=2, most=1000)


class MinutesForm(ActionForm):
    """Who was there, what was concluded."""

    present = forms.IntegerField(
        label=_("Số người có mặt"), min_value=1, max_value=5000, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    attended = _text(_("Thành phần dự họp"), rows=2, most=1000, said=_("Cơ quan, chức danh; không ghi tên người bệnh."))
    concluded = _text(_("Kết luận"), rows=6, most=8000)
    document = forms.UUIDField(
        label=_("Thông báo kết luận trong sổ văn bản"), required=False,
        widget=Autocomplete("meetings:documents", sensitive=False),
    )  # fmt: skip


class TaskForm(ActionForm):
    """A conclusion as a task."""

    text = _text(_("Nhiệm vụ"), said=_("Rõ việc, không ghi tên người bệnh."), most=4000)
    lead = forms.UUIDField(
        label=_("Cơ quan chủ trì"), widget=Autocomplete("tasks:agencies", label_of=_agency, sensitive=False)
    )
    due_on = DayField(label=_("Hạn"), required=False)


class DistancingForm(ActionForm):
    """A directive applied here."""

    area = forms.ChoiceField(label=_("Địa bàn"))
    set_id = forms.ChoiceField(label=_("Áp dụng"))
    number = forms.CharField(
        label=_("Theo văn bản số"), max_length=120, help_text=_("Văn bản của địa phương quyết định áp dụng.")
    )
    start = DayField(label=_("Từ ngày"))
    until = DayField(label=_("Đến hết ngày"), required=False, help_text=_("Bỏ trống: đến khi có văn bản khác."))

    def __init__(self, *args: Any, areas: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = queries.directives_known()
        for name, choices in (
            ("area", list(areas)),
            ("set_id", [(one.id, f"{one.value.name} ({one.number})") for one in shown if not one.area]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


class EndForm(ActionForm):
    """Its end, or that it was a mistake."""

    until = DayField(label=_("Hết vào ngày"), required=False, help_text=_("Bỏ trống: ghi nhầm, coi như không có."))
    reason = _text(_("Lý do"), rows=2, most=1000)
