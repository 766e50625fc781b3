"""A new case, a new cluster, a source: forms that choose people, areas and other cases by typing."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import ActionForm, Autocomplete, DayField
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
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
            required=False,
        )


class AreaField(forms.CharField):
    """An area, found by typing its name; the value is its path."""

    def __init__(self, by: Actor, label: object, *, required: bool = True, help_text: object = "") -> None:
        widget = Autocomplete(
            "places:suggest", label_of=lambda path: places.display_name(by=by, path=path), sensitive=False
        )
        super().__init__(label=label, widget=widget, required=required, help_text=help_text)  # type: ignore[arg-type]
        self.by = by

    def clean(self, value: object) -> str:
        """The path, of an area that exists."""
        path: str = super().clean(value)
        if path:
            try:
                places.get(by=self.by, path=path)
            except Refused:
                raise forms.ValidationError(_("Hãy chọn địa bàn trong danh sách gợi ý.")) from None
        return path


def _only_commune(by: Actor) -> str:
    """The commune of somebody who works in one commune only; "" for everybody else."""
    areas = by.areas(Permission.CASE_RECORD)
    if len(areas) != 1 or not areas[0]:
        return ""
    return "" if places.children(by=by, path=areas[0]) else areas[0]


class NewCaseForm(FactsForm):
    """Report a case of a person known to the centre, or of a new one."""

    def __init__(self, by: Actor, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = PersonField(by)
        self.fields["source_case"] = CaseField(by, _("Lây từ ca"), required=False)
        self.fields["area_path"] = AreaField(
            by, _("Địa bàn quản lý"), required=False,
            help_text=_("Bỏ trống: nơi người bệnh ở. Người mới: chọn xã, phường nơi ở."),
        )  # fmt: skip
        self.by, self.fields["area_path"].initial = by, _only_commune(by)

    disease = forms.ChoiceField(label=_("Bệnh"), choices=choices.diseases)
    status = forms.ChoiceField(label=_("Phân loại"), choices=STATUSES, initial=rules.Status.SUSPECTED)
    code = forms.CharField(
        label=_("Mã ca"), max_length=40, required=False, help_text=_("Bỏ trống: phần mềm tự đặt, ví dụ CV-2021-000123.")
    )
    source_setting = forms.CharField(label=_("Lây ở đâu, khi làm gì"), max_length=120, required=False)
    full_name = forms.CharField(
        label=_("Họ và tên"), max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    sex = forms.ChoiceField(
        label=_("Giới tính"), choices=[(str(key), _(word)) for key, word in people.SEX_NAMES.items()], initial="U",
        required=False,
    )  # fmt: skip
    birth_year = forms.IntegerField(label=_("Năm sinh"), min_value=1890, max_value=2100, required=False)
    phone = forms.CharField(
        label=_("Điện thoại"), max_length=30, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    another = forms.BooleanField(label=_("Đây là người khác, chỉ trùng tên"), required=False)

    def clean(self) -> dict[str, Any]:
        """Either somebody chosen, or somebody new with a place to live."""
        data = super().clean() or self.cleaned_data
        if not data.get("person") and not data.get("full_name") and "person" not in self.errors:
            self.add_error("person", _("Hãy chọn người bệnh trong gợi ý, hoặc ghi người mới ở dưới."))
        if data.get("person") and data.get("full_name"):
            self.add_error("full_name", _("Đã chọn người bệnh ở trên: hãy xóa tên người mới, hoặc bỏ người đã chọn."))
        if data.get("full_name") and not data.get("area_path") and "area_path" not in self.errors:
            self.add_error("area_path", _("Người mới cần nơi ở: hãy chọn xã, phường."))
        if data.get("area_path") and not self.by.may(Permission.CASE_RECORD, data["area_path"]):
            self.add_error("area_path", _("Nơi này ngoài địa bàn bạn được ghi ca: hãy xem lại tên huyện, tỉnh."))
        return data

    @property
    def is_new_person(self) -> bool:
        """Whether the lines for somebody new must be open."""
        return bool(self.data.get("full_name")) or "full_name" in self.errors


class ChainForm(forms.Form):
    """Which chain to draw."""

    use_required_attribute = False
    disease = forms.ChoiceField(label=_("Bệnh"))
    cluster = forms.ChoiceField(label=_("Ổ dịch"), required=False)
    since = DayField(label=_("Khởi phát từ"), required=False)
    until = DayField(label=_("đến"), required=False)

    def __init__(self, diseases: list[tuple[str, str]], clusters: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["disease"].choices = diseases  # type: ignore[attr-defined]
        self.fields["cluster"].choices = [("", _("tất cả")), *clusters]  # type: ignore[attr-defined]


class SourceForm(ActionForm):
    """From whom a case has it."""

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source_case"] = CaseField(by, _("Lây từ ca"))
        self.order_fields(["source_case", "setting", "main"])

    setting = forms.CharField(
        label=_("Lây ở đâu, khi làm gì"),
        max_length=120,
        required=False,
        help_text=_("Ví dụ: cùng nhà, chợ, phòng bệnh."),
    )
    main = forms.BooleanField(label=_("Đây là nguồn lây chính"), initial=True, required=False)


class ClusterForm(ActionForm):
    """A cluster begins. ``cases``: (id, words) of those it was found by, all of them in unless taken out."""

    def __init__(self, by: Actor, *args: Any, cases: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area_path"] = AreaField(by, _("Địa bàn"))
        if cases:
            self.fields["case"] = forms.MultipleChoiceField(
                label=_("Các ca trong ổ dịch"), choices=list(cases), initial=[pk for pk, _words in cases], required=False,
                widget=forms.CheckboxSelectMultiple, help_text=_("Bỏ dấu ca không thuộc ổ dịch này."),
            )  # fmt: skip
        self.order_fields(["name", "disease", "area_path", "opened_on"])

    name = forms.CharField(
        label=_("Tên ổ dịch"), max_length=160, help_text=_("Ví dụ: Chợ Bù Gia Mập. Không ghi tên người.")
    )
    disease = forms.ChoiceField(label=_("Bệnh"), choices=choices.diseases)
    opened_on = DayField(label=_("Bắt đầu ngày"), initial=today)
