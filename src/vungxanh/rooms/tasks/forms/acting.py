"""The small forms behind the buttons of a task and of an obstacle."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import ActionForm, Autocomplete, DeadlineField, MomentField
from vungxanh.rooms.tasks import queries, rules


def _text(label: Any, *, required: bool = True, rows: int = 4, most: int = 4000) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=most, widget=forms.Textarea(attrs={"rows": rows}))


class _ForTask(ActionForm):
    """A form that may look at the row it is about; most do not."""

    def __init__(self, *args: Any, by: Any = None, row: Any = None, **kwargs: Any) -> None:
        self.by, self.row = by, row
        super().__init__(*args, **kwargs)


class PlainForm(_ForTask):
    """Nothing to ask."""


class CloseForm(_ForTask):
    """A word with the approval."""

    text = _text(_("Nhận xét"), required=False, rows=2, most=1000)


class TextForm(_ForTask):
    """What is told."""

    text = _text(_("Nội dung"))


class ReasonForm(_ForTask):
    """Why."""

    reason = _text(_("Lý do"), rows=3, most=1000)


class NoteForm(_ForTask):
    """A line put right."""

    text = _text(_("Nội dung đúng"))


class ProgressForm(_ForTask):
    """How far, in words and per cent."""

    text = _text(_("Đã làm được gì"))
    percent = forms.IntegerField(
        label=_("Tiến độ (%)"), required=False, min_value=0, max_value=100,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.row is not None and self.row.percent:
            self.fields["percent"].initial = self.row.percent


class StartForm(_ForTask):
    """When the event happened from which the hours count."""

    happened_at = MomentField(label=_("Sự kiện xảy ra lúc"))
    reason = _text(_("Sự kiện gì"), rows=2, most=1000)


class ExtensionForm(_ForTask):
    """More time."""

    until = DeadlineField(label=_("Xin đến"))
    reason = _text(_("Lý do"), rows=3, most=1000)


class AnswerForm(_ForTask):
    """The answer to a request for more time."""

    grant = forms.ChoiceField(
        label=_("Trả lời"), choices=[("yes", _("Đồng ý")), ("no", _("Không đồng ý"))], widget=forms.RadioSelect
    )
    until = DeadlineField(label=_("Hạn mới"), required=False, help_text=_("Để trống: đúng như đề nghị."))
    reason = _text(_("Lý do"), rows=3, most=1000)


class ChangeForm(_ForTask):
    """An order put right."""

    title = forms.CharField(label=_("Tên việc"), max_length=200)
    text = _text(_("Nội dung"), rows=6, most=20_000)
    due_at = DeadlineField(label=_("Hạn"), required=False, help_text=_("Hạn đầu tiên vẫn được giữ và hiện ra."))
    area_of_work = forms.ChoiceField(label=_("Lĩnh vực"), choices=[])
    reason = _text(_("Lý do sửa"), rows=2, most=1000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area_of_work"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, _(name)) for key, name in rules.AREAS_OF_WORK.items()]
        if self.row is not None:
            for name in ("title", "text", "due_at", "area_of_work"):
                self.fields[name].initial = getattr(self.row, name)
            if self.row.kind != rules.Kind.TASK:
                self.fields["due_at"].initial = None
                self.fields["due_at"].help_text = _("Để trống: giữ nguyên hạn của từng đơn vị.")


def agency_label(value: str) -> str:
    """The name of an agency already chosen."""
    try:
        found = queries.bodies([UUID(value)])
    except ValueError:
        return ""
    return next((body.name for body in found.values()), "")


def agency_field(label: Any, *, required: bool = True, known: bool = False) -> forms.UUIDField:
    """Choose an agency by typing. ``known``: also those of the areas above."""
    url = "tasks:known_agencies" if known else "tasks:agencies"
    return forms.UUIDField(
        label=label, required=required, widget=Autocomplete(url, label_of=agency_label, sensitive=False)
    )


class HandOverForm(_ForTask):
    """To other agencies."""

    lead = agency_field(_("Cơ quan chủ trì mới"))
    second = agency_field(_("Cùng chủ trì"), required=False)
    with_1 = agency_field(_("Phối hợp"), required=False)
    with_2 = agency_field(_("Phối hợp thêm"), required=False)
    reason = _text(_("Lý do"), rows=2, most=1000)


class HeadForm(_ForTask):
    """Who answers for it."""

    user = forms.ChoiceField(label=_("Người có tài khoản"), required=False, choices=[])
    name = forms.CharField(label=_("Hoặc ghi họ tên, chức vụ"), required=False, max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = queries.colleagues(self.by, queries.leads_of(self.row)) if self.row is not None else {}
        field = self.fields["user"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "–"), *sorted(((str(pk), name) for pk, name in people.items()), key=lambda x: x[1])]


class FileForm(_ForTask):
    """A file that shows what was done."""

    file = forms.FileField(
        label=_("Tệp minh chứng"),
        help_text=_("PDF, ảnh, Word, Excel, văn bản thuần; nhiều nhất 20 MB. Không gửi tệp có tên người bệnh."),
    )


class ValueForm(_ForTask):
    """What a target stands at."""

    value = forms.FloatField(
        label=_("Số hiện nay"), localize=True, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=300)


class BindForm(_ForTask):
    """A live number."""

    figure = forms.ChoiceField(label=_("Số liệu của hệ thống"), required=False, choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["figure"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("nhập tay")), *((key, _(one.name)) for key, one in queries.FIGURES.items())]
        if self.row is not None:
            field.initial = self.row.figure


class ForwardForm(_ForTask):
    """On to the level above."""

    to_agency = agency_field(_("Chuyển đến"), known=True)
    reason = _text(_("Lý do chuyển"), rows=3, most=1000)
