"""Somebody is isolated by a decision: one person, or all F1 of a case on one paper."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.isolation import queries, rules
from vungxanh.rooms.isolation.actions.parts import put_tests
from vungxanh.rooms.isolation.events import IsolationDecided
from vungxanh.rooms.isolation.models import Decision, NumberBook, Paper
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.sites import queries as sites
from vungxanh.rooms.tracing import queries as tracing

DECIDE = Permission.ISOLATION_DECIDE
SITE_KINDS = {
    "centralised": "centralised",
    "field": "centralised",
    "hospital": "centralised",
    "commune": "commune",
    "hotel": "hotel",
    "dormitory": "dormitory",
}


@action(needs=DECIDE)
def decide(
    *, by: Actor, at: datetime, person_id: UUID, facts: rules.DecisionFacts, paper: rules.PaperFacts
) -> Decision:
    """Isolate one person, whether case, contact or neither. From–to by the regulation in force, unless ``facts.until``."""
    person = people.get(by, person_id)
    by.check(DECIDE, person.area_path)
    contact = tracing.get(by=by, contact_id=facts.contact_id) if facts.contact_id else None
    if contact is not None and contact.person_id != person.pk:
        raise Refused("Người tiếp xúc này là người khác.", field="contact")
    if facts.case_id is not None:
        cases.get(by=by, case_id=facts.case_id)
    site = sites.get(by=by, site_id=facts.site_id) if facts.site_id else None
    terms = _terms(facts, at, person.area_path)
    made = _made(person, facts, terms, site, at)
    made.paper = _paper(by, at, paper)
    _store(made, terms)
    about(made)
    note(said=terms.words or terms.until.isoformat(), paper=str(made.paper))
    return made


@action(needs=DECIDE)
def decide_for_case(
    *,
    by: Actor,
    at: datetime,
    case_id: UUID,
    contact_ids: Sequence[UUID],
    kind: rules.Kind,
    paper: rules.PaperFacts,
    site_id: UUID | None = None,
) -> Paper | None:
    """Isolate contacts of a case by one paper with a list. Whoever has a decision already, or none of whom the
    regulation says anything, is left out; None when that leaves nobody."""
    case = cases.get(by=by, case_id=case_id)
    site = sites.get(by=by, site_id=site_id) if site_id else None
    wanted = set(contact_ids)
    open_ones = queries.undecided(by=by, case=case, at=at, kind=rules.Kind(kind), levels=(1, 2, 3))
    chosen = [one for one in open_ones if one.contact.pk in wanted]
    for one in chosen:
        by.check(DECIDE, one.contact.area_path)
    decided = [(one.contact, one.terms) for one in chosen if one.terms is not None]
    if not decided:
        return None
    made_paper = _paper(by, at, paper)
    for contact, terms in decided:
        given = replace(queries.facts_of(contact, kind=rules.Kind(kind), at=at), case_id=case.pk, site_id=site_id)
        made = _made(contact.person, given, terms, site, at)
        made.paper = made_paper
        _store(made, terms)
    about(made_paper)
    note(
        decided=len(decided), left_out=len(wanted) - len(decided), case=str(case.pk),
        ids=[str(one.pk) for one, _terms_of in decided],
    )  # fmt: skip
    return made_paper


def _terms(facts: rules.DecisionFacts, at: datetime, area: str) -> rules.Terms:
    rules.check_start(facts.started_at, at)
    return queries.terms_for(facts, on=timezone.localdate(at), area=area)


def _made(person: Any, facts: rules.DecisionFacts, terms: rules.Terms, site: Any, at: datetime) -> Decision:
    """Unsaved, without its paper."""
    kind = rules.Kind(facts.kind)
    if site is not None and kind is rules.Kind.HOME:
        raise Refused("Cách ly tại nhà thì không chọn khu cách ly.", field="site")
    kind = rules.Kind(SITE_KINDS[site.kind]) if site is not None else kind
    begun = queries.now_round(max(facts.started_at, at), person.area_path).number
    care = rules.care(facts.disease, timezone.localdate(at), person.area_path).value
    known = facts.immunity
    return Decision(
        person=person, disease=facts.disease, reason=facts.reason, kind=kind, area_path=person.area_path, site=site,
        site_area_path=site.area_path if site else "", contact_id=facts.contact_id, case_id=facts.case_id,
        last_exposed_on=facts.last_exposure, started_at=facts.started_at, from_on=timezone.localdate(facts.started_at),
        until_on=terms.until, planned_until=terms.until, monitoring_until=terms.monitoring_until, doses=known.doses,
        last_dose=known.last_dose, recovered_on=known.recovered, rule=terms.rule[:80], words=terms.words[:400],
        why=terms.why[:600], verified=terms.verified, serve_by=rules.serve_by(max(facts.started_at, at), care.serve_hours),
        checked_round=begun, next_test=terms.tests[0] if terms.tests else None, created_at=at,
    )  # fmt: skip


def _store(made: Decision, terms: rules.Terms) -> None:
    running = Decision.objects.filter(person=made.person_id, disease=made.disease, state=rules.State.IN_FORCE)
    known = running.select_related("paper").first()
    if known is not None:
        raise Refused(
            _("Người này đang cách ly theo Quyết định số %(n)s. Gia hạn hoặc thu hồi quyết định đó trước.")
            % {"n": known.paper}
        )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Refused("Người này vừa được ra một quyết định cách ly khác.") from None
    put_tests(made, terms.tests)
    tell(IsolationDecided(made.pk, made.person_id, made.disease, made.area_path, made.started_at))


def _paper(by: Actor, at: datetime, given: rules.PaperFacts) -> Paper:
    facts = rules.check_paper(given, timezone.localdate(at))
    issuer = agencies.bodies_by_id(by, [facts.issuer_id]).get(facts.issuer_id)
    if issuer is None:
        raise Refused("Không có cơ quan này.", field="issuer")
    paper = Paper(
        area_path=issuer.area_path, issuer=issuer, year=facts.signed_on.year, symbol=facts.symbol,
        number=_number(issuer, facts.signed_on, facts.number), signed_on=facts.signed_on, capacity=facts.capacity,
        title=facts.title, signer=facts.signer, grounds=list(facts.grounds), created_at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            paper.save(force_insert=True)
    except IntegrityError:
        raise Refused(
            _("Số %(n)s đã dùng cho một quyết định khác trong năm.") % {"n": paper.number}, field="number"
        ) from None
    return paper


def _number(issuer: Any, day: date, wanted: int | None) -> int:
    """The number typed, else the next free one of the issuer's year; the book stays locked until the paper is there."""
    NumberBook.objects.get_or_create(issuer=issuer, year=day.year)
    book = NumberBook.objects.select_for_update().get(issuer=issuer, year=day.year)
    if wanted is None:
        used = set(
            Paper.objects.filter(issuer=issuer, year=day.year, number__gt=book.last).values_list("number", flat=True)
        )
        wanted = book.last + 1
        while wanted in used:
            wanted += 1
        book.last = wanted
        book.save(update_fields=["last"])
    return wanted
