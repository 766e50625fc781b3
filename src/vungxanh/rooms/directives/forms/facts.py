"""What the register says of a document: written by hand, or put right."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import Autocomplete, DayField, MomentField
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.directives import rules
from vungxanh.rooms.directives.actions import Facts
from vungxanh.rooms.directives.forms import choices
from vungxanh.rooms.directives.forms.upload import InRegister
from vungxanh.rooms.directives.models import Document

_LINES = forms.Textarea(attrs={"rows": 3})


class FactsForm(InRegister):
    """Every field of the header. ``document``: one that is there already (its register does not change)."""

    number = forms.CharField(label=_("Số"), max_length=20, required=False)
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=60, required=False, help_text=_("Thí dụ: TB-UBND"))
    kind = forms.ChoiceField(label=_("Loại văn bản"), required=False)
    issued = forms.CharField(
        label=_("Ngày văn bản"), max_length=12, required=False, help_text=_("Như 17/8/2021; chỉ biết tháng thì 8/2021.")
    )
    subject = forms.CharField(
        label=_("Trích yếu"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    issuer_id = forms.UUIDField(
        label=_("Cơ quan ban hành trong danh bạ"), required=False, help_text=_("Không có thì ghi tên ở ô dưới.")
    )
    issuer_name = forms.CharField(label=_("Tên nơi ban hành"), max_length=200, required=False)
    parent_body = forms.CharField(label=_("Cơ quan chủ quản"), max_length=200, required=False)
    place = forms.CharField(label=_("Địa danh"), max_length=80, required=False)
    signer = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    signer_title = forms.CharField(label=_("Chức vụ người ký"), max_length=160, required=False)
    addressees = forms.CharField(
        label=_("Kính gửi"), max_length=9000, required=False, widget=_LINES, help_text=_("Mỗi nơi một dòng.")
    )
    recipients = forms.CharField(
        label=_("Nơi nhận"), max_length=9000, required=False, widget=_LINES, help_text=_("Mỗi nơi một dòng.")
    )
    urgency = forms.ChoiceField(label=_("Độ khẩn"), required=False)
    received_at = MomentField(label=_("Lúc nhận"), required=False)
    expires_on = DayField(label=_("Có hiệu lực đến hết ngày"), required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=2000, required=False, widget=_LINES)
    reason = forms.CharField(
        label=_("Vì sao sửa"), max_length=300, required=False, help_text=_("Nằm trong lịch sử của văn bản.")
    )

    def __init__(self, *args: Any, by: Actor, document: Document | None = None, **kwargs: Any) -> None:
        if document is not None:
            kwargs["initial"] = _initial(document) | (kwargs.get("initial") or {})
        super().__init__(*args, by=by, **kwargs)
        self.fields["kind"].choices = [("", _("Chưa rõ")), *choices.kinds()]  # type: ignore[attr-defined]
        self.fields["urgency"].choices = choices.of(rules.URGENCY_NAMES)  # type: ignore[attr-defined]
        self.fields["issuer_id"].widget = Autocomplete(
            "directives:bodies", label_of=lambda value: _name(by, value), sensitive=False
        )
        if document is not None:
            del self.fields["area_path"], self.fields["direction"]
        else:
            del self.fields["reason"]

    def facts(self) -> Facts:
        """As the action takes them."""
        data = self.cleaned_data
        plain: dict[str, Any] = {
            name: data[name]
            for name in ("number", "symbol", "kind", "issued", "subject", "issuer_name", "parent_body", "place", "signer",
                         "signer_title", "urgency", "received_at", "expires_on", "note", "issuer_id")
        }  # fmt: skip
        lines = {name: tuple(data[name].splitlines()) for name in ("addressees", "recipients")}
        return Facts(**{**plain, **lines})


def _initial(document: Document) -> dict[str, Any]:
    names = ("number", "symbol", "kind", "subject", "issuer_id", "issuer_name", "parent_body", "place", "signer",
             "signer_title", "urgency", "received_at", "expires_on", "note")  # fmt: skip
    return {name: getattr(document, name) for name in names} | {
        "issued": str(document.issued or ""),
        "addressees": "\n".join(document.addressees),
        "recipients": "\n".join(document.recipients),
    }


def _name(by: Actor, value: str) -> str:
    try:
        found = agencies.bodies_by_id(by, [UUID(value)])
    except ValueError:
        return ""
    return next((body.name for body in found.values()), "")
