"""Forms of the room."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import ActionForm, DayField
from vungxanh.regulations.indices import LETTERS
from vungxanh.rooms.zones import queries, words


def _text(
    label: Any, *, required: bool = True, rows: int = 3, most: int = 1000, help_text: Any = ""
) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=most, widget=area, help_text=help_text)


class ReviewForm(ActionForm):
    """A word with the review."""

    text = _text(_("Nhận xét"), required=False, rows=2, most=400)


class DecideForm(ActionForm):
    """The level, by which document, from when; its measures."""

    level = forms.ChoiceField(label=_("Mức quyết định"), choices=words.level_choices)
    number = forms.CharField(label=_("Số quyết định, thông báo"), max_length=80)
    start = DayField(label=_("Áp dụng từ ngày"))
    until = DayField(label=_("Đến hết ngày"), required=False, help_text=_("Bỏ trống: đến khi có quyết định khác."))
    reason = _text(_("Lý do"), required=False, help_text=_("Bắt buộc khi mức khác với đề xuất."))
    stronger = _text(
        _("Biện pháp mạnh hơn"), required=False, most=2000,
        help_text=_("Mỗi dòng một biện pháp, thêm vào các biện pháp của mức."),
    )  # fmt: skip


class ReviewManyForm(ActionForm):
    """A word with the review of many."""

    text = _text(_("Nhận xét"), required=False, rows=2, most=400)


class DecideManyForm(ActionForm):
    """One paper for many places, each at the level proposed for it."""

    number = forms.CharField(label=_("Số quyết định, thông báo"), max_length=80)
    start = DayField(label=_("Áp dụng từ ngày"))
    until = DayField(label=_("Đến hết ngày"), required=False, help_text=_("Bỏ trống: đến khi có quyết định khác."))


class GoalForm(ActionForm):
    """One plan for many places: which level, by when."""

    level = forms.ChoiceField(label=_("Mục tiêu"), choices=words.level_choices)
    due = DayField(label=_("Đến ngày"))
    number = forms.CharField(label=_("Số kế hoạch"), max_length=80)
    note = _text(_("Biện pháp, cách làm"), required=False, rows=2, most=400)


class ReasonForm(ActionForm):
    """Why."""

    reason = _text(_("Lý do thu hồi"), rows=2, most=400)


class InputForm(ActionForm):
    """A number stated for an area."""

    measure = forms.ChoiceField(label=_("Chỉ số"), choices=words.declared_choices)
    numerator = forms.FloatField(
        label=_("Số đếm được"), localize=True, widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text=_("Chỉ số có hoặc không: ghi 1 là có, 0 là không."),
    )  # fmt: skip
    denominator = forms.FloatField(
        label=_("Trên tổng số"), required=False, localize=True, widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text=_("Với tỷ lệ: tổng số người, số trạm, dân số."),
    )  # fmt: skip
    day = DayField(label=_("Ngày của số liệu"))
    source = forms.CharField(label=_("Nguồn"), max_length=200, help_text=_("Báo cáo nào, của ai."))


class AnnouncementForm(ActionForm):
    """What the authority above announced."""

    level = forms.ChoiceField(label=_("Mức được công bố"), choices=words.level_choices)
    number = forms.CharField(label=_("Số văn bản"), max_length=80)
    issuer = forms.CharField(label=_("Cơ quan công bố"), max_length=160)
    since = DayField(label=_("Áp dụng từ ngày"))
    until = DayField(label=_("Đến hết ngày"), required=False)


class OwnSetForm(ActionForm):
    """The head of a centre's own set; its numbers are fields named ``n:…`` made from the set it begins from."""

    name = forms.CharField(label=_("Tên bộ tiêu chí"), max_length=160)
    number = forms.CharField(label=_("Văn bản ban hành"), max_length=60)
    effective_from = DayField(label=_("Áp dụng từ ngày"))
    effective_to = DayField(label=_("Đến hết ngày"), required=False)
    area = forms.ChoiceField(label=_("Địa bàn"))

    def __init__(self, *args: Any, areas: Any, level_set: queries.LevelSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = areas  # type: ignore[attr-defined]
        self.numbers = list(queries.numbers_of(level_set))
        for n in self.numbers:
            kind = forms.IntegerField if n.whole else forms.FloatField
            box = forms.TextInput(attrs={"inputmode": "decimal"})
            stricter = _("nhỏ hơn là chặt hơn") if n.lower else _("lớn hơn là chặt hơn")
            of_level = n.path.endswith(".level") or n.path.startswith("matrix")
            letters = ", ".join(f"{value} {mark}" for value, mark in LETTERS.items()) if of_level else ""
            self.fields[n.path] = kind(
                label=f"{n.label} ({n.unit})" if n.unit else n.label,
                help_text=format_lazy(
                    "{} {}; {}{}", _("Văn bản:"), words.said(n.document), stricter, f" ({letters})" if letters else ""
                ),
                error_messages={"invalid": _("Nhập một số nguyên.") if n.whole else _("Nhập một số.")},
                initial=int(n.now) if n.now == int(n.now) else n.now,
                localize=True,
                widget=box,
            )

    def changes(self) -> dict[str, float]:
        """The numbers as typed."""
        return {n.path: self.cleaned_data[n.path] for n in self.numbers}


def _slider(label: Any, low: int, high: int, step: str = "1") -> forms.FloatField:
    box = forms.NumberInput(attrs={"type": "range", "min": low, "max": high, "step": step, "class": "form-range"})
    return forms.FloatField(label=label, required=False, min_value=low, max_value=high, widget=box)


class OutlookForm(forms.Form):
    """What if there were so many cases, growing so fast, so ill."""

    use_required_attribute = False
    area = forms.ChoiceField(label=_("Địa bàn"), required=False)
    active = _slider(_("Ca đang điều trị"), 0, 10_000_000)
    growth = _slider(_("Tăng mỗi ngày (%)"), -10, 30, "0.5")
    moderate = _slider(_("Trung bình (%)"), 0, 100, "0.1")
    severe = _slider(_("Nặng, thở oxy (%)"), 0, 100, "0.1")
    critical = _slider(_("Nguy kịch (%)"), 0, 100, "0.1")

    def __init__(self, *args: Any, areas: Any, counted: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = areas  # type: ignore[attr-defined]
        # twice what there is: a slider that ends below would answer for fewer cases as soon as another is moved
        self.fields["active"].widget.attrs["max"] = max(3000, -(-counted // 500) * 1000)

    def clean(self) -> dict[str, Any]:
        """Shares of one whole."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if sum(data.get(name) or 0 for name in ("moderate", "severe", "critical")) > 100:
            raise forms.ValidationError(_("Tổng các tỷ lệ mức bệnh lớn hơn 100%."))
        return data


class StockForm(ActionForm):
    """How much of a resource there is."""

    resource = forms.ChoiceField(label=_("Nguồn lực"), choices=words.resource_choices)
    amount = forms.FloatField(label=_("Hiện có"), localize=True, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    day = DayField(label=_("Ngày của số liệu"))
    source = forms.CharField(label=_("Nguồn"), max_length=200)


class ClusterForm(ActionForm):
    """A cluster of communes; ``communes``: those to choose from."""

    name = forms.CharField(label=_("Tên cụm xã"), max_length=120, help_text=_("Ví dụ: Cụm biên giới phía bắc."))
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False, help_text=_("Lập theo văn bản nào."))
    members = forms.MultipleChoiceField(label=_("Các xã"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, communes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].choices = communes  # type: ignore[attr-defined]
