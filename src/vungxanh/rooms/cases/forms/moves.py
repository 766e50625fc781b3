"""Small forms: one for each thing that may be done to a case."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vungxanh.common import centre
from vungxanh.common.web.forms import ActionForm, DayField, MomentField
from vungxanh.rooms.cases import rules
from vungxanh.rooms.cases.forms import choices


def _now() -> object:
    return timezone.localtime(centre.now()).replace(second=0, microsecond=0)


def today() -> object:
    """The day on the centre's clock."""
    return timezone.localdate(centre.now())


class ConfirmForm(ActionForm):
    """The moment of diagnosis starts the notification clock."""

    diagnosed_at = MomentField(label=_("Chẩn đoán lúc"), initial=_now, help_text=_("Giờ ghi trên phiếu kết quả."))
    accept_unusual = forms.BooleanField(label=_("Ngày đúng như vậy, tôi đã kiểm tra lại"), required=False)


class ReasonForm(ActionForm):
    """Why."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi lý do, vài chữ là đủ.")},
    )  # fmt: skip


class PlainForm(ActionForm):
    """Nothing to fill in."""


class NotifyForm(ActionForm):
    """When the upper level was told."""

    notified_at = MomentField(label=_("Báo cáo lúc"), initial=_now)


class IsolateForm(ActionForm):
    """When he was isolated."""

    isolated_at = MomentField(label=_("Cách ly lúc"), initial=_now)


class OutcomeForm(ActionForm):
    """How it stands or ended."""

    outcome = forms.ChoiceField(label=_("Kết cục"), choices=choices.of(rules.OUTCOME_NAMES), widget=forms.RadioSelect)
    outcome_date = DayField(label=_("Ngày khỏi bệnh hoặc tử vong"), required=False)


class CloseForm(ActionForm):
    """When a cluster ended."""

    closed_on = DayField(label=_("Kết thúc ngày"), initial=today)


class JoinForm(ActionForm):
    """Which cluster a case belongs to."""

    def __init__(self, clusters: list[tuple[str, str]], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cluster"] = forms.ChoiceField(
            label=_("Ổ dịch"), choices=clusters,
            error_messages={"required": _("Hãy chọn ổ dịch; chưa có thì mở ổ dịch mới trước.")},
        )  # fmt: skip
