"""One decision with everything about it; the parts of it that stand on a case's and a person's page."""

from datetime import datetime
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
from vungxanh.rooms.isolation import queries, rules, words
from vungxanh.rooms.isolation.models import Decision
from vungxanh.rooms.isolation.views.lists import left_of
from vungxanh.rooms.isolation.views.self_reports import address
from vungxanh.rooms.sites import queries as sites
from vungxanh.rooms.tracing.actions import SYMPTOM_NAMES

CHECKS = 30


@page(needs=Permission.ISOLATION_SEE)
def one(request: ActorRequest, isolation_id: UUID) -> HttpResponse:
    """Who, why, until when; what is missing before he goes home; what was done."""
    by, now = request.actor, centre.now()
    decision = queries.get(by=by, isolation_id=isolation_id)
    words.named(by, [decision])
    today = timezone.localdate(now)
    mates = words.named(by, queries.mates_of(by=by, decision=decision), of="decision")
    may = {name: _may(by, decision, name) for name in ("ISOLATION_DECIDE", "ISOLATION_CHECK", "IDENTITY_OPEN")}
    context: dict[str, Any] = {
        "d": decision, "left": left_of(decision, today), "facts": _facts(by, decision), "may": may,
        "conditions": queries.conditions_of(by=by, decision=decision, today=today), "today": today,
        "tests": list(decision.tests.order_by("due_on")), "changes": list(decision.changes.order_by("-at", "-id")),
        "checks": _checks(decision), "history": queries.history_of(by=by, decision=decision), "mates": mates,
        "home": queries.home_list(by=by, decision=decision) if decision.kind == rules.Kind.HOME else [],
        "running": decision.state == rules.State.IN_FORCE, "watched": decision.state == rules.State.RELEASED and today <= decision.monitoring_until,
    }  # fmt: skip
    context |= _self(request, decision, now)
    context["ready"] = all(c.met for c in context["conditions"])
    return render(request, "isolation/one.html", context)


def _self(request: ActorRequest, decision: Decision, now: datetime) -> dict[str, Any]:
    """The address by which he tells himself how he is, as it is handed out."""
    if not queries.asked(decision, now):
        return {"asked": False}
    link = queries.self_link(by=request.actor, isolation_id=decision.pk)
    url = address(request, link.secret) if link else ""
    return {"asked": True, **outside.handed(link, url, max(decision.until_on, decision.monitoring_until))}


def _may(by: Actor, decision: Decision, name: str) -> bool:
    needs = Permission[name]
    return by.may(needs, decision.area_path) or bool(decision.site_area_path and by.may(needs, decision.site_area_path))


def _facts(by: Actor, decision: Decision) -> list[tuple[str, object]]:
    stay = decision.stays.filter(to_at=None).first()
    spot = sites.spot_names(by=by, bed_ids=[stay.bed_id]).get(stay.bed_id) if stay else None
    served = " · ".join(
        part for part in (_(rules.SERVED_NAMES[rules.ServedHow(decision.served_how)]) if decision.served_how else "",
                          vn_datetime(decision.served_at), decision.served_note) if part
    )  # fmt: skip
    immunity = [
        _("%(n)s liều") % {"n": decision.doses} if decision.doses is not None else "",
        _("liều cuối %(day)s") % {"day": vn_date(decision.last_dose)} if decision.last_dose else "",
        _("khỏi bệnh %(day)s") % {"day": vn_date(decision.recovered_on)} if decision.recovered_on else "",
    ]
    return [
        (_("Quyết định"), f"{decision.paper} · {vn_date(decision.paper.signed_on)}"),
        (_("Cơ quan"), decision.paper.issuer.name), (_("Bệnh"), disease_name(decision.disease)),
        (_("Lý do"), decision.reason_words),  # type: ignore[attr-defined]
        (_("Hình thức"), decision.kind_words),  # type: ignore[attr-defined]
        (_("Khu, giường"), " · ".join(p for p in (decision.site.name if decision.site else "", spot.name if spot else "") if p)),
        (_("Tiếp xúc lần cuối"), vn_date(decision.last_exposed_on)), (_("Bắt đầu"), vn_datetime(decision.started_at)),
        (_("Đến hết"), vn_date(decision.until_on)), (_("Theo dõi tại nhà đến hết"), vn_date(decision.monitoring_until)),
        (_("Vắc xin, đã mắc"), ", ".join(part for part in immunity if part)), (_("Giao quyết định"), served),
    ]  # fmt: skip


def _checks(decision: Decision) -> list[Any]:
    rows = list(decision.checks.order_by("-round")[:CHECKS])
    for row in rows:
        row.words = [_(SYMPTOM_NAMES[key]) for key in row.symptoms if key in SYMPTOM_NAMES]  # type: ignore[attr-defined]
        row.how_words = _(rules.CHECK_NAMES[rules.CheckHow(row.how)])  # type: ignore[attr-defined]
    return rows


@page(needs=Permission.ISOLATION_SEE)
def case_panel(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """htmx fragment on the page of a case: who of his contacts is isolated, and how many are not."""
    by, now = request.actor, centre.now()
    case = cases.get(by=by, case_id=case_id)
    found = words.named(by, queries.of_case(by=by, case_id=case.pk, person_id=case.person_id))
    left = queries.undecided(by=by, case=case, at=now, kind=rules.Kind.HOME)
    today = timezone.localdate(now)
    for decision in found:
        decision.left = left_of(decision, today)
    context = {
        "case": case, "rows": found, "undecided": len(left),
        "may_decide": any(one.mine for one in left) and by.may(Permission.ISOLATION_DECIDE),
    }  # fmt: skip
    return render(request, "isolation/case_panel.html", context)


@page(needs=Permission.ISOLATION_SEE)
def person_part(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """htmx fragment on the page of a person: his decisions."""
    by = request.actor
    found = words.named(by, queries.of_person(by=by, person_id=person_id))
    context = {"rows": found, "person_id": person_id, "may_decide": by.may(Permission.ISOLATION_DECIDE)}
    return render(request, "isolation/person_part.html", context)
