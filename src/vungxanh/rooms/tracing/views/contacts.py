"""The list of contacts, and the page of one contact."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.common.web.columns import Bulk, Column
from vungxanh.common.web.diseases import diseases
from vungxanh.common.web.filters import AreaFilter, BooleanFilter, ChoiceFilter, DateRangeFilter
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import system
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.tracing import actions, queries, rules
from vungxanh.rooms.tracing.forms import IsolatedForm, OverrideForm, PositiveForm
from vungxanh.rooms.tracing.views import shared, sheets


def _area_name(path: str) -> str | None:
    name = places.display_name(by=system(), path=path)
    return None if name == path else name


class ContactList(Listing):
    """People under tracing."""

    key = "contacts"
    noun = _("người tiếp xúc")
    columns = (
        Column(name="person", label=_("Người"), main=True, value="chip", template="tracing/cells/contact.html"),
        Column(name="state", label=_("Trạng thái"), value="state_words", template="tracing/cells/state.html"),
        Column(name="why", label=_("Vì sao"), value="whys", template="tracing/cells/why.html"),
        Column(name="last_exposed_at", label=_("Tiếp xúc lần cuối"), sort="last"),
        Column(name="followed_until", label=_("Theo dõi đến"), sort="until"),
        Column(name="team", label=_("Tổ"), value="team.name"),
        Column(name="area", label=_("Nơi ở"), value="area_name", shown=False),
        Column(name="attempts", label=_("Đã gọi"), number=True, shown=False),
        Column(name="isolated_at", label=_("Cách ly từ"), shown=False),
    )
    filters = (
        ChoiceFilter(name="level", label=_("mức"), choices=[("1", "F1"), ("2", "F2"), ("3", "F3")]),
        ChoiceFilter(
            name="state",
            label=_("trạng thái"),
            choices=lambda: [(s.value, _now(n)) for s, n in rules.STATE_NAMES.items()],
        ),
        ChoiceFilter(name="disease", label=_("bệnh"), choices=diseases),
        AreaFilter(name="area", label=_("nơi ở"), name_of=_area_name, url_name="places:suggest"),
        DateRangeFilter(name="last", label=_("tiếp xúc lần cuối"), field="last_exposed_at", moments=True),
        BooleanFilter(name="ill", label=_("có triệu chứng"), q=queries.SYMPTOMATIC),
        BooleanFilter(name="free", label=_("chưa giao tổ"), q=queries.UNASSIGNED),
        BooleanFilter(name="loose", label=_("chưa cách ly"), q=Q(isolated_at=None)),
    )
    sorts = {"order": ("-priority", "id"), "last": ("-last_exposed_at", "id"), "until": ("followed_until",)}
    default_sort = "order"
    file = sheets.CONTACTS
    keeps = True
    empty = Empty(
        title=_("Chưa có người tiếp xúc"),
        text=_("Người tiếp xúc được tìm ra từ mốc dịch tễ và phỏng vấn của ca bệnh. Mở một ca bệnh rồi bấm «Phỏng vấn»."),
        action_label=_("Xem ca bệnh"), action_url="/cases/", icon="route",
    )  # fmt: skip

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Names, areas and reasons for the page."""
        return shared.decorate(self.request.actor, objects)  # type: ignore[attr-defined]


def _rows(request: ActorRequest) -> Any:
    wanted = request.GET.get("state") or request.POST.get("state")
    rows = queries.visible(request.actor)
    return queries.with_reasons(rows if wanted else rows.exclude(state=rules.ContactState.DROPPED))


@page(needs=Permission.TRACE_SEE)
def contacts(request: ActorRequest) -> HttpResponse:
    """The list; those dropped only when asked for."""
    by = request.actor
    teams = [t for t in queries.visible_teams(by).filter(active=True) if by.may(Permission.TRACE_ASSIGN, t.area_path)]
    bulk = [
        Bulk(
            label=_now("Giao cho %(team)s") % {"team": t.name},
            url=reverse("tracing:assign", args=[t.pk]),
            icon="users-group",
        )
        for t in teams[:6]
    ]
    return ContactList(request, _rows(request), bulk=bulk).respond("tracing/contacts.html", {"at": shared.at()})


