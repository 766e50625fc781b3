"""Papers as files: the decision, the certificate of its end, the sign at the door. Who printed them is in the trail."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vungxanh.common import centre, papers
from vungxanh.common.files import download
from vungxanh.common.web import outside
from vungxanh.common.web.acting import picked
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.isolation import actions, queries, rules
from vungxanh.rooms.isolation.models import Decision
from vungxanh.rooms.isolation.papers import certificate, decision_paper, list_paper
from vungxanh.rooms.isolation.records import absence_record, slips
from vungxanh.rooms.isolation.views.self_reports import address

ENDINGS = ("docx", "pdf")


@page(needs=Permission.ISOLATION_SEE)
@require_POST
def paper(request: ActorRequest, isolation_id: UUID, what: str, ending: str) -> HttpResponse:
    """One paper about one decision: ``decision``, ``list`` (all on the same paper), ``certificate``, ``absence``, ``sign``."""
    by = request.actor
    decision = queries.get(by=by, isolation_id=isolation_id)
    if what == "sign" and ending == "pdf":
        sign = rules.home_conditions(decision.disease, decision.from_on, decision.area_path).value.sign
        return download(papers.sign(sign), "bien-canh-bao.pdf", "pdf")
    if ending not in ENDINGS or what not in ("decision", "list", "certificate", "absence"):
        raise Http404
    if what == "certificate" and decision.state != rules.State.RELEASED:
        raise Refused("Người này chưa hết cách ly: chưa in giấy xác nhận.")
    if what == "absence" and decision.absent_since is None:
        raise Refused("Người này không vắng mặt ở lần điểm danh gần nhất: chưa lập biên bản.")
    rows = [decision]
    if what == "list":
        rows = list(
            queries.visible(by)
            .filter(paper=decision.paper_id)
            .select_related("paper__issuer", "site")
            .order_by("area_path", "pk")
        )
    return _made(request, rows, what, ending)


@page(needs=Permission.IDENTITY_OPEN)
@require_POST
def papers_of_many(request: ActorRequest, what: str, ending: str) -> HttpResponse:
    """The chosen decisions on one paper: ``many`` the list, ``absence`` the record, ``slips`` addresses to tell by."""
    if ending not in ENDINGS or what not in ("many", "absence", "slips"):
        raise Http404
    ids = picked(request.POST.getlist("pick"))
    rows = list(
        queries.visible(request.actor)
        .filter(pk__in=ids)
        .select_related("paper__issuer", "site")
        .order_by("area_path", "pk")
    )
    if not rows:
        raise Refused("Chưa chọn dòng nào.")
    if what == "absence" and not any(d.absent_since for d in rows):
        raise Refused("Không ai trong những người đã chọn đang vắng mặt: chưa lập biên bản.")
    return _made(request, [d for d in rows if d.absent_since] if what == "absence" else rows, what, ending)


def _made(request: ActorRequest, rows: list[Decision], what: str, ending: str) -> HttpResponse:
    said = {
        "decision": _("quyết định"), "list": _("quyết định kèm danh sách"), "certificate": _("giấy xác nhận"),
        "many": _("danh sách"), "absence": _("biên bản vắng mặt"), "slips": _("địa chỉ tự khai"),
    }  # fmt: skip
    now = centre.now()
    found = _addresses(request, rows, now, needed=what == "slips") if what in ("decision", "slips") else {}
    if what == "slips" and not found:
        raise Refused("Không ai trong những người đã chọn còn phải khai báo.")
    people = actions.open_for_paper(by=request.actor, at=now, isolation_ids=[d.pk for d in rows], what=said[what])
    first = rows[0]
    place = agencies.place_of(first.paper.issuer.area_path).name
    made = {
        "certificate": lambda: certificate(first, people[first.pk], place, now),
        "decision": lambda: decision_paper(first, people[first.pk], place, found.get(first.pk, "")),
        "absence": lambda: absence_record(rows, people, place, now),
        "slips": lambda: slips(rows, people, place, found),
    }.get(what, lambda: list_paper(rows, people, place, whole=what == "list"))()
    data = papers.docx(made) if ending == "docx" else papers.pdf(made)
    return download(data, papers.file_name(made, ending), ending)


def _addresses(request: ActorRequest, rows: list[Decision], now: datetime, *, needed: bool) -> dict[UUID, str]:
    """By which each tells himself how he is; for those whom the reader may check."""
    by, needs = request.actor, Permission.ISOLATION_CHECK
    mine = [d.pk for d in rows if by.may(needs, d.area_path) or (d.site_area_path and by.may(needs, d.site_area_path))]
    if not mine:
        return {}
    links = actions.open_self_links(by=by, at=now, isolation_ids=mine)
    found = {pk: address(request, link.secret) for pk, link in links.items()}
    return outside.printable(found, needed=needed)
