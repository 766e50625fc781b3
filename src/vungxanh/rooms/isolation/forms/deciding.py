"""The decision of one person, and of all F1 of a case."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.diseases import diseases
from vungxanh.common.web.forms import ActionForm, Autocomplete, DayField, MomentField
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import Refused
from vungxanh.regulations.api import Immunity
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.isolation import queries, rules
from vungxanh.rooms.isolation.words import choices
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.sites import queries as sites

NUMBER = {"inputmode": "numeric"}


class PaperForm(ActionForm):
    """The document every decision stands on; what the issuer wrote last is proposed."""

    issuer = forms.UUIDField(label=_("Cơ quan ra quyết định"))
    number = forms.IntegerField(
        label=_("Số"), required=False, min_value=1, max_value=99_999, widget=forms.TextInput(attrs=NUMBER),
        help_text=_("Bỏ trống: lấy số tiếp theo trong năm."),
    )  # fmt: skip
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=40, initial="QĐ-UBND")
    signed_on = DayField(label=_("Ngày ký"))
    capacity = forms.CharField(
        label=_("Thay mặt"), max_length=120, required=False, help_text=_("Như: TM. Ủy ban nhân dân.")
    )
    title = forms.CharField(label=_("Chức vụ người ký"), max_length=120, required=False)
    signer = forms.CharField(label=_("Họ tên người ký"), max_length=120, required=False)
    grounds = forms.CharField(
        label=_("Căn cứ khác"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Mỗi dòng một căn cứ. Luật và quy định về thời gian cách ly đã có sẵn."),
    )  # fmt: skip

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        start = _last_paper(by) | {"signed_on": timezone.localdate()} | (kwargs.pop("initial", None) or {})
        super().__init__(*args, initial=start, **kwargs)
        self.by = by

        def label(value: str) -> str:
            try:
                return next((a.name for a in agencies.bodies_by_id(by, [UUID(value)]).values()), "")
            except ValueError:
                return ""

        self.fields["issuer"].widget = Autocomplete("agencies:options", label_of=label, sensitive=False)

    def paper(self) -> rules.PaperFacts:
        """As the rules know it."""
        data = self.cleaned_data
        return rules.PaperFacts(
            issuer_id=data["issuer"], signed_on=data["signed_on"], number=data["number"], symbol=data["symbol"],
            capacity=data["capacity"], title=data["title"], signer=data["signer"],
            grounds=tuple(data["grounds"].splitlines()),
        )  # fmt: skip


def _last_paper(by: Actor) -> dict[str, Any]:
    issuer = next((scope.agency_id for scope in by.scopes if scope.agency_id), None)
    last = queries.last_symbol(by=by, issuer_id=issuer) if issuer else None
    if last is None:
        return {"issuer": issuer}
    return {"issuer": issuer} | {name: getattr(last, name) for name in ("symbol", "capacity", "title", "signer")}


def site_choices(by: Actor) -> list[tuple[str, Any]]:
    """Active sites with their free beds."""
    found = list(sites.visible(by).filter(state="active").order_by("name")[:200])
    full = sites.occupancy(by=by, site_ids=[s.pk for s in found])
    named = [(str(s.pk), f"{s.name} ({full[s.pk].free if s.pk in full else 0})") for s in found]
    return [("", _("Không, hoặc xếp sau")), *named]


class DecisionForm(PaperForm):
    """Whom, why, where, from when; the last day follows from the regulation unless it is typed."""

    person = forms.UUIDField(label=_("Người cách ly"))
    disease = forms.ChoiceField(label=_("Bệnh"), choices=diseases, initial="covid19")
    reason = forms.ChoiceField(label=_("Lý do"), choices=lambda: choices(rules.REASON_NAMES))
    kind = forms.ChoiceField(label=_("Hình thức"), choices=lambda: choices(rules.KIND_NAMES), initial="home")
    site = forms.ChoiceField(label=_("Khu cách ly (còn trống)"), required=False)
    last_exposure = DayField(label=_("Tiếp xúc lần cuối"), required=False, help_text=_("Với F1, F2, F3."))
    started_at = MomentField(label=_("Bắt đầu cách ly lúc"))
    doses = forms.IntegerField(
        label=_("Số liều vắc xin"), required=False, min_value=0, max_value=9, widget=forms.TextInput(attrs=NUMBER)
    )
    last_dose = DayField(label=_("Liều cuối ngày"), required=False)
    recovered = DayField(label=_("Khỏi bệnh ngày"), required=False)
    until = DayField(
        label=_("Cách ly đến hết ngày"), required=False, help_text=_("Bỏ trống: theo quy định đang hiệu lực.")
    )
    contact = forms.UUIDField(required=False, widget=forms.HiddenInput)
    case = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = (
        "person",
        "disease",
        "reason",
        "kind",
        "site",
        "last_exposure",
        "started_at",
        "doses",
        "last_dose",
        "recovered",
        "until",
    )

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(by, *args, **kwargs)

        def label(value: str) -> str:
            try:
                return people.shown_name(by, people.get(by, UUID(value)))
            except (Refused, ValueError):
                return ""

        self.fields["person"].widget = Autocomplete(
            "people:suggest", label_of=label, attrs={"placeholder": _("gõ họ tên")}
        )
        site = self.fields["site"]
        assert isinstance(site, forms.ChoiceField)
        site.choices = site_choices(by)

    def facts(self) -> rules.DecisionFacts:
        """As the rules know it."""
        data = self.cleaned_data
        return rules.DecisionFacts(
            disease=data["disease"], reason=rules.Reason(data["reason"]), kind=rules.Kind(data["kind"]),
            started_at=data["started_at"], last_exposure=data["last_exposure"], until=data["until"],
            immunity=Immunity(doses=data["doses"], last_dose=data["last_dose"], recovered=data["recovered"]),
            site_id=UUID(data["site"]) if data["site"] else None, contact_id=data["contact"], case_id=data["case"],
        )  # fmt: skip


class CaseForm(PaperForm):
    """One paper for several contacts of a case."""

    kind = forms.ChoiceField(label=_("Hình thức"), choices=lambda: choices(rules.KIND_NAMES), initial="home")
    site = forms.ChoiceField(label=_("Khu cách ly (còn trống)"), required=False)
    field_order = ("kind", "site")

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(by, *args, **kwargs)
        site = self.fields["site"]
        assert isinstance(site, forms.ChoiceField)
        site.choices = site_choices(by)
