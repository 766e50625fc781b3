"""Forms of sites."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import ActionForm, Autocomplete, DayField, MomentField
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.sites import rules

NUMBER = {"inputmode": "numeric"}


def kinds() -> list[tuple[str, str]]:
    """Kinds of sites as choices."""
    return [(str(kind), _now(name)) for kind, name in rules.KIND_NAMES.items()]


class SiteForm(ActionForm):
    """What is said of a site; ``areas`` only when it is new."""

    area_path = forms.ChoiceField(label=_("Đặt tại xã, phường"))
    name = forms.CharField(label=_("Tên khu"), max_length=160)
    kind = forms.ChoiceField(label=_("Loại"), choices=kinds)
    address = forms.CharField(label=_("Địa chỉ"), max_length=200, required=False)
    agency = forms.UUIDField(label=_("Cơ quan quản lý"), required=False)
    school = forms.BooleanField(label=_("Là trường học đang trưng dụng"), required=False)
    return_by = DayField(label=_("Phải trả lại trước ngày"), required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, *args: Any, by: Actor, areas: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = list(areas)
        if chosen:
            area = self.fields["area_path"]
            assert isinstance(area, forms.ChoiceField)
            area.choices = chosen
        else:
            del self.fields["area_path"]

        def label(value: str) -> str:
            try:
                found = agencies.bodies_by_id(by, [UUID(value)]).values()
            except ValueError:
                return ""
            return next((body.name for body in found), "")

        self.fields["agency"].widget = Autocomplete("agencies:options", label_of=label, sensitive=False)

    def facts(self) -> rules.SiteFacts:
        """As the rules know it."""
        data = self.cleaned_data
        return rules.SiteFacts(
            name=data["name"], kind=rules.SiteKind(data["kind"]), address=data["address"], agency_id=data["agency"],
            school=data["school"], return_by=data["return_by"], note=data["note"],
        )  # fmt: skip


class RoomsForm(ActionForm):
    """Rooms in a row."""

    building = forms.CharField(label=_("Tòa nhà, dãy"), max_length=40, required=False)
    floor = forms.IntegerField(
        label=_("Tầng lầu"), min_value=-2, max_value=60, initial=1, widget=forms.TextInput(attrs=NUMBER)
    )
    first = forms.CharField(
        label=_("Phòng đầu tiên"), max_length=40, help_text=_("Như 101 hay B1: các phòng sau đánh số tiếp.")
    )
    count = forms.IntegerField(
        label=_("Số phòng"), min_value=1, max_value=200, initial=1, widget=forms.TextInput(attrs=NUMBER)
    )
    zone = forms.ChoiceField(
        label=_("Phân khu"),
        choices=lambda: [(str(z), _now(n)) for z, n in rules.ZONE_NAMES.items()],
        initial="isolation",
    )
    beds = forms.IntegerField(
        label=_("Số giường mỗi phòng"), min_value=0, max_value=60, initial=4, widget=forms.TextInput(attrs=NUMBER),
        help_text=_("Khu sạch, khu đệm: 0."),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Loại giường"), choices=lambda: [(str(k), _now(n)) for k, n in rules.BED_NAMES.items()], initial="ordinary", required=False,
        help_text=_("Khu cách ly: giường thường."),
    )  # fmt: skip


class OrderForm(ActionForm):
    """The activation order."""

    number = forms.CharField(label=_("Số lệnh, quyết định"), max_length=60, required=False)
    ordered_at = MomentField(label=_("Ra lệnh lúc"))


class ReasonForm(ActionForm):
    """Why; ``required`` when something is against it."""

    reason = forms.CharField(label=_("Lý do"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class SureForm(ActionForm):
    """Nothing to fill in: only the press that says yes."""


class BedForm(ActionForm):
    """A bed that cannot be used, or can again."""

    usable = forms.ChoiceField(label=_("Giường"), choices=[("1", _("dùng được")), ("0", _("hỏng, không dùng"))])
    reason = forms.CharField(label=_("Lý do"), max_length=120, required=False)


class DayForm(ActionForm):
    """Counts of a day."""

    day = DayField(label=_("Ngày"))
    meals = forms.IntegerField(
        label=_("Suất ăn"), min_value=0, max_value=100_000, initial=0, widget=forms.TextInput(attrs=NUMBER)
    )
    water = forms.IntegerField(
        label=_("Nước uống (chai)"), min_value=0, max_value=100_000, initial=0, widget=forms.TextInput(attrs=NUMBER)
    )
    masks = forms.IntegerField(
        label=_("Khẩu trang (cái)"), min_value=0, max_value=100_000, initial=0, widget=forms.TextInput(attrs=NUMBER)
    )
    suits = forms.IntegerField(
        label=_("Đồ bảo hộ (bộ)"), min_value=0, max_value=100_000, initial=0, widget=forms.TextInput(attrs=NUMBER)
    )
    waste_kg = forms.DecimalField(
        label=_("Rác thải lây nhiễm (kg)"), min_value=0, max_value=100_000, decimal_places=1, initial=0, localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Tinh thần, kiến nghị của người cách ly"), max_length=300, required=False,
        help_text=_("Ví dụ: cần sữa cho bé, xin gọi điện về nhà; khu làm gì để động viên."),
    )  # fmt: skip

    def facts(self) -> rules.DayFacts:
        """As the rules know it."""
        data = self.cleaned_data
        return rules.DayFacts(**{name: data[name] for name in ("meals", "water", "masks", "suits", "waste_kg", "note")})
