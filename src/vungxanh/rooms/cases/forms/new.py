"""A new case, a new cluster, a source: forms that choose people, areas and other cases by typing."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import ActionForm, Autocomplete, DayField
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.cases import queries, rules
from vungxanh.rooms.cases.forms import choices
from vungxanh.rooms.cases.forms.facts import FactsForm
from vungxanh.rooms.cases.forms.moves import today
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.places import queries as places

STATUSES = [
    (status.value, _(rules.STATUS_NAMES[status]))
    for status in (rules.Status.SUSPECTED, rules.Status.PROBABLE, rules.Status.CONFIRMED)
]


class CaseField(forms.UUIDField):
    """Another case, found by its code."""

    def __init__(self, by: Actor, label: object, *, required: bool = True) -> None:
        def label_of(value: str) -> str:
            try:
                return queries.get(by=by, case_id=UUID(value)).code
            except (Refused, ValueError):
                return ""

        widget = Autocomplete("cases:options", label_of=label_of, attrs={"placeholder": _("gõ mã ca")})
        super().__init__(label=label, widget=widget, required=required)  # type: ignore[arg-type]


class PersonField(forms.UUIDField):
    """A person of the centre, found by typing his name."""

    def __init__(self, by: Actor) -> None:
        def label_of(value: str) -> str:
            try:
                return people.shown_name(by, people.get(by, UUID(value)))
            except (Refused, ValueError):
                return ""

        super().__init__(
            label=_("Người bệnh"),
            widget=Autocomplete("people:suggest", label_of=label_of, attrs={"placeholder": _("gõ họ tên")}),
            error_messages={"required": _("Hãy chọn người bệnh trong danh sách gợi ý, hoặc ghi người mới trước.")},
        )


class AreaField(forms.CharField):
    """An area, found by typing its name; the value is its path."""

    def __init__(self, by: Actor, label: object, *, required: bool = True, help_text: object = "") -> None:
        widget = Autocomplete(
            "places:suggest", label_of=lambda path: places.display_name(by=by, path=path), sensitive=False
        )
        super().__init__(label=label, widget=widget, required=required, help_text=help_text)  # type: ignore[arg-type]


class NewCaseForm(FactsForm):
    """Report a case of a person known to the centre."""

    def __init__(self, by: Actor, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["person"] = PersonField(by)
        self.fields["source_case"] = CaseField(by, _("Lây từ ca"), required=False)
        self.fields["area_path"] = AreaField(
            by, _("Địa bàn quản lý"), required=False, help_text=_("Bỏ trống: nơi người bệnh ở.")
        )

    disease = forms.ChoiceField(label=_("Bệnh"), choices=choices.diseases)
    status = forms.ChoiceField(label=_("Phân loại"), choices=STATUSES, initial=rules.Status.SUSPECTED)
    code = forms.CharField(
        label=_("Mã ca"), max_length=40, required=False, help_text=_("Bỏ trống: phần mềm tự đặt, ví dụ CV-2021-000123.")
    )
    source_setting = forms.CharField(label=_("Lây ở đâu, khi làm gì"), max_length=120, required=False)


class SourceForm(ActionForm):
    """From whom a case has it."""

    def __init__(self, by: Actor, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["source_case"] = CaseField(by, _("Lây từ ca"))
        self.order_fields(["source_case", "setting", "main"])

    setting = forms.CharField(
        label=_("Lây ở đâu, khi làm gì"), max_length=120, required=False, help_text=_("Ví dụ: cùng nhà, chợ, phòng bệnh.")
    )
    main = forms.BooleanField(label=_("Đây là nguồn lây chính"), initial=True, required=False)


class ClusterForm(ActionForm):
    """A cluster begins."""

    def __init__(self, by: Actor, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["area_path"] = AreaField(by, _("Địa bàn"))
        self.order_fields(["name", "disease", "area_path", "opened_on"])

    name = forms.CharField(label=_("Tên ổ dịch"), max_length=160, help_text=_("Ví dụ: Chợ Bù Gia Mập. Không ghi tên người."))
    disease = forms.ChoiceField(label=_("Bệnh"), choices=choices.diseases)
    opened_on = DayField(label=_("Bắt đầu ngày"), initial=today)
