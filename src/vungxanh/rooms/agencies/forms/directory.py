"""What people type about the directory: other names, posts, charges, standard bodies."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import ActionForm, Autocomplete, DayField
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.agencies import queries, rules
from vungxanh.rooms.agencies.forms.accounts import check_area
from vungxanh.rooms.agencies.models import Agency
from vungxanh.rooms.places import queries as places

_CHOOSE = {"placeholder": _("gõ vài chữ rồi chọn")}


class AliasForm(ActionForm):
    """Another name."""

    name = forms.CharField(label=_("Tên gọi khác, viết tắt"), max_length=200)


class PostForm(ActionForm):
    """Who holds which post."""

    title = forms.CharField(label=_("Chức vụ"), max_length=120, help_text=_("Thí dụ: Chủ tịch UBND xã, Giám đốc"))
    holder = forms.CharField(label=_("Họ và tên"), max_length=120)
    is_head = forms.BooleanField(
        label=_("Là người đứng đầu"),
        required=False,
        help_text=_("Chịu trách nhiệm toàn diện về cơ quan. Người đứng đầu trước đó sẽ thôi từ ngày hôm trước."),
    )
    phone = forms.CharField(
        label=_("Điện thoại công vụ"), max_length=30, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    user_id = forms.ChoiceField(label=_("Tài khoản"), required=False)
    valid_from = DayField(label=_("Từ ngày"))

    def __init__(self, *args: Any, by: Actor, body: Agency, founding: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not founding:
            del self.fields["is_head"], self.fields["valid_from"]
        people = queries.members_of(by, body) if by.may(Permission.USER_MANAGE, body.area_path) else ()
        found = {str(row.user_id): f"{row.user.full_name} ({row.user.username})" for row in people}
        held = str(self.initial.get("user_id") or "")
        if held and held not in found:
            found[held] = _now("tài khoản đang gắn")
        self.fields["user_id"].choices = [("", _("Không có tài khoản")), *found.items()]  # type: ignore[attr-defined]

    def clean_user_id(self) -> UUID | None:
        """None for nobody."""
        value = self.cleaned_data["user_id"]
        return UUID(value) if value else None


class EndForm(ActionForm):
    """The last day."""

    last_day = DayField(label=_("Đến hết ngày"))


class ChargeForm(ActionForm):
    """A leader is put in charge."""

    leader = forms.CharField(label=_("Người phụ trách"))
    area_path = forms.CharField(label=_("Địa bàn"))
    field = forms.ChoiceField(label=_("Lĩnh vực"), required=False)
    valid_from = DayField(label=_("Từ ngày"))
    valid_to = DayField(label=_("Đến hết ngày"), required=False)
    decision = forms.CharField(
        label=_("Văn bản phân công"), max_length=200, required=False, help_text=_("Thí dụ: 1207/QĐ-UBND ngày 12/7/2021")
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["leader"].widget = Autocomplete(
            "agencies:leaders", label_of=self._leader, sensitive=True, attrs=_CHOOSE
        )
        self.fields["area_path"].widget = Autocomplete(
            "places:suggest",
            label_of=lambda path: places.display_name(by=by, path=path),
            sensitive=False,
            attrs=_CHOOSE,
        )
        self.fields["field"].choices = [  # type: ignore[attr-defined]
            ("", _("Mọi lĩnh vực")),
            *((key, _now(name)) for key, name in rules.AREAS_OF_WORK.items()),
        ]

    def _leader(self, value: str) -> str:
        try:
            post_id, user_id = leader_ids(value)
            return queries.leader_name(self.by, post_id, user_id)
        except (NotYours, ValueError):
            return ""

    def clean_leader(self) -> str:
        """``post:<id>`` or ``user:<id>``."""
        value = str(self.cleaned_data["leader"])
        try:
            leader_ids(value)
        except ValueError:
            raise forms.ValidationError(_now("Chọn người phụ trách trong danh sách gợi ý.")) from None
        return value

    def clean_area_path(self) -> str:
        """A known area."""
        return check_area(self.by, str(self.cleaned_data["area_path"]), empty=False)


class ChargeEditForm(ActionForm):
    """Days and document of a charge."""

    valid_from = DayField(label=_("Từ ngày"))
    valid_to = DayField(label=_("Đến hết ngày"), required=False)
    decision = forms.CharField(label=_("Văn bản phân công"), max_length=200, required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)


class AreaForm(ActionForm):
    """For which area the standard bodies are wanted."""

    area_path = forms.CharField(label=_("Địa bàn"))

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["area_path"].widget = Autocomplete(
            "places:suggest",
            label_of=lambda path: places.display_name(by=by, path=path),
            sensitive=False,
            attrs=_CHOOSE,
        )

    def clean_area_path(self) -> str:
        """A known area."""
        return check_area(self.by, str(self.cleaned_data["area_path"]), empty=False)


def leader_ids(value: str) -> tuple[UUID | None, UUID | None]:
    """(post, user) of a key the autocomplete field gives; ValueError for anything else."""
    kind, _sep, number = value.partition(":")
    if kind not in ("post", "user"):
        raise ValueError(value)
    return (UUID(number), None) if kind == "post" else (None, UUID(number))
