"""What is typed of an own document."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import ActionForm, Autocomplete
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.directives import queries, rules
from vungxanh.rooms.directives.forms import choices
from vungxanh.rooms.directives.forms.drafts import ids_of
from vungxanh.rooms.directives.own_models import OwnDocument
from vungxanh.rooms.directives.queries import own as reads
from vungxanh.rooms.directives.rules import templates
from vungxanh.rooms.directives.rules.own import Head

_LINES = forms.Textarea(attrs={"rows": 3})
_ONE_A_LINE = _("Mỗi nơi một dòng.")


class BeginForm(ActionForm):
    """Kind, body, subject; which document it carries out."""

    kind = forms.ChoiceField(label=_("Loại văn bản"), widget=forms.RadioSelect)
    issuer_id = forms.ChoiceField(label=_("Cơ quan ban hành"))
    subject = forms.CharField(
        label=_("Trích yếu"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Về việc gì; ghi sau cũng được."),
    )  # fmt: skip
    implements_id = forms.UUIDField(
        label=_("Thực hiện văn bản nào"), required=False, help_text=_("Gõ số hoặc trích yếu của văn bản đã vào sổ.")
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(k, _now(name)) for k, (_kind, name) in templates.TEMPLATES.items()]  # type: ignore[attr-defined]
        self.fields["issuer_id"].choices = reads.issuers(by)  # type: ignore[attr-defined]

        def label(value: str) -> str:
            try:
                return str(queries.get(by=by, document_id=UUID(value)))
            except (ValueError, NotYours):
                return ""

        self.fields["implements_id"].widget = Autocomplete("directives:options", label_of=label)

    def clean_issuer_id(self) -> UUID:
        """As an id."""
        return UUID(self.cleaned_data["issuer_id"])


class HeadForm(ActionForm):
    """Everything around the body."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    subject = forms.CharField(label=_("Trích yếu"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=60, help_text=_("Số lấy từ sổ khi ban hành."))
    place = forms.CharField(label=_("Địa danh"), max_length=80)
    urgency = forms.ChoiceField(label=_("Độ khẩn"), required=False)
    parent = forms.CharField(label=_("Cơ quan chủ quản (in phía trên)"), max_length=200, required=False)
    issuer = forms.CharField(label=_("Tên cơ quan như in trên văn bản"), max_length=200)
    authority = forms.CharField(
        label=_("Thẩm quyền ban hành (quyết định)"), max_length=200, required=False,
        help_text=_("Thí dụ: Chủ tịch Ủy ban nhân dân huyện …"),
    )  # fmt: skip
    grounds = forms.CharField(
        label=_("Căn cứ"), max_length=9000, required=False, widget=_LINES, help_text=_("Mỗi căn cứ một dòng.")
    )
    addressees = forms.CharField(
        label=_("Kính gửi"), max_length=9000, required=False, widget=_LINES, help_text=_ONE_A_LINE
    )
    recipients = forms.CharField(
        label=_("Nơi nhận (in cuối văn bản)"), max_length=9000, required=False, widget=_LINES, help_text=_ONE_A_LINE
    )
    keeper = forms.CharField(label=_("Lưu"), max_length=80, help_text=_("Thí dụ: VT, YT"))
    capacity = forms.CharField(
        label=_("Quyền hạn ký"), max_length=160, required=False, help_text=_("Thí dụ: TM. Ủy ban nhân dân")
    )
    for_whom = forms.CharField(label=_("Ký thay"), max_length=160, required=False, help_text=_("Thí dụ: KT. Chủ tịch"))
    title = forms.CharField(label=_("Chức vụ người ký"), max_length=160)
    signer = forms.CharField(label=_("Họ tên người ký"), max_length=120)
    with_table = forms.BooleanField(label=_("Kèm phụ lục bảng phân công nhiệm vụ"), required=False)
    keep_to = forms.MultipleChoiceField(
        label=_("Gửi và yêu cầu xác nhận đã đọc"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Nơi chủ trì, phối hợp nhiệm vụ luôn được gửi."),
    )  # fmt: skip
    add_to = forms.CharField(
        label=_("Gửi thêm cho"),
        max_length=4000,
        required=False,
        help_text=_("Tên cơ quan, hoặc nhóm như “UBND các xã”."),
    )

    def __init__(self, data: Any = None, *, by: Actor, found: OwnDocument) -> None:
        head = found.facts.plain()
        lines = {name: "\n".join(head[name]) for name in ("grounds", "addressees", "recipients")}
        super().__init__(data, initial=head | lines | {"seen": found.version, "keep_to": list(found.send_to)})
        self.fields["urgency"].choices = choices.of(rules.URGENCY_NAMES)  # type: ignore[attr-defined]
        bodies = agencies.bodies_by_id(by, [UUID(one) for one in found.send_to])
        self.fields["keep_to"].choices = [(str(pk), body.name) for pk, body in bodies.items()]  # type: ignore[attr-defined]
        if not bodies:
            self.fields["keep_to"].help_text = _now("Chưa chọn nơi nào. Nơi chủ trì, phối hợp nhiệm vụ luôn được gửi.")
        self.fields["add_to"].widget = Autocomplete("directives:bodies", sensitive=False)
        if found.kind != "decision":
            del self.fields["authority"]

    def head(self) -> Head:
        """As the action takes it."""
        data = self.cleaned_data
        values: dict[str, Any] = {
            name: tuple(line.strip() for line in data[name].splitlines() if line.strip())
            for name in ("grounds", "addressees", "recipients")
        }
        names = ("subject", "symbol", "place", "urgency", "parent", "issuer", "keeper", "capacity", "for_whom", "title",
                 "signer", "with_table")  # fmt: skip
        values |= {name: data[name] for name in names} | {"authority": data.get("authority", "")}
        return Head(**values)

    def send_to(self) -> list[UUID]:
        """Who was kept and who was added."""
        return [
            UUID(one) for one in dict.fromkeys([*self.cleaned_data["keep_to"], *ids_of(self.cleaned_data["add_to"])])
        ]


class TextForm(ActionForm):
    """A part that is no task."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("Nội dung"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 5, "autofocus": True})
    )


class CountForm(ActionForm):
    """How far the book on paper has come."""

    last_no = forms.IntegerField(label=_("Số cuối cùng đã cấp trong năm"), min_value=0, max_value=99_999)
