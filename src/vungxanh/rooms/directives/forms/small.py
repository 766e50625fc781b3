"""Small forms: one deed each."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import ActionForm, Autocomplete, DayField
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.directives import queries, rules
from vungxanh.rooms.directives.forms import choices
from vungxanh.rooms.directives.forms.upload import ACCEPTED


class ReasonForm(ActionForm):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class AttachForm(ActionForm):
    """The electronic copy of a document that was registered from paper."""

    uploads = forms.FileField(label=_("Bản điện tử"), widget=forms.FileInput(attrs={"accept": ACCEPTED}))


class SupersedeForm(ActionForm):
    """Which document takes its place."""

    new_document_id = forms.UUIDField(label=_("Văn bản thay thế (đã vào sổ)"))
    on = DayField(label=_("Từ ngày"), required=False, help_text=_("Bỏ trống: ngày của văn bản mới."))
    reason = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

        def label(value: str) -> str:
            try:
                return str(queries.get(by=by, document_id=UUID(value)))
            except (ValueError, NotYours):
                return ""

        self.fields["new_document_id"].widget = Autocomplete("directives:options", label_of=label)


class LinkForm(ActionForm):
    """A document named by number and symbol, and what this one does to it."""

    relation = forms.ChoiceField(label=_("Văn bản này"))
    number_symbol = forms.CharField(
        label=_("Số, ký hiệu văn bản kia"), max_length=90, help_text=_("Thí dụ: 134/TB-UBND")
    )
    issued = forms.CharField(label=_("Ngày của văn bản kia"), max_length=12, required=False)
    issuer = forms.CharField(label=_("Nơi ban hành"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["relation"].choices = choices.of(rules.RELATION_NAMES)  # type: ignore[attr-defined]


class SendForm(ActionForm):
    """Whom to send it to: agencies by choosing, or a group by its name."""

    agencies = forms.CharField(
        label=_("Cơ quan nhận"), max_length=4000,
        help_text=_("Gõ tên cơ quan, hoặc cả nhóm như “UBND các xã”."),
    )  # fmt: skip
    people = forms.BooleanField(label=_("Gửi cả từng người làm việc ở đó"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"].widget = Autocomplete("directives:bodies", sensitive=False)

    def clean_agencies(self) -> list[UUID]:
        """One id, or those of a group with commas between."""
        try:
            return [UUID(one) for one in self.cleaned_data["agencies"].split(",") if one.strip()]
        except ValueError:
            raise forms.ValidationError(_("Chọn một dòng trong danh sách gợi ý.")) from None
