"""Papers as files: transfer, discharge, their lists, addresses for telling oneself. Who printed them is in the trail."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vungxanh.common import centre, papers
from vungxanh.common.files import download
from vungxanh.common.web import outside
from vungxanh.common.web.acting import picked
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import NOBODY
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.treatment import actions, queries, rules
from vungxanh.rooms.treatment import papers as made
from vungxanh.rooms.treatment.models import Course
from vungxanh.rooms.treatment.views.self_reports import address

ENDINGS = ("docx", "pdf")
ONE = ("transfer", "discharge")
MANY = ("moves", "home", "slips")


@page(needs=Permission.IDENTITY_OPEN)
@require_POST
def paper(request: ActorRequest, course_id: UUID, what: str, ending: str) -> HttpResponse:
    """One paper about one patient: ``transfer`` (the last one asked for) or ``discharge``."""
    by, now = request.actor, centre.now()
    course = queries.get(by=by, course_id=course_id)
    if ending not in ENDINGS or what not in ONE:
        raise Http404
    if what == "transfer":
        move = _moves([course])
        if not move:
            raise Refused("Người bệnh này chưa được xin chuyển: chưa in giấy chuyển.")
        who = _open(request, [course], _("giấy chuyển người bệnh"), now)[course.pk]
        return _file(made.transfer_paper(move[0], who, *_from(course), now), ending)
    if course.ending != rules.Ending.RECOVERED:
        raise Refused("Người bệnh này chưa ra viện: chưa in giấy ra viện.")
    who = _open(request, [course], _("giấy ra viện"), now)[course.pk]
    return _file(
        made.discharge_paper(course, who, *_from(course), _addresses(request, [course], now).get(course.pk, "")), ending
    )


@page(needs=Permission.IDENTITY_OPEN)
@require_POST
def papers_of_many(request: ActorRequest, what: str, ending: str) -> HttpResponse:
    """The chosen patients on one list: ``moves``, ``home`` (discharged), ``slips``."""
    if ending not in ENDINGS or what not in MANY:
        raise Http404
    ids, now = picked(request.POST.getlist("pick")), centre.now()
    rows = list(queries.visible(request.actor).filter(pk__in=ids).select_related("case", "facility__site__agency"))
    rows.sort(key=lambda c: (c.area_path, c.pk))
    if not rows:
        raise Refused("Chưa chọn dòng nào.")
    if what == "moves":
        moves = _moves(rows)
        if not moves:
            raise Refused("Không ai trong những người đã chọn được xin chuyển.")
        chosen = [m.course for m in moves]
        people = _open(request, chosen, _("danh sách chuyển"), now)
        return _file(made.moves_list(moves, people, *_from(rows[0])), ending)
    if what == "home":
        rows = [c for c in rows if c.ending == rules.Ending.RECOVERED]
        if not rows:
            raise Refused("Không ai trong những người đã chọn đã ra viện.")
        return _file(made.home_list(rows, _open(request, rows, _("danh sách ra viện"), now), *_from(rows[0])), ending)
    found = _addresses(request, rows, now, needed=True)
    if not found:
        raise Refused("Không ai trong những người đã chọn còn phải khai báo tại nhà.")
    return _file(made.slips(rows, _open(request, rows, _("địa chỉ tự khai"), now), *_from(rows[0]), found), ending)


def _file(paper: papers.Paper, ending: str) -> HttpResponse:
    data = papers.docx(paper) if ending == "docx" else papers.pdf(paper)
    return download(data, papers.file_name(paper, ending), ending)


def _open(request: ActorRequest, rows: list[Course], what: str, now: datetime) -> dict[UUID, Any]:
    return actions.open_for_paper(by=request.actor, at=now, course_ids=[c.pk for c in rows], what=what)


def _moves(rows: list[Course]) -> list[Any]:
    """The last transfer asked for of each, unless it came to nothing."""
    found = []
    for course in rows:
        moves = course.transfers.select_related("course__case", "to_facility__site", "from_facility__site")
        last = moves.order_by("-requested_at", "-pk").first()
        if last is not None and last.state not in (rules.Move.REFUSED, rules.Move.CANCELLED):
            found.append(last)
    return found


def _from(course: Course) -> tuple[str, str]:
    """Who issues the paper, and where."""
    if course.facility is not None:
        site = course.facility.site
        return (site.agency.name if site.agency else site.name), _place(site.area_path)
    return centre.current().name or _("Trạm Y tế"), _place(course.area_path)


def _place(path: str) -> str:
    return places.display_name(by=NOBODY, path=path).split(",")[0]


def _addresses(request: ActorRequest, rows: list[Course], now: datetime, *, needed: bool = False) -> dict[UUID, str]:
    """By which each tells himself how he is; for those whom the reader sees in rounds."""
    by, needs = request.actor, Permission.TREATMENT_ROUND
    mine = [c.pk for c in rows if by.may(needs, c.area_path) or (c.site_area_path and by.may(needs, c.site_area_path))]
    if not mine:
        return {}
    links = actions.open_self_links(by=by, at=now, course_ids=mine)
    found = {pk: address(request, link.secret) for pk, link in links.items()}
    return outside.printable(found, needed=needed)
