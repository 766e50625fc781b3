"""Sampling on a phone: scan a tube, scan or pick the people, next tube."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from csp.decorators import csp_update
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web.acting import picked
from vungxanh.common.web.columns import Column
from vungxanh.common.web.filters import AreaFilter, DateRangeFilter
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.laboratory import actions, queries, rules
from vungxanh.rooms.laboratory.forms import SessionForm
from vungxanh.rooms.laboratory.forms.parts import area_name
from vungxanh.rooms.laboratory.models import SamplingSession, Tube
from vungxanh.rooms.laboratory.views.labels import drawn
from vungxanh.rooms.laboratory.views.shared import CAMERA, asked, pressed
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.places import queries as places

SHOWN = 8


class Sessions(Listing):
    """Sessions, the latest on top."""

    key = "sessions"
    noun = _("buổi lấy mẫu")
    columns = (
        Column(name="place", label=_("Nơi lấy"), main=True, url=lambda s: reverse("laboratory:session", args=[s.pk])),
        Column(name="started", label=_("Bắt đầu"), value="started_at", sort="started"),
        Column(name="ended", label=_("Kết thúc"), value=lambda s: s.ended_at or _now("đang lấy")),
        Column(name="team", label=_("Tổ"), number=True),
        Column(name="tubes", label=_("Ống"), value="tube_count", number=True),
        Column(name="people", label=_("Người"), value="person_count", number=True),
        Column(name="campaign", label=_("Đợt"), value="campaign.name"),
        Column(name="area", label=_("Địa bàn"), value="area_name"),
    )
    filters = (
        AreaFilter(name="area", label=_("địa bàn"), name_of=area_name, url_name="places:suggest"),
        DateRangeFilter(name="day", label=_("ngày"), field="started_at", moments=True),
    )
    sorts = {"started": ("-started_at",)}
    default_sort = "started"
    empty = Empty(
        title=_("Chưa có buổi lấy mẫu nào"), text=_("Mỗi tổ mở một buổi ở mỗi nơi lấy mẫu, bằng điện thoại."),
        action_label=_("Mở buổi lấy mẫu"), action_url="/laboratory/sessions/new/", icon="users-group",
    )  # fmt: skip

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Counts and names of the page."""
        by = self.request.actor  # type: ignore[attr-defined]
        counts = queries.session_counts(by=by, session_ids=[one.pk for one in objects])
        names = places.display_names(by=by, paths={one.area_path for one in objects})
        for one in objects:
            one.tube_count, one.person_count = counts.get(one.pk, (0, 0))
            one.area_name = names[one.area_path]
        return objects


@page(needs=Permission.SAMPLE_SEE)
def sessions(request: ActorRequest) -> HttpResponse:
    """The list."""
    listing = Sessions(request, queries.visible_sessions(request.actor).select_related("campaign"))
    return listing.respond("laboratory/sessions.html", {"may_record": request.actor.may(Permission.SAMPLE_RECORD)})


@page(needs=Permission.SAMPLE_RECORD)
@require_http_methods(["GET", "POST"])
def new_session(request: ActorRequest) -> HttpResponse:
    """Begin; ``?campaign=`` takes over its place, pool size and laboratory, ``?pool=`` those of a pool to be retested."""
    by = request.actor
    wanted = picked([request.GET.get("campaign", "")])
    campaign = queries.get_campaign(by=by, campaign_id=wanted[0]) if wanted else None
    start = None
    if campaign:
        start = {"area_path": campaign.area_path, "pool_size": campaign.pool_size, "laboratory": campaign.laboratory_id,
                 "disease": campaign.disease, "place": campaign.name}  # fmt: skip
    pool = None
    if pools := picked([request.GET.get("pool", "")]):
        pool = queries.get_tube(by=by, tube_id=pools[0])
        start = {"area_path": pool.area_path, "pool_size": 1, "laboratory": pool.laboratory_id, "disease": pool.disease,
                 "material": pool.material, "place": _now("Lấy lại riêng, ống %(code)s") % {"code": pool.code}}  # fmt: skip
    form = SessionForm(by, request.POST or None, initial=start)

    def do(key: str) -> SamplingSession:
        data = form.cleaned_data
        return actions.start_session.once(
            key, by=by, at=centre.now(), area_path=data["area_path"], place=data["place"], disease=data["disease"], team=data["team"],
            material=data["material"], pool_size=data["pool_size"], laboratory_id=form.uuid("laboratory"),
            campaign_id=campaign.pk if campaign else None, pool_id=pool.pk if pool else None,
        )  # fmt: skip

    return asked(
        request, form, do, title=_now("Mở buổi lấy mẫu"), back=reverse("laboratory:sessions"), done=_now("Quét ống đầu tiên."),
        to=lambda made: reverse("laboratory:session", args=[made.pk]), advice=queries.advice(by=by, at=centre.now()), campaign=campaign,
    )  # fmt: skip


