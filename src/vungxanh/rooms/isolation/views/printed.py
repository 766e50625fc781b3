"""Papers as files: the decision, the certificate of its end, the sign at the door. Who printed them is in the trail."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vungxanh.common import centre, papers
from vungxanh.common.files import download
from vungxanh.common.web.acting import picked
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.isolation import actions, queries, rules
from vungxanh.rooms.isolation.models import Decision
from vungxanh.rooms.isolation.papers import certificate, decision_paper, list_paper

ENDINGS = ("docx", "pdf")


@page(needs=Permission.ISOLATION_SEE)
@require_POST
def paper(request: ActorRequest, isolation_id: UUID, what: str, ending: str) -> HttpResponse:
    """One paper about one decision: ``decision``, ``list`` (all on the same paper), ``certificate``, ``sign``."""
    by = request.actor
    decision = queries.get(by=by, isolation_id=isolation_id)
    if what == "sign" and ending == "pdf":
        sign = rules.home_conditions(decision.disease, decision.from_on, decision.area_path).value.sign
        return download(papers.sign(sign), "bien-canh-bao.pdf", "pdf")
    if ending not in ENDINGS or what not in ("decision", "list", "certificate"):
        raise Http404
    if what == "certificate" and decision.state != rules.State.RELEASED:
        raise Refused("Người này chưa hết cách ly: chưa in giấy xác nhận.")
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
def papers_of_many(request: ActorRequest, ending: str) -> HttpResponse:
    """The chosen decisions as one list in the layout of a paper."""
    if ending not in ENDINGS:
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
    return _made(request, rows, "many", ending)


def _made(request: ActorRequest, rows: list[Decision], what: str, ending: str) -> HttpResponse:
    said = {
        "decision": _("quyết định"),
        "list": _("quyết định kèm danh sách"),
        "certificate": _("giấy xác nhận"),
        "many": _("danh sách"),
    }
    now = centre.now()
    people = actions.open_for_paper(by=request.actor, at=now, isolation_ids=[d.pk for d in rows], what=said[what])
    first = rows[0]
    place = agencies.place_of(first.paper.issuer.area_path).name
    if what == "certificate":
        made = certificate(first, people[first.pk], place, now)
    elif what == "decision":
        made = decision_paper(first, people[first.pk], place)
    else:
        made = list_paper(rows, people, place, whole=what == "list")
    data = papers.docx(made) if ending == "docx" else papers.pdf(made)
    return download(data, papers.file_name(made, ending), ending)
