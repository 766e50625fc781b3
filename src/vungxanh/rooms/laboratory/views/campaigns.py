"""Campaigns: who must be sampled, why, how far it is; the groups screened again and again."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web.columns import Column
from vungxanh.common.web.export import Sheet
from vungxanh.common.web.filters import AreaFilter, ChoiceFilter
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.laboratory import actions, queries, rules
from vungxanh.rooms.laboratory.forms import CampaignForm
from vungxanh.rooms.laboratory.forms.parts import area_name
from vungxanh.rooms.laboratory.models import Campaign
from vungxanh.rooms.laboratory.views.shared import asked, carded, one_of, pressed
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.places import queries as places

STATES = [(s.value, rules.WANTED_NAMES[s]) for s in rules.WantedState]


class Campaigns(Listing):
    """Campaigns, the latest day on top."""

    key = "campaigns"
    noun = _("đợt")
    columns = (
        Column(
            name="name", label=_("Đợt lấy mẫu"), main=True, url=lambda c: reverse("laboratory:campaign", args=[c.pk])
        ),
        Column(name="day", label=_("Ngày"), sort="day"),
        Column(
            name="reason",
            label=_("Vì"),
            value=lambda c: c.group.name if c.group else _now(rules.REASON_NAMES[rules.Reason(c.reason)]),
        ),
        Column(name="done", label=_("Đã lấy"), value="done", number=True),
        Column(name="left", label=_("Còn chờ"), value="left", number=True),
        Column(name="area", label=_("Địa bàn"), value="area_name"),
        Column(name="closed", label=_("Kết thúc"), value="closed_at", shown=False),
    )
    filters = (
        ChoiceFilter(
            name="reason", label=_("lý do"), choices=[(r.value, rules.REASON_NAMES[r]) for r in rules.PLANNABLE]
        ),
        AreaFilter(name="area", label=_("địa bàn"), name_of=area_name, url_name="places:suggest"),
    )
    sorts = {"day": ("-day",)}
    default_sort = "day"
    empty = Empty(
        title=_("Chưa có đợt lấy mẫu nào"),
        text=_("Mở đợt: phần mềm tìm ai phải lấy mẫu hôm nay theo quy định, nhóm nguy cơ, địa bàn, triệu chứng."),
        action_label=_("Mở đợt lấy mẫu"), action_url="/laboratory/campaigns/new/", icon="list-check",
    )  # fmt: skip

    def prepare(self, objects: list[Any]) -> list[Any]:
        """How far each is."""
        by = self.request.actor  # type: ignore[attr-defined]
        counts = queries.progress(by=by, campaign_ids=[one.pk for one in objects])
        names = places.display_names(by=by, paths={one.area_path for one in objects})
        for one in objects:
            n = counts.get(one.pk, {})
            one.done, one.left, one.area_name = n.get("sampled", 0), n.get("waiting", 0), names[one.area_path]
        return objects


@page(needs=Permission.SAMPLE_SEE)
def campaigns(request: ActorRequest) -> HttpResponse:
    """The list."""
    listing = Campaigns(request, queries.visible_campaigns(request.actor).select_related("group"))
    return listing.respond("laboratory/campaigns.html", {"may_plan": request.actor.may(Permission.SAMPLE_PLAN)})


@page(needs=Permission.SAMPLE_PLAN)
@require_http_methods(["GET", "POST"])
def new_campaign(request: ActorRequest) -> HttpResponse:
    """Open one: finds the people at once."""
    by = request.actor
    start = {
        "day": timezone.localdate(centre.now()),
        "reason": request.GET.get("reason", ""),
        "group": request.GET.get("group", ""),
    }
    form = CampaignForm(by, request.POST or None, initial=start)
    groups = queries.visible_groups(by).filter(active=True).order_by("name")
    form.fields["group"].choices = [("", _now("chưa chọn")), *((str(g.pk), g.name) for g in groups)]  # type: ignore[attr-defined]

    def do(key: str) -> Campaign:
        data = form.cleaned_data
        return actions.open_campaign.once(
            key, by=by, at=centre.now(), area_path=data["area_path"], name=data["name"], reason=data["reason"], day=data["day"],
            disease=data["disease"], group_id=form.uuid("group"), pool_size=data["pool_size"],
            laboratory_id=form.uuid("laboratory"), representatives=data["representatives"], hamlet=data["hamlet"],
        )  # fmt: skip

    return asked(
        request, form, do, title=_now("Mở đợt lấy mẫu"), back=reverse("laboratory:campaigns"), done=_now("Đã lập danh sách."),
        to=lambda made: reverse("laboratory:campaign", args=[made.pk]), advice=queries.advice(by=by, at=centre.now()),
    )  # fmt: skip


class People(Listing):
    """Who is on the list of a campaign."""

    key = "wanted"
    noun = _("người")
    columns = (
        Column(name="name", label=_("Họ và tên"), main=True),
        Column(name="born", label=_("Năm sinh")),
        Column(name="hamlet", label=_("Thôn")),
        Column(name="job", label=_("Nghề nghiệp")),
        Column(name="area", label=_("Địa bàn"), value="area_name"),
        Column(name="due", label=_("Ngày phải lấy"), value="due_on"),
        Column(
            name="state", label=_("Tình trạng"), value=lambda w: _now(rules.WANTED_NAMES[rules.WantedState(w.state)])
        ),
        Column(name="note", label=_("Ghi chú"), value="note_said"),
        Column(
            name="act", label=_("Ghi nhận"), template="laboratory/cells/wanted.html", value="pk", plain=lambda w: ""
        ),
    )
    filters = (
        ChoiceFilter(name="state", label=_("tình trạng"), choices=STATES),
        AreaFilter(name="area", label=_("địa bàn"), name_of=area_name, url_name="places:suggest"),
    )
    sorts = {"order": ("state", "due_on")}
    file = Sheet(stem="danh-sach-lay-mau", title=_("người của đợt lấy mẫu"), fields=())
    default_sort = ""
    empty = Empty(
        title=_("Danh sách trống"), text=_("Không ai cần lấy mẫu, hoặc mọi người đang ở danh sách khác."), icon="users"
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Cards of the page's people."""
        return carded(self.request.actor, objects)  # type: ignore[attr-defined]


