"""What people type about persons and households."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vungxanh.common import centre
from vungxanh.common.web.forms import ActionForm, Autocomplete
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.people import queries, rules
from vungxanh.rooms.places import queries as places

ERASE = "-"
_OFF = {"autocomplete": "off"}
_CHOOSE = {"placeholder": _("gõ vài chữ rồi chọn")}


class CardForm(forms.Form):
    """The text a scanner types."""

    use_required_attribute = False
    card = forms.CharField(
        label=_("Quét mã QR trên căn cước"),
        required=False,
        max_length=2000,
        strip=False,
        widget=forms.TextInput(attrs={**_OFF, "placeholder": _("Bấm vào đây rồi quét; máy quét tự gõ")}),
    )


class _PlaceForm(ActionForm):
    """Where somebody lives; knows who fills it in."""

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        if "area_path" in self.fields:
            self.fields["area_path"].widget = Autocomplete(
                "places:suggest", label_of=self._area, sensitive=False, attrs=_CHOOSE
            )
            own = by.areas(Permission.PERSON_RECORD)
            if len(own) == 1 and _is_commune(own[0]):
                self.fields["area_path"].initial = own[0]
        if "household_id" in self.fields:
            self.fields["household_id"].widget = Autocomplete(
                "people:suggest-households", label_of=self._home, attrs=_CHOOSE
            )

    def _area(self, value: str) -> str:
        return places.display_name(by=self.by, path=value)

    def _home(self, value: str) -> str:
        try:
            return str(queries.household(self.by, UUID(value)))
        except (NotYours, ValueError):
            return ""

    def clean_area_path(self) -> str:
        """A commune of either tree that exists."""
        path = str(self.cleaned_data["area_path"])
        try:
            known = bool(path) and _is_commune(path) and bool(places.get(by=self.by, path=path))
        except Refused:
            known = False
        if not known:
            raise forms.ValidationError(_now("Chọn xã, phường, thị trấn trong danh sách gợi ý."))
        return path


def _is_commune(path: str) -> bool:
    parts = path.strip("/").split("/")
    return len(parts) == (4 if parts[0] == "3" else 3)


class PersonForm(_PlaceForm):
    """A person. When correcting, sealed fields left empty stay as they are."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120, widget=forms.TextInput(attrs=_OFF))
    sex = forms.ChoiceField(
        label=_("Giới tính"),
        choices=[(sex.value, _(name)) for sex, name in rules.SEXES.items()],
        initial=rules.Sex.UNKNOWN.value,
    )
    birth = forms.CharField(
        label=_("Ngày sinh"), required=False, max_length=20, help_text=_("Như 17/8/1990, hoặc chỉ năm: 1990"),
        widget=forms.TextInput(attrs={**_OFF, "inputmode": "text"}),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Điện thoại"), required=False, max_length=30, widget=forms.TextInput(attrs={**_OFF, "inputmode": "tel"})
    )
    citizen_id = forms.CharField(
        label=_("Số căn cước, chứng minh, hộ chiếu"), required=False, max_length=30, widget=forms.TextInput(attrs=_OFF)
    )
    area_path = forms.CharField(label=_("Xã, phường nơi ở"))
    hamlet = forms.CharField(label=_("Thôn, ấp, tổ dân phố"), required=False, max_length=80)
    address = forms.CharField(
        label=_("Địa chỉ cụ thể"), required=False, max_length=300, widget=forms.TextInput(attrs=_OFF)
    )
    household_id = forms.UUIDField(
        label=_("Hộ gia đình"), required=False, help_text=_("Gõ mã hộ. Để trống nếu chưa biết.")
    )
    occupation = forms.CharField(label=_("Nghề nghiệp"), required=False, max_length=80)

    def clean(self) -> dict[str, Any]:
        """The birth in its two forms; numbers as they are kept; nothing is refused here that the action accepts."""
        data = super().clean() or self.cleaned_data
        checks = {"phone": rules.normal_phone, "citizen_id": rules.check_citizen_id}
        for field, check in checks.items():
            if data.get(field) and data[field].strip() != ERASE:
                with self.refusals():
                    data[field] = check(data[field])
        with self.refusals():
            birth = rules.read_birth(data.get("birth") or "", timezone.localdate(centre.now()))
            data["birth_date"], data["birth_year"] = birth
        return data

    def facts(self) -> dict[str, Any]:
        """The arguments of the action."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("_key", "birth")}


class CorrectForm(PersonForm):
    """The same for a person already known; where he lives is changed by moving him."""

    area_path = None  # type: ignore[assignment]
    household_id = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in rules.SEALED:
            self.fields[name].help_text = _now("Đang được che. Để trống là giữ nguyên; gõ dấu - là xóa.")

    def facts(self) -> dict[str, Any]:
        """Sealed fields left empty are left out; "-" empties them."""
        found = super().facts()
        for name in rules.SEALED:
            typed = str(found.pop(name, "") or "").strip()
            if typed:
                found[name] = "" if typed == ERASE else typed
        return found


class MoveForm(_PlaceForm):
    """Another commune or household."""

    area_path = forms.CharField(label=_("Xã, phường nơi ở mới"))
    hamlet = forms.CharField(label=_("Thôn, ấp, tổ dân phố"), required=False, max_length=80)
    household_id = forms.UUIDField(label=_("Hộ gia đình"), required=False, help_text=_("Gõ mã hộ của nơi ở mới."))


class HouseholdForm(_PlaceForm):
    """A household."""

    code = forms.CharField(label=_("Mã hộ"), max_length=40, help_text=_("Số hộ khẩu, hoặc mã mà xã đang dùng."))
    area_path = forms.CharField(label=_("Xã, phường"))
    hamlet = forms.CharField(label=_("Thôn, ấp, tổ dân phố"), required=False, max_length=80)
    address = forms.CharField(label=_("Địa chỉ cụ thể"), required=False, max_length=300)


class HouseholdCorrectForm(HouseholdForm):
    """The same for a household already known; it stays in its commune."""

    area_path = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].help_text = _now("Đang được che. Để trống là giữ nguyên; gõ dấu - là xóa.")


class PairForm(ActionForm):
    """What somebody says of two records: one person, two, or later; which stays, and whose value of each field."""

    verdict = forms.ChoiceField(choices=[(word, word) for word in ("same", "different", "later")])
    survivor = forms.UUIDField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in rules.TAKEN:
            self.fields[f"of_{name}"] = forms.UUIDField(required=False)

    def taken(self) -> list[str]:
        """Fields of which the value of the record that goes away was chosen."""
        stays = self.cleaned_data["survivor"]
        chosen = {name: self.cleaned_data.get(f"of_{name}") for name in rules.TAKEN}
        return [name for name, of in chosen.items() if of and of != stays]


class CompareForm(ActionForm):
    """Another record of the same person."""

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

        def label_of(value: str) -> str:
            try:
                return queries.shown_name(by, queries.get(by, UUID(value)))
            except (Refused, ValueError):
                return ""

        self.fields["other"] = forms.UUIDField(
            label=_("Hồ sơ kia"), widget=Autocomplete("people:suggest", label_of=label_of, attrs=_CHOOSE),
            error_messages={"required": _now("Gõ tên hoặc số rồi chọn một người trong gợi ý.")},
        )  # fmt: skip
