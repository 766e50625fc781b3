"""The form of /console/kit/."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vungxanh.common.web.forms import ActionForm, Autocomplete, DayField, MomentField
from vungxanh.common.web.parts import Option
from vungxanh.kernel.text import fold

PLACES = tuple(
    Option(str(i), name, hint)
    for i, (name, hint) in enumerate(
        [
            ("Xã Bù Gia Mập", "huyện Bù Gia Mập, tỉnh Bình Phước"),
            ("Xã Đắk Ơ", "huyện Bù Gia Mập, tỉnh Bình Phước"),
            ("Thị xã Tân Uyên", "tỉnh Bình Dương"),
            ("Huyện Tân Uyên", "tỉnh Lai Châu"),
        ]
    )
)


def find(text: str) -> list[Option]:
    """Places whose folded name has the folded words."""
    return [o for o in PLACES if fold(text) in fold(f"{o.label} {o.hint}")]


def name_of(value: str) -> str:
    """The name of a chosen place."""
    return next((o.label for o in PLACES if o.value == value), "")


class KitForm(ActionForm):
    """One field of each kind."""

    full_name = forms.CharField(label=gettext_lazy("Họ và tên"), max_length=120)
    onset = DayField(
        label=gettext_lazy("Ngày khởi phát"),
        help_text=gettext_lazy("Để trống nếu không có triệu chứng."),
        required=False,
    )
    sampled = MomentField(label=gettext_lazy("Lấy mẫu lúc"), required=False)
    place = forms.CharField(
        label=gettext_lazy("Nơi ở"),
        help_text=gettext_lazy("Gõ ít nhất hai chữ, có dấu hay không dấu."),
        widget=Autocomplete("console:kit-areas", label_of=name_of, sensitive=False),
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Nguồn phát hiện"),
        choices=[("", "–"), ("screening", gettext_lazy("sàng lọc")), ("contact", gettext_lazy("người tiếp xúc"))],
    )
    mask = forms.ChoiceField(
        label=gettext_lazy("Khẩu trang"),
        choices=[("yes", gettext_lazy("có")), ("no", gettext_lazy("không")), ("unknown", gettext_lazy("không rõ"))],
        widget=forms.RadioSelect,
    )
    symptoms = forms.BooleanField(label=gettext_lazy("Đang có triệu chứng"), required=False)
    note = forms.CharField(label=gettext_lazy("Ghi chú"), widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def clean_full_name(self) -> Any:
        """Two words at least, so that the error can be seen."""
        name = self.cleaned_data["full_name"]
        if len(name.split()) < 2:
            raise forms.ValidationError(_("Viết cả họ và tên, thí dụ: Nguyễn Văn An."))
        return name
