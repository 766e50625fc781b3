"""One place: its level, every criterion with what is behind it, what would change it; one decision."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common import centre
from vungxanh.common.web.formats import vn_date
from vungxanh.common.web.forms import ActionForm
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.work import AREAS_OF_WORK
from vungxanh.regulations.indices import INDICES
from vungxanh.regulations.risk import Measure
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.places.queries import code_of, parent_of
from vungxanh.rooms.zones import forms, queries, rules, words
from vungxanh.rooms.zones.models import AreaInput, LevelDecision, LevelProposal
from vungxanh.rooms.zones.views import strip

SEE, RECORD, DECIDE = Permission.LEVEL_SEE, Permission.LEVEL_RECORD, Permission.LEVEL_DECIDE


@page(needs=SEE)
def one(request: ActorRequest, proposal_id: UUID) -> HttpResponse:
    """The page of a place. An older proposal is shown as it was."""
    return render(
        request,
        "zones/one.html",
        context_of(request.actor, queries.proposal(by=request.actor, proposal_id=proposal_id)),
    )


def context_of(by: Actor, found: LevelProposal) -> dict[str, Any]:
    """All the page shows."""
    spec, judged = queries.judged_again(by=by, proposal=found)
    level_set = queries.get_set(by=by, set_id=found.set_id)
    today = timezone.localdate(centre.now())
    now = queries.decision_in_force(by=by, area=found.area_path, on=today)
    up, down = rules.up(spec, judged), rules.down(spec, judged)
    return {
        "p": found, "letter": words.letter(found.told), "most": words.letter(found.at_most),
        "word": "" if found.unread else level_set.rules.names[found.level - 1], "state": words.state_of(found.state),
        "place": queries.place_name(by=by, path=found.area_path), "set": level_set,
        "criteria": [_shown(found, c) for c in rules.criteria(spec, judged)],
        "missing": rules.missing(spec, judged), "held": judged.held,
        "up": (words.letter(up.level), words.change_lines(up)) if up else None,
        "down": (words.letter(down.level), words.change_lines(down), down.together) if down else None,
        "now": now, "now_letter": words.letter(now.level) if now else None,
        "prepare": _prepare(found, now, level_set), "leeway": leeway_of(by, found), "announced": _announced(by, found),
        "history": [(d, words.letter(d.level)) for d in queries.history(by=by, area=found.area_path)],
        "strip": strip.drawn(*queries.timeline(by=by, area=found.area_path, until=today), today),
        "inputs": [_stated(i) for i in queries.inputs(by=by, area=found.area_path)],
        "may_review": found.current and found.state == "proposed" and by.may(RECORD, found.area_path),
        "may_decide": found.current and found.state != "proposed" and by.may(DECIDE, found.area_path),
        "may_record": by.may(RECORD, found.area_path), "review_form": forms.ReviewForm(),
        "below": _below(by, found, now),
        "aim": _aim(by, found, now),
        "soon": found.current and queries.judging_soon(by=by, area=queries.around(found.area_path)),
    }  # fmt: skip


def _aim(by: Actor, found: LevelProposal, now: LevelDecision | None) -> dict[str, Any] | None:
    """The goal set for the place."""
    aim = queries.goal_of(by=by, area=found.area_path)
    if aim is None:
        return None
    state = queries.goal_standing(aim, now.level if now else found.told or 0, timezone.localdate(centre.now()))
    return {"goal": aim, "letter": words.letter(aim.level), "state": words.goal_state(state)}


def _shown(found: LevelProposal, c: rules.Criterion) -> dict[str, Any]:
    index = INDICES[c.measure]
    numbers = words.said(c.reading.numerator)
    if index.scale:
        numbers = f"{numbers} / {words.said(c.reading.denominator)}"
    return {
        "c": c, "name": _(index.name), "unit": "" if index.unit == "có" else index.unit,
        "value": words.told(c.value, index.unit), "numbers": numbers,
        "of": _(index.of) if index.of else "", "url": behind(found, c),
        "look": "unknown" if c.met is None else "met" if c.met else "not",
    }  # fmt: skip


def _stated(one: AreaInput) -> dict[str, Any]:
    index = INDICES[Measure(one.measure)]
    number = words.told(one.numerator, index.unit if not index.scale else "")
    of = f" / {words.said(one.denominator)}" if one.denominator else ""
    return {"i": one, "name": _(index.name), "number": number + of}


def behind(found: LevelProposal, c: rules.Criterion) -> str:
    """The page of what lies behind a number."""
    return reverse("zones:behind", args=[found.pk, c.measure.value])


def _prepare(found: LevelProposal, now: Any, level_set: queries.LevelSet) -> tuple[str | None, list[str]] | None:
    """The level above the one that is proposed or in force, and what it would ask for besides."""
    level = max(found.level, now.level if now else 0)
    if level >= 4 or (found.unread and now is None):
        return None
    rows = [m for _document, measures in queries.measures_of(level_set) for m in measures]
    here, above = ([m.text for m in rules.measures_at(rows, n)] for n in (level, level + 1))
    return words.letter(level + 1), [text for text in above if text not in here]


def leeway_of(by: Actor, found: LevelProposal) -> dict[str, Any] | None:
    """By how much the place may be put higher than proposed, and by which plan."""
    if found.unit != "commune":
        return None
    plan = queries.raise_rule(found.area_path, found.day)
    if plan is None:
        return None
    rule, document = plan
    near = [area.path for area in places.neighbours(by=by, path=found.area_path)]
    beyond = queries.names_high_beyond(by=by, paths=near, district=parent_of(found.area_path), least=rule.adjacent_from)
    may = rules.leeway(rule, code_of(found.area_path), beyond)
    if not may.levels or found.level == 4:
        return None
    return {"to": words.letter(min(4, found.level + may.levels)), "why": may.why, "document": document.citation}


def _announced(by: Actor, found: LevelProposal) -> list[Any]:
    rows = queries.announcements(by=by, area=found.area_path)
    for one in rows:
        one.key = new_id()  # type: ignore[attr-defined]
    return [(one, words.letter(one.level)) for one in rows]


def _below(by: Actor, found: LevelProposal, now: LevelDecision | None) -> str | None:
    """The letter announced from above, where it is higher than what is in force."""
    today = timezone.localdate(centre.now())
    rows = [(found.area_path, now.level if now else None)]
    ordered = queries.below_announced(by=by, rows=rows, on=today).get(found.area_path)
    return words.letter(ordered.level) if ordered else None


@page(needs=SEE)
def decision(request: ActorRequest, decision_id: UUID) -> HttpResponse:
    """One decision: what changes, for the public and for officers; its measures."""
    by = request.actor
    found = queries.decision(by=by, decision_id=decision_id)
    measures = list(found.measures.order_by("position"))
    for one in measures:
        one.area_of_work = _(AREAS_OF_WORK.get(one.field, one.field))  # type: ignore[attr-defined]
    lifted = queries.lifted_by(by=by, decision=found)
    context = {
        "d": found, "letter": words.letter(found.level), "before": words.letter(found.before),
        "proposed": words.letter(found.proposed), "place": queries.place_name(by=by, path=found.area_path),
        "measures": measures, "lifted": lifted, "opened": [m for m in measures if not m.kept], "form": ActionForm(),
        "may_decide": by.may(DECIDE, found.area_path) and not found.withdrawn_at,
        "may_tick": by.may(RECORD, found.area_path), "withdraw_form": forms.ReasonForm(),
        "period": _("từ %(start)s") % {"start": vn_date(found.start)}
        + (_(" đến hết %(until)s") % {"until": vn_date(found.until)} if found.until else ""),
        **_readings_then(by, found),
    }  # fmt: skip
    return render(request, "zones/decision.html", context)


def _readings_then(by: Actor, found: LevelDecision) -> dict[str, Any]:
    """The readings a decision rested on, as they were."""
    kept = queries.judged_then(by=by, decision=found)
    if kept is None:
        return {}
    spec, judged = kept
    level_set = queries.get_set(by=by, set_id=found.set_id or found.proposal.set_id)
    rows = [_shown(found.proposal, c) | {"url": ""} for c in rules.criteria(spec, judged)]
    return {
        "criteria": rows,
        "missing": rules.missing(spec, judged),
        "set": level_set,
        "again": words.letter(judged.level),
    }