@page(needs=Permission.TRACE_SEE)
@never_cache
def one(request: ActorRequest, contact_id: UUID) -> HttpResponse:
    """One contact: why, the path to the case, the work done, what to do next."""
    by = request.actor
    whole = queries.with_reasons(queries.visible(by).filter(pk=contact_id)).first()
    if whole is None:
        raise NotYours("Không có người tiếp xúc này, hoặc không thuộc địa bàn của bạn.")
    contact = shared.decorate(by, [whole])[0]
    contact.chip = shared.chip(
        by, people.cards(by, [contact.person_id])[contact.person_id], area=contact.area_name, opens=True
    )
    exposures = queries.exposures_of_contact(by=by, contact=whole)
    work = queries.case_work(by=by, case_ids={e.case_id for e in exposures}, what=("computed_at",))
    return render(request, "tracing/contact.html", {
        "contact": contact, "paths": _paths(by, exposures), "calls": shared.calls_told(queries.calls_of(by=by, contact=whole)),
        "followups": _told(queries.follow_ups_of(by=by, contact=whole)), "follow": queries.follow_of(by=by, contact=whole, at=shared.at()),
        "computed_at": min((w.computed_at for w in work.values() if w.computed_at), default=None),
        "order": queries.order_of(by=by, contact=whole, at=shared.at()), "history": queries.history_of(by=by, contact=whole),
        "open": whole.state in rules.OPEN,
        "waiting": whole.state in rules.WAITING and by.may(Permission.CALL_RECORD, whole.area_path),
        "decide_url": shared.url_or_none("isolation:new") if by.may(Permission.ISOLATION_DECIDE, whole.area_path) else "",
        "may": {p.name: by.may(p, whole.area_path) for p in (Permission.TRACE_OVERRIDE, Permission.FOLLOWUP_RECORD, Permission.CASE_RECORD)},
    })  # fmt: skip


def _told(rows: list[Any]) -> list[Any]:
    for row in rows:
        row.words = [_now(rules.SYMPTOM_NAMES[rules.Symptom(s)]) for s in row.symptoms if s in list(rules.Symptom)]
    return rows


def _paths(by: Any, exposures: list[Any]) -> list[list[dict[str, Any]]]:
    """Per index case the people from F0 to him, with where and when each caught it."""
    chains = [queries.path_to_case(by=by, exposure=e) for e in exposures]
    cards = people.cards(
        by, {e.contact.person_id for c in chains for e in c} | {e.through_id for c in chains for e in c}
    )
    found = []
    for chain in chains:
        start = {"level": 0, "chip": shared.chip(by, cards.get(chain[0].through_id)), "text": chain[0].case.code,
                 "url": reverse("cases:one", args=[chain[0].case_id])}  # fmt: skip
        links = [
            {
                "level": e.level,
                "chip": shared.chip(by, cards.get(e.contact.person_id)),
                "text": e.reason,
                "url": reverse("tracing:contact", args=[e.contact_id]) if e is not chain[-1] else "",
            }
            for e in chain
        ]
        found.append([start, *links])
    return found


FORMS = {"override": OverrideForm, "isolate": IsolatedForm, "positive": PositiveForm}
TITLES = {
    "override": _("Sửa mức tiếp xúc"), "isolate": _("Ghi cách ly"), "positive": _("Xét nghiệm dương tính"),
}  # fmt: skip
NEEDS = {
    "override": Permission.TRACE_OVERRIDE, "isolate": Permission.FOLLOWUP_RECORD, "positive": Permission.CASE_RECORD,
}  # fmt: skip


@page(needs=Permission.TRACE_SEE)
@never_cache
@require_http_methods(["GET", "POST"])
def act(request: ActorRequest, contact_id: UUID, name: str) -> HttpResponse:
    """One thing done to a contact, in a dialog: its form, then the page again."""
    by = request.actor
    if name not in FORMS:
        raise NotYours("Không có việc này.")
    by.check(NEEDS[name])
    contact = queries.get(by=by, contact_id=contact_id)
    form = FORMS[name](
        request.POST or None,
        initial={"level": contact.level or 0, "isolated_at": shared.at(), "diagnosed_at": shared.at()},
    )
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            _do(name, form, by, contact_id)
        if form.is_valid():
            response = HttpResponse(status=204)
            response["HX-Redirect"] = reverse("tracing:contact", args=[contact_id])
            return response if request.htmx else redirect("tracing:contact", contact_id)
    context = {"form": form, "title": TITLES[name], "contact": contact, "name": name}
    return render(request, "tracing/parts/act.html", context, status=422 if form.errors else 200)


def _do(name: str, form: Any, by: Any, contact_id: UUID) -> None:
    data, given = form.cleaned_data, {"by": by, "at": shared.at(), "contact_id": contact_id}
    if name == "override":
        actions.override.once(str(form.key), **given, level=data["level"], reason=data["reason"])
    elif name == "isolate":
        actions.isolate_contact.once(str(form.key), **given, isolated_at=data["isolated_at"])
    else:
        actions.turned_positive.once(
            str(form.key), **given, diagnosed_at=data["diagnosed_at"], sampled_at=data["sampled_at"], onset=data["onset"],
            confirmed=by.may(Permission.CASE_CONFIRM),
        )  # fmt: skip


@page(needs=Permission.TRACE_OVERRIDE)
@require_POST
def clear(request: ActorRequest, contact_id: UUID) -> HttpResponse:
    """Back to the computed level."""
    try:
        actions.clear_override(by=request.actor, at=shared.at(), contact_id=contact_id)
    except NotYours:
        raise
    except Refused as no:
        messages.error(request, no.told(_now))
    return redirect("tracing:contact", contact_id)
