"""What people type about accounts and agencies."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import ActionForm, Autocomplete, DayField
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.agencies import queries, rules
from vungxanh.rooms.places import queries as places

_CHOOSE = {"placeholder": _("gõ vài chữ rồi chọn")}


def _password(label: Any, complete: str) -> forms.CharField:
    box = forms.PasswordInput(attrs={"autocomplete": complete})
    return forms.CharField(label=label, widget=box, strip=False, max_length=200)


def _code(label: Any) -> forms.CharField:
    box = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True})
    return forms.CharField(label=label, max_length=20, widget=box)


class LogInForm(forms.Form):
    """User name and password."""

    use_required_attribute = False
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}),
    )
    password = _password(_("Mật khẩu"), "current-password")

    def clean_username(self) -> str:
        """As it is kept."""
        return str(self.cleaned_data["username"]).strip().lower()


class CodeForm(forms.Form):
    """The second step."""

    use_required_attribute = False
    code = _code(_("Mã 6 số trên điện thoại, hoặc một mã dự phòng"))


class PasswordForm(ActionForm):
    """Change one's own password."""

    old = _password(_("Mật khẩu đang dùng"), "current-password")
    new = _password(_("Mật khẩu mới"), "new-password")
    again = _password(_("Gõ lại mật khẩu mới"), "new-password")

    def clean(self) -> dict[str, Any]:
        """Both the same."""
        data = super().clean() or self.cleaned_data
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", _now("Hai lần gõ không giống nhau."))
        return data


class OwnPasswordForm(ActionForm):
    """The password again, before something weighty."""

    password = _password(_("Mật khẩu của bạn"), "current-password")


class ConfirmCodeForm(ActionForm):
    """The first code of a new second step."""

    code = _code(_("Mã 6 số đang hiện trên điện thoại"))


class ReasonForm(ActionForm):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=300, widget=forms.TextInput)


class NameForm(ActionForm):
    """The name of a user."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)


class _WhereForm(ActionForm):
    """Agency, role and area; knows who fills it in."""

    agency_id = forms.UUIDField(label=_("Cơ quan, đơn vị"))
    role = forms.ChoiceField(label=_("Vai trò"), widget=forms.RadioSelect)
    area_path = forms.CharField(
        label=_("Địa bàn"),
        required=False,
        help_text=_("Người này chỉ thấy và làm được trong địa bàn này."),
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["agency_id"].widget = Autocomplete(
            "agencies:options", label_of=self._agency, sensitive=False, attrs=_CHOOSE
        )
        self.fields["area_path"].widget = Autocomplete(
            "places:suggest", label_of=self._area, sensitive=False, attrs=_CHOOSE
        )
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (role.key.value, f"{_now(role.name)}: {_now(role.text)}") for role in rules.ROLES.values()
        ]
        own = by.areas(Permission.USER_MANAGE)
        if len(own) == 1 and own[0]:
            self.fields["area_path"].initial = own[0]
        self.fields["area_path"].required = "" not in own
        if "" in own:
            self.fields["area_path"].help_text = _now("Để trống là mọi địa bàn.")

    def _agency(self, value: str) -> str:
        try:
            return str(queries.agency(self.by, forms.UUIDField().clean(value)))
        except (NotYours, forms.ValidationError):
            return ""

    def _area(self, value: str) -> str:
        return places.display_name(by=self.by, path=value)

    def clean_area_path(self) -> str:
        """A known area, or everywhere for those who hold everything."""
        path = str(self.cleaned_data["area_path"])
        return check_area(self.by, path, empty="" in self.by.areas(Permission.USER_MANAGE))


class NewUserForm(_WhereForm):
    """A new account with its first role."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        help_text=_("Chữ thường không dấu, chữ số, dấu chấm. Thí dụ: tran.binh"),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )
    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    field_order = ("full_name", "username", "agency_id", "role", "area_path")


class RoleForm(_WhereForm):
    """One more role for a user."""

    valid_to = DayField(label=_("Đến hết ngày"), required=False)


class AgencyForm(ActionForm):
    """An agency; its area is given once, when it is founded."""

    name = forms.CharField(label=_("Tên cơ quan, đơn vị"), max_length=200)
    short_name = forms.CharField(label=_("Tên gọi tắt"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("Loại"))
    decision = forms.CharField(
        label=_("Quyết định thành lập"), max_length=160, required=False,
        help_text=_("Số, ký hiệu, ngày, nơi ban hành. Thí dụ: 1024/QĐ-UBND ngày 12/8/2021 của UBND huyện"),
    )  # fmt: skip
    area_path = forms.CharField(label=_("Địa bàn"))

    def __init__(self, *args: Any, by: Actor, founding: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.value, f"{_now(name)} ({_now(bodies)})") for kind, (name, bodies) in rules.KINDS.items()
        ]
        if not founding:
            del self.fields["area_path"]
            return
        self.fields["area_path"].widget = Autocomplete(
            "places:suggest",
            label_of=lambda path: places.display_name(by=by, path=path),
            sensitive=False,
            attrs=_CHOOSE,
        )
        own = by.areas(Permission.AGENCY_MANAGE)
        if len(own) == 1 and own[0]:
            self.fields["area_path"].initial = own[0]

    def clean_area_path(self) -> str:
        """A known area."""
        return check_area(self.by, str(self.cleaned_data["area_path"]), empty=False)


def check_area(by: Actor, path: str, *, empty: bool) -> str:
    """The path of an area that exists."""
    if not path:
        if empty:
            return ""
        raise forms.ValidationError(_now("Chọn địa bàn trong danh sách gợi ý."))
    try:
        places.get(by=by, path=path)
    except Exception:
        raise forms.ValidationError(_now("Chọn địa bàn trong danh sách gợi ý.")) from None
    return path
