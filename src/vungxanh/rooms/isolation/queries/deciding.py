"""Before a decision: which terms the regulation gives, who of a case has none yet."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext

from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.regulations.api import Immunity
from vungxanh.rooms.isolation import rules
from vungxanh.rooms.isolation.models import Decision, Paper
from vungxanh.rooms.isolation.rules.kinds import State
from vungxanh.rooms.tracing import queries as tracing

MOST = 500


def terms_for(facts: rules.DecisionFacts, *, on: date, area: str) -> rules.Terms:
    """The terms of a decision as the regulation has them; Refused as ``rules.decide``."""
    return rules.decide(
        rules.Asked(
            disease=facts.disease, reason=facts.reason, kind=facts.kind, on=on, start=timezone.localdate(facts.started_at),
            area=area, last_exposure=facts.last_exposure, immunity=facts.immunity, until=facts.until,
        )
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Undecided:
    """A contact of a case without a decision: the terms he would get, or why none. ``mine``: may be decided by the reader."""

    contact: Any
    last_exposure: date
    terms: rules.Terms | None
    refusal: str
    mine: bool


def undecided(
    *, by: Actor, case: Any, at: datetime, kind: rules.Kind, levels: tuple[int, ...] = (1,)
) -> list[Undecided]:
    """Open contacts of a case at these levels who are not in isolation by a decision, with the terms each would get."""
    running = Decision.objects.filter(person=OuterRef("person_id"), disease=case.disease, state=State.IN_FORCE)
    # F1 of this case: who is F1 of another and only F2 of this one is decided on there.
    rows = tracing.visible(by).filter(
        Q(exposures__level__in=levels) | Q(override_level__in=levels),
        exposures__case=case.pk,
        exposures__dropped_at=None,
        level__in=levels,
        state__in=tracing.OPEN,
        disease=case.disease,
    )
    found = []
    for contact in rows.exclude(Exists(running)).select_related("person").order_by("area_path", "pk")[:MOST]:
        last = timezone.localdate(contact.last_exposed_at)
        facts = facts_of(contact, kind=kind, at=at)
        mine = by.may(Permission.ISOLATION_DECIDE, contact.area_path)
        try:
            found.append(
                Undecided(contact, last, terms_for(facts, on=timezone.localdate(at), area=contact.area_path), "", mine)
            )
        except Refused as no:
            found.append(Undecided(contact, last, None, no.told(gettext), mine))
    return found


def facts_of(contact: Any, *, kind: rules.Kind, at: datetime) -> rules.DecisionFacts:
    """A contact as a decision sees him; his isolation began when tracing says it did."""
    person = contact.person
    reason = {1: rules.Reason.F1, 2: rules.Reason.F2}.get(contact.level, rules.Reason.F3)
    return rules.DecisionFacts(
        disease=contact.disease, reason=reason, kind=kind, started_at=contact.isolated_at or at,
        last_exposure=timezone.localdate(contact.last_exposed_at), contact_id=contact.pk,
        immunity=Immunity(doses=person.vaccine_doses, last_dose=person.last_dose_date),
    )  # fmt: skip


def last_symbol(*, by: Actor, issuer_id: UUID) -> Paper | None:
    """The last paper a body issued: its symbol and signer are proposed for the next one."""
    return Paper.objects.filter(issuer=issuer_id).order_by("-created_at", "-id").first()
