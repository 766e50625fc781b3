"""Who may take samples, whether there are enough, and which medical staff they make free for treatment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web.acting import picked
from vungxanh.common.web.columns import Column
from vungxanh.common.web.export import Sheet
from vungxanh.common.web.filters import AreaFilter, ChoiceFilter
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.regulations.sampling import SamplingRules
from vungxanh.rooms.laboratory import actions, queries, rules, words
from vungxanh.rooms.laboratory.forms.parts import area_name
from vungxanh.rooms.laboratory.forms.samplers import SamplerForm, SessionSamplersForm, TrainingForm
from vungxanh.rooms.laboratory.views.shared import asked, pressed
from vungxanh.rooms.places import queries as places

YEAR = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class StandingFilter(ChoiceFilter):
    """Whether they may sample today."""

    def apply(self, rows: QuerySet[Any], value: Sequence[str]) -> QuerySet[Any]:
        """By what is in force today for the centre."""
        now = centre.now()
        return rows.filter(queries.of_standing(value, queries.rule_for(now), timezone.localdate(now)))


class Samplers(Listing):
    """Everybody who was taught to sample, or to test."""

    key = "samplers"
    noun = _("người")
    columns = (
        Column(name="name", label=_("Họ và tên"), main=True, url=lambda s: reverse("laboratory:sampler", args=[s.pk])),
        Column(
            name="standing",
            label=_("Lấy mẫu"),
            value="said",
            template="laboratory/cells/result.html",
            plain=lambda s: s.said[0],
        ),
        Column(name="kind", label=_("Lực lượng"), value=lambda s: _now(rules.SAMPLER_NAMES[rules.SamplerKind(s.kind)])),
        Column(name="body", label=_("Đơn vị")),
        Column(name="contact", label=_("Điện thoại")),
        Column(name="trained", label=_("Tập huấn lấy mẫu"), value="trained_on", sort="due"),
        Column(name="again", label=_("Tập huấn lại trước"), value="again_on"),
        Column(name="tested", label=_("Tập huấn xét nghiệm"), value="tested_on", shown=False),
        Column(name="area", label=_("Địa bàn"), value="area_name"),
    )
    filters = (
        StandingFilter(name="standing", label=_("lấy mẫu"), choices=lambda: words.choices(rules.STANDING_NAMES)),
        ChoiceFilter(name="kind", label=_("lực lượng"), choices=lambda: words.choices(rules.SAMPLER_NAMES)),
        AreaFilter(name="area", label=_("địa bàn"), name_of=area_name, url_name="places:suggest"),
    )
    sorts = {"due": ("trained_on",), "newest": ("-created_at",)}
    default_sort = "newest"
    file = Sheet(stem="nguoi-lay-mau", title=_("người lấy mẫu"), fields=())
    empty = Empty(
        title=_("Chưa ghi ai được tập huấn"),
        text=_("Ghi một lớp tập huấn cùng danh sách người dự: từ đó biết ai được lấy mẫu, ai đến hạn tập huấn lại."),
        icon="users",
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Whether each may sample today, and until when his training holds."""
        by, now = self.request.actor, centre.now()  # type: ignore[attr-defined]
        rule, today = queries.rule_for(now), timezone.localdate(now)
        names = places.display_names(by=by, paths={one.area_path for one in objects})
        for one in objects:
            one.said = words.sampler_of(queries.standing_today(one, rule, today))
            one.again_on = _again(one.trained_on, rule)
            one.area_name = names[one.area_path].split(",")[0]
        return objects


def _again(trained_on: date | None, rule: SamplingRules) -> date | None:
    return trained_on + timedelta(days=rule.training_days) if trained_on else None


@page(needs=Permission.SAMPLE_SEE)
def samplers(request: ActorRequest) -> HttpResponse:
    """The list; above it whether there are enough for those who are to be sampled today."""
    by, now = request.actor, centre.now()
    context = {
        "enough": queries.enough(by=by, at=now), "communes": queries.by_commune(by=by, at=now), "rule": queries.rule_for(now),
        "free": queries.to_free(by=by, at=now), "may_plan": by.may(Permission.SAMPLE_PLAN),
        "trainings": [(t, n, _now(rules.TOPIC_NAMES[rules.Topic(t.topic)])) for t, n in queries.trainings(by=by, since=timezone.localdate(now) - YEAR)],
    }  # fmt: skip
    return Samplers(request, queries.visible_samplers(by)).respond("laboratory/samplers.html", context)