@page(needs=Permission.SAMPLE_SEE)
def campaign(request: ActorRequest, campaign_id: UUID) -> HttpResponse:
    """One campaign with its people."""
    by = request.actor
    found = queries.get_campaign(by=by, campaign_id=campaign_id)
    counts = queries.progress(by=by, campaign_ids=[campaign_id]).get(campaign_id, {})
    advice = queries.advice(by=by, at=centre.now(), area=found.area_path, disease=found.disease)
    context = {
        "campaign": found, "counts": [(label, counts.get(state, 0), state) for state, label in STATES],
        "waiting": counts.get("waiting", 0), "sampled": counts.get("sampled", 0), "total": sum(counts.values()),
        "reason": found.group.name if found.group else _now(rules.REASON_NAMES[rules.Reason(found.reason)]),
        "advice": advice, "tests": advice.tests_for(counts.get("waiting", 0)) if advice else None,
        "may_record": by.may(Permission.SAMPLE_RECORD, found.area_path) and found.closed_at is None,
        "may_plan": by.may(Permission.SAMPLE_PLAN, found.area_path) and found.closed_at is None,
        "sessions": list(queries.visible_sessions(by).filter(campaign=found).order_by("-started_at")[:20]),
    }  # fmt: skip
    rows = queries.visible_wanted(by).filter(campaign=found)
    return People(request, rows).respond("laboratory/campaign.html", context)


@page(needs=Permission.SAMPLE_SEE)
def campaign_list(request: ActorRequest, campaign_id: UUID) -> HttpResponse:
    """The list to be printed, by hamlet: those who wait."""
    by = request.actor
    found = queries.get_campaign(by=by, campaign_id=campaign_id)
    rows = list(queries.visible_wanted(by).filter(campaign=found, state=rules.WantedState.WAITING)[:5000])
    lines = people.lines(by=by, person_ids=[one.person_id for one in rows])
    names = places.display_names(by=by, paths={one.area_path for one in rows})
    listed = [(names[one.area_path], lines[one.person_id]) for one in rows if one.person_id in lines]
    listed.sort(key=lambda pair: (pair[0], pair[1].hamlet, pair[1].household, pair[1].name))
    return render(request, "laboratory/campaign_list.html", {"campaign": found, "rows": listed, "now": centre.now()})


@page(needs=Permission.SAMPLE_RECORD)
@require_POST
def wanted_press(request: ActorRequest, wanted_id: UUID, name: str) -> HttpResponse:
    """``absent``, ``refused``, ``dropped``, or ``waiting`` again."""
    one_of(name, "absent", "refused", "dropped", "waiting")
    by = request.actor
    wanted = queries.get_wanted(by=by, wanted_id=wanted_id)
    back = reverse("laboratory:due")
    if wanted.campaign_id and request.GET.get("to") != "due":
        back = reverse("laboratory:campaign", args=[wanted.campaign_id])
    if wanted.campaign_id and request.GET.get("to") == "sweep":
        here = {key: request.GET.get(key, "") for key in ("area", "hamlet", "only")}
        back = f"{reverse('laboratory:sweep', args=[wanted.campaign_id])}?{urlencode(here)}"
    return pressed(
        request, lambda key: actions.mark.once(f"{key}:{name}:{wanted_id}", by=by, at=centre.now(), wanted_id=wanted_id, state=name),
        back=back, done=_now("Đã ghi."),
    )  # fmt: skip


@page(needs=Permission.SAMPLE_PLAN)
@require_POST
def campaign_close(request: ActorRequest, campaign_id: UUID) -> HttpResponse:
    """No more sampling for it."""
    by = request.actor
    return pressed(
        request, lambda key: actions.close_campaign.once(f"{key}:close", by=by, at=centre.now(), campaign_id=campaign_id),
        back=reverse("laboratory:campaign", args=[campaign_id]), done=_now("Đợt lấy mẫu đã kết thúc."),
    )  # fmt: skip