@dataclass
class Bench:
    """What the phone shows: what was just said, the tube in hand, hits of a search, a question."""

    said: str = ""
    wrong: str = ""
    tube: Tube | None = None
    hits: list[Any] = field(default_factory=list)
    ask_again: UUID | None = None
    household: tuple[UUID, int] | None = None


@csp_update(CAMERA)
@page(needs=Permission.SAMPLE_SEE)
def session(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """The page of a session."""
    found = queries.get_session(by=request.actor, session_id=session_id)
    bench = Bench(tube=queries.tube_in_hand(by=request.actor, session_id=session_id))
    context = _context(request.actor, found, bench) | {
        "samplers": queries.samplers_of(by=request.actor, session=found),
        "to_pack": queries.to_pack(by=request.actor, session=found) if found.ended_at else [],
    }
    return render(request, "laboratory/session.html", context)


def _context(by: Actor, found: SamplingSession, bench: Bench) -> dict[str, Any]:
    tubes = queries.tubes_of_session(by=by, session_id=found.pk, limit=SHOWN)
    inside = queries.members(by=by, tube_ids=[t.pk for t in tubes] + ([bench.tube.pk] if bench.tube else []))
    expected = queries.expected(by=by, session=found) if found.ended_at is None else []
    cards = people.cards(by, [s.person_id for some in inside.values() for s in some] + [w.person_id for w in expected])
    count, persons = queries.session_counts(by=by, session_ids=[found.pk]).get(found.pk, (0, 0))
    in_hand = [(s, cards.get(s.person_id)) for s in inside.get(bench.tube.pk, [])] if bench.tube else []
    pooled = bench.tube is not None and bench.tube.kind != rules.TubeKind.FAMILY
    seconds = queries.seconds_a_person(by=by, session_id=found.pk)
    return {
        "session": found, "bench": bench, "may_record": by.may(Permission.SAMPLE_RECORD, found.area_path) and found.ended_at is None,
        "in_hand": in_hand, "full": pooled and len(in_hand) >= found.pool_size,
        "tubes": [(t, [cards.get(s.person_id) for s in inside.get(t.pk, [])]) for t in tubes],
        "expected": [(w, cards.get(w.person_id)) for w in expected], "count": count, "persons": persons, "seconds": seconds,
    }  # fmt: skip


@page(needs=Permission.SAMPLE_RECORD)
@require_POST
def scan(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """Whatever came from the scanner or the keyboard: a tube's code, a citizen number, a name; or a press on the page."""
    by = request.actor
    found = queries.get_session(by=by, session_id=session_id)
    bench = Bench(tube=_tube(by, request.POST.get("tube", "")))
    try:
        _understood(by, found, bench, request)
    except NotYours:
        raise
    except Refused as no:
        bench.wrong = no.told(_now)
        person = picked([request.POST.get("person", "")])
        bench.ask_again = person[0] if no.field == "again" and person else bench.ask_again
    if bench.tube is not None:
        bench.tube = queries.get_tube(by=by, tube_id=bench.tube.pk)
    return render(request, "laboratory/bench.html", _context(by, found, bench))


def _tube(by: Actor, text: str) -> Tube | None:
    ids = picked([text])
    return queries.get_tube(by=by, tube_id=ids[0]) if ids else None


def _understood(by: Actor, found: SamplingSession, bench: Bench, request: ActorRequest) -> None:
    post, at, key = request.POST, centre.now(), request.POST.get("_key", "") or str(new_id())
    if out := picked([post.get("out", "")]):
        bench.tube = actions.take_out.once(f"{key}:out", by=by, at=at, sample_id=out[0])
        bench.said = _now("Đã bỏ người này khỏi ống.")
    elif home := picked([post.get("household", "")]):
        count = actions.put_household.once(f"{key}:home", by=by, at=at, tube_id=_need(bench).pk, household_id=home[0])
        bench.said = _now("Đã thêm %(n)d người cùng hộ.") % {"n": count}
    elif person := picked([post.get("person", "")]):
        _put(by, bench, person[0], key, again=bool(post.get("again")))
    else:
        _typed(by, found, bench, post.get("text", "").strip(), key)


def _typed(by: Actor, found: SamplingSession, bench: Bench, text: str, key: str) -> None:
    if not text:
        raise Refused(_now("Quét mã ống, hoặc gõ họ tên người được lấy mẫu."))
    citizen = text.split("|")[0].strip()
    if not (citizen.isdigit() and len(citizen) in (9, 12)) and _is_code(text):
        bench.tube = actions.open_tube.once(f"{key}:tube", by=by, at=centre.now(), session_id=found.pk, code=text)
        bench.said = _now("Ống %(code)s: quét giấy tờ hoặc gõ tên người được lấy mẫu.") % {"code": bench.tube.code}
        return
    hits = people.search(by, citizen if citizen.isdigit() else text, limit=SHOWN, around=found.area_path)
    if not hits:
        raise Refused(
            _now("Không tìm thấy ai tên này hoặc số giấy tờ này trong địa bàn: kiểm tra lại, hoặc thêm người mới.")
        )
    if len(hits) == 1 and citizen.isdigit():
        _put(by, bench, hits[0].pk, key)
        return
    names = places.display_names(by=by, paths={one.area_path for one in hits})
    many = _now("Nhiều người khớp; %(n)d người này gần nơi lấy mẫu nhất: bấm đúng người, hoặc gõ đủ họ tên.")
    said = many if len(hits) == SHOWN else _now("%(n)d người khớp: bấm đúng người.")
    bench.said = said % {"n": len(hits)}
    bench.hits = [(one, people.shown_name(by, one), names[one.area_path]) for one in hits]


def _is_code(text: str) -> bool:
    """Ours by its shape; another laboratory's by a digit and no blank."""
    return rules.looks_ours(text) or (" " not in text and any(c.isdigit() for c in text))


def _need(bench: Bench) -> Tube:
    if bench.tube is None:
        raise Refused(_now("Quét mã ống trước, rồi mới tới người."))
    return bench.tube


def _put(by: Actor, bench: Bench, person_id: UUID, key: str, *, again: bool = False) -> None:
    tube = _need(bench)
    try:
        made = actions.put_person.once(
            f"{key}:{person_id}", by=by, at=centre.now(), tube_id=tube.pk, person_id=person_id, again=again
        )
    except Refused as no:
        if no.field == "again":
            bench.ask_again = person_id
        raise
    person = people.get(by, made.person_id)
    bench.said = _now("Đã thêm %(name)s vào ống %(code)s.") % {"name": people.shown_name(by, person), "code": tube.code}
    if person.household_id is not None:
        others = people.household_sizes(by, [person.household_id]).get(person.household_id, 1) - 1
        bench.household = (person.household_id, others) if others > 0 else None


@page(needs=Permission.SAMPLE_RECORD)
@require_POST
def end_session(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """No more tubes here."""
    by = request.actor
    return pressed(
        request, lambda key: actions.end_session.once(f"{key}:end", by=by, at=centre.now(), session_id=session_id),
        back=reverse("laboratory:session", args=[session_id]), done=_now("Buổi lấy mẫu đã kết thúc. Xếp chuyến để bàn giao."),
    )  # fmt: skip


@page(needs=Permission.SAMPLE_SEE)
def session_list(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """The printed list of a session: every tube with its people."""
    by = request.actor
    found = queries.get_session(by=by, session_id=session_id)
    tubes = queries.tubes_of_session(by=by, session_id=session_id)
    inside = queries.members(by=by, tube_ids=[tube.pk for tube in tubes])
    lines = people.lines(by=by, person_ids=[one.person_id for some in inside.values() for one in some])
    rows = [
        (tube, [lines.get(one.person_id) for one in inside.get(tube.pk, [])], drawn(tube.code) if tube.code else "")
        for tube in reversed(tubes)
    ]
    return render(request, "laboratory/session_list.html", {"session": found, "rows": rows, "now": centre.now()})
