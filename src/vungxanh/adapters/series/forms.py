"""Sending a file of counts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import ActionForm, DayField

LARGEST = 40 * 1024 * 1024


class SendForm(ActionForm):
    """The file, what its source is called, which area it covers."""

    upload = forms.FileField(
        label=_("Tệp CSV hoặc Excel"),
        help_text=_("Cột: ngày, số ca, tỉnh; nếu có: huyện, xã, mã đơn vị, tử vong, nơi phát hiện. Tệp dân số: tỉnh, huyện, xã, dân số."),
    )  # fmt: skip
    title = forms.CharField(
        label=_("Tên nguồn"), max_length=60,
        help_text=_("Gửi lại cùng tên nguồn thì số mới thay số cũ của cùng nơi, cùng ngày."),
    )  # fmt: skip
    area = forms.ChoiceField(
        label=_("Địa bàn nguồn này phủ hết"), help_text=_("Ngày không có dòng được hiểu là không có ca.")
    )
    as_of = DayField(label=_("Dân số tính đến ngày"), required=False, help_text=_("Chỉ cho tệp dân số."))

    def __init__(self, *args: Any, areas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = areas  # type: ignore[attr-defined]

    def clean_upload(self) -> Any:
        """Not larger than a page's work."""
        data = self.cleaned_data["upload"]
        if data.size > LARGEST:
            raise forms.ValidationError(_("Tệp lớn hơn 40 MB."))
        return data
