"""One patient's course: how he is, what to do next, rounds, moves, what must hold before he goes home."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common import centre
from vungxanh.common.web import outside
from vungxanh.common.web.diseases import disease_name
from vungxanh.common.web.formats import vn_date, vn_datetime
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.sites import queries as sites
from vungxanh.rooms.treatment import queries, rules, words
from vungxanh.rooms.treatment.models import Course
from vungxanh.rooms.treatment.views.self_reports import address

SHOWN = 40


@page(needs=Permission.TREATMENT_SEE)
def one(request: ActorRequest, course_id: UUID) -> HttpResponse:
    """The page of a course."""
    by, now = request.actor, centre.now()
    course = queries.get(by=by, course_id=course_id)
    words.named(by, [course], now)
    running = course.state == rules.State.RUNNING
    transfers = list(
        course.transfers.select_related("to_facility__site", "from_facility__site").order_by("-requested_at")[:SHOWN]
    )
    for row in transfers:
        row.state_words = words.move_of(row.state)  # type: ignore[attr-defined]
        row.may_receive = by.may(Permission.TREATMENT_DECIDE, row.to_area_path)  # type: ignore[attr-defined]
    home, home_source = queries.home_list(by=by, course=course) if course.place == rules.Place.HOME else ([], "")
    context: dict[str, Any] = {
        "c": course, "running": running, "facts": _facts(by, course), "may": may(by, course), "rounds": _rounds(course),
        "leaving": queries.leaving_of(by=by, course=course, at=now) if running else None, "transfers": transfers,
        "open_move": next((t for t in transfers if t.ended_at is None), None), "home": home, "home_source": home_source,
        "packs": list(course.packs.order_by("-at")), "history": queries.history_of(by=by, course=course), "stays": _stays(by, course),
        "triage": queries.last_triage(by=by, case_id=course.case_id) if by.may(Permission.CASE_SEE, course.area_path) else None,
        "today": timezone.localdate(now), "refuted": running and course.refuted_at is not None,
        "watched": queries.watched(course, now), "asked": queries.asked(course, now), "may_print": by.may(Permission.IDENTITY_OPEN),
    }  # fmt: skip
    if context["asked"]:
        link = queries.self_link(by=by, course_id=course.pk)
        context |= outside.handed(link, address(request, link.secret) if link else "", course.monitoring_until)
    return render(request, "treatment/one.html", context)


def may(by: Actor, course: Course) -> dict[str, bool]:
    """What ``by`` may do about it: rounds, decisions."""
    found = {}
    for name in ("TREATMENT_ROUND", "TREATMENT_DECIDE"):
        needs = Permission[name]
        found[name] = by.may(needs, course.area_path) or bool(
            course.site_area_path and by.may(needs, course.site_area_path)
        )
    return found


def _facts(by: Actor, course: Course) -> list[tuple[str, object]]:
    stay = course.stays.filter(to_at=None).first()
    spot = sites.spot_names(by=by, bed_ids=[stay.bed_id]).get(stay.bed_id) if stay and stay.bed_id else None
    return [
        (_("Ca bệnh"), course.case.code), (_("Bệnh"), disease_name(course.disease)),
        (_("Nơi điều trị"), course.place_words),  # type: ignore[attr-defined]
        (_("Giường"), spot.name if spot else ""), (_("Tầng"), course.tier),
        (_("Nhóm nguy cơ"), course.colour_words),  # type: ignore[attr-defined]
        (_("Bắt đầu điều trị"), vn_datetime(course.began_at)),
        (_("Triệu chứng"), _symptoms(course)), (_("Nặng lên lần cuối"), vn_datetime(course.worse_at)),
        (_("Nhẹ đi từ"), vn_datetime(course.better_since)), (_("Kết thúc"), vn_datetime(course.ended_at)),
        (_("Tự theo dõi đến hết"), vn_date(course.monitoring_until)),
    ]  # fmt: skip


def _symptoms(course: Course) -> str:
    if not course.symptomatic:
        return _("chưa từng có")
    if course.free_since:
        return _("hết từ %(day)s") % {"day": vn_date(course.free_since)}
    return _("xuất hiện trong khi điều trị") if course.quiet_in else _("đang có")


def _rounds(course: Course) -> list[Any]:
    rows = list(course.rounds.order_by("-at", "-pk")[:SHOWN])
    for row in rows:
        row.severity_words = words.severity_of(row.severity)  # type: ignore[attr-defined]
    return rows


def _stays(by: Actor, course: Course) -> list[Any]:
    rows = list(course.stays.select_related("facility__site").order_by("-from_at", "-pk"))
    spots = sites.spot_names(by=by, bed_ids={s.bed_id for s in rows if s.bed_id})
    for row in rows:
        row.where = row.facility.site.name if row.facility else _("Tại nhà")  # type: ignore[attr-defined]
        row.spot = spots[row.bed_id].name if row.bed_id in spots else ""  # type: ignore[attr-defined]
        row.words_in = words.severity_of(row.severity_in)[0]  # type: ignore[attr-defined]
        row.words_worst = words.severity_of(row.severity_worst)[0]  # type: ignore[attr-defined]
    return rows


@page(needs=Permission.TREATMENT_SEE)
def case_panel(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """htmx fragment on the page of a case: his care, or how to begin it."""
    by, now = request.actor, centre.now()
    case = cases.get(by=by, case_id=case_id)
    courses = words.named(by, queries.of_case(by=by, case_id=case_id), now)
    judged = queries.last_triage(by=by, case_id=case_id)
    context = {
        "case": case, "courses": courses, "running": any(c.state == rules.State.RUNNING for c in courses), "triage": judged,
        "triage_words": words.severity_of(judged.severity)[0] if judged else "", "colour": words.colour_of(judged.colour) if judged else "",
        "may_round": by.may(Permission.TREATMENT_ROUND, case.area_path), "may_decide": by.may(Permission.TREATMENT_DECIDE, case.area_path),
        "ill": case.status in ("probable", "confirmed") and case.outcome in ("unknown", "ill"),
    }  # fmt: skip
    return render(request, "treatment/case_panel.html", context)