@page(needs=Permission.SAMPLE_PLAN)
@require_http_methods(["GET", "POST"])
def new_training(request: ActorRequest) -> HttpResponse:
    """A training that was held."""
    by, now = request.actor, centre.now()
    form = TrainingForm(by, request.POST or None, initial={"day": timezone.localdate(now)})

    def do(key: str) -> Any:
        data = form.cleaned_data
        return actions.record_training.once(
            key, by=by, at=now, area_path=data["area_path"], day=data["day"], topic=data["topic"], kind=data["kind"],
            trainees=data["people"], place=data["place"], teacher=data["teacher"], note_text=data["note"],
        )  # fmt: skip

    back = reverse("laboratory:samplers")
    title, done = _now("Ghi lớp tập huấn"), _now("Đã ghi lớp tập huấn và người dự.")
    return asked(request, form, do, title=title, back=back, to=lambda made: back, done=done)


@page(needs=Permission.SAMPLE_SEE)
@require_http_methods(["GET", "POST"])
def sampler(request: ActorRequest, sampler_id: UUID) -> HttpResponse:
    """One of them: his trainings; his duty, changed by a planner."""
    by, now = request.actor, centre.now()
    found = queries.get_sampler(by=by, sampler_id=sampler_id)
    fields = ("name", "duty", "kind", "body", "contact")
    form = SamplerForm(request.POST or None, initial={name: getattr(found, name) for name in fields})
    if request.method == "POST":
        by.check(Permission.SAMPLE_PLAN, found.area_path)

    def do(key: str) -> Any:
        given = {name: form.cleaned_data[name] for name in fields}
        return actions.change_sampler.once(key, by=by, at=now, sampler_id=found.pk, **given)

    here, back, rule = request.path, reverse("laboratory:samplers"), queries.rule_for(now)
    rows = [(one, _now(rules.TOPIC_NAMES[rules.Topic(one.training.topic)])) for one in queries.trainings_of(by=by, sampler=found)]  # fmt: skip
    return asked(
        request, form, do, title=found.name, back=back, to=lambda made: here, done=_now("Đã lưu."), template="laboratory/sampler.html",
        rows=rows, said=words.sampler_of(queries.standing_today(found, rule, timezone.localdate(now))),
        again=_again(found.trained_on, rule), may_plan=by.may(Permission.SAMPLE_PLAN, found.area_path),
    )  # fmt: skip


@page(needs=Permission.SAMPLE_PLAN)
@require_POST
def drop_trained(request: ActorRequest, trained_id: UUID) -> HttpResponse:
    """A training counts no more for somebody."""
    by = request.actor
    found = queries.get_trained(by=by, trained_id=trained_id)
    reason = request.POST.get("reason", "")
    return pressed(
        request, lambda key: actions.drop_trained.once(f"{key}:drop", by=by, at=centre.now(), trained_id=trained_id, reason=reason),
        back=reverse("laboratory:sampler", args=[found.sampler_id]), done=_now("Lần tập huấn này không tính nữa."),
    )  # fmt: skip


@page(needs=Permission.SAMPLE_PLAN)
@require_POST
def to_treatment(request: ActorRequest) -> HttpResponse:
    """Medical staff who are ticked go to treatment."""
    by, ids = request.actor, picked(request.POST.getlist("pick"))
    return pressed(
        request, lambda key: actions.free_for_treatment.once(f"{key}:free", by=by, at=centre.now(), sampler_ids=ids),
        back=reverse("laboratory:samplers"), done=_now("Đã chuyển %(n)d người sang điều trị, điều dưỡng.") % {"n": len(ids)},
    )  # fmt: skip


@page(needs=Permission.SAMPLE_RECORD)
@require_http_methods(["GET", "POST"])
def session_samplers(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """Who takes the samples of a session."""
    by = request.actor
    found = queries.get_session(by=by, session_id=session_id)
    there = queries.samplers_of(by=by, session=found)
    may = {one.pk: one for one in [*there, *queries.for_session(by=by, session=found)]}
    form = SessionSamplersForm(request.POST or None, initial={"samplers": [str(one.pk) for one in there]})
    form.fields["samplers"].choices = [  # type: ignore[attr-defined]
        (
            str(pk),
            " · ".join(filter(None, (one.name, _now(rules.SAMPLER_NAMES[rules.SamplerKind(one.kind)]), one.body))),
        )
        for pk, one in may.items()
    ]

    def do(key: str) -> Any:
        ids = picked(form.cleaned_data["samplers"])
        return actions.set_samplers.once(key, by=by, at=centre.now(), session_id=session_id, sampler_ids=ids)

    back = reverse("laboratory:session", args=[session_id])
    title = _now("Người lấy mẫu: %(place)s") % {"place": found.place}
    return asked(request, form, do, title=title, back=back, to=lambda made: back, done=_now("Đã ghi người lấy mẫu."))
