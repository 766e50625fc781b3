"""What several pages of the room say alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from vungxanh.common import centre
from vungxanh.common.web.formats import local, vn_span
from vungxanh.common.web.parts import PersonChip, StatusKind
from vungxanh.kernel.actor import NOBODY, Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.tracing import queries, rules
from vungxanh.rooms.tracing.models import Contact, Exposure

STATE_KINDS: dict[str, StatusKind] = {
    "to_call": "alarm", "no_answer": "alarm", "reached": "active", "followed": "active", "done": "done",
    "case": "done", "dropped": "off",
}  # fmt: skip


def state_of(state: str) -> tuple[str, StatusKind]:
    """A state in words, and how it is drawn."""
    return _(rules.STATE_NAMES[rules.ContactState(state)]), STATE_KINDS[state]


def url_or_none(name: str, *args: object) -> str:
    """The address of a page of another room; "" when this installation lacks it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def chip(by: Actor, card: Any, *, area: str = "", opens: bool = False) -> PersonChip:
    """A person as ``by`` may see him."""
    if card is None:
        return PersonChip(_("không rõ"))
    sex = {str(key): _(word) for key, word in people.SEX_NAMES.items() if key != "U"}.get(card.sex, "")
    mine = by.may(Permission.PERSON_SEE, card.area_path)
    open_url = (
        url_or_none("people:open", card.id)
        if opens and mine and by.may(Permission.IDENTITY_OPEN, card.area_path)
        else ""
    )
    return PersonChip(
        name=card.name, sex=sex.lower(), birth_year=card.birth_year, area=area,
        url=url_or_none("people:one", card.id) if mine else "", open_url=open_url,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Why:
    """One exposure in words: the sentence, and who it was, for those who may see names."""

    level: int
    reason: str
    through: PersonChip
    case_code: str
    case_url: str
    when: str
    venue: str
    minutes: int
    rule: str


def whys(by: Actor, contacts: Iterable[Contact]) -> dict[Any, list[Why]]:
    """Per contact his live exposures (attached as ``live``), nearest first; one query for all names."""
    rows = list(contacts)
    cards = people.cards(by, queries.persons_of(rows))
    return {c.pk: [why(by, e, cards) for e in getattr(c, "live", ())] for c in rows}


def why(by: Actor, e: Exposure, cards: dict[Any, Any]) -> Why:
    """One exposure in words."""
    seen = by.may(Permission.CASE_SEE, e.case_area_path)
    return Why(
        level=e.level, reason=e.reason, through=chip(by, cards.get(e.through_id)), case_code=e.case.code,
        case_url=url_or_none("cases:one", e.case_id) if seen else "", venue=e.venue.name if e.venue else "",
        when=vn_span(e.first_exposed_at, e.last_exposed_at), minutes=e.minutes, rule=e.rule,
    )  # fmt: skip


def decorate(by: Actor, contacts: Iterable[Contact]) -> list[Any]:
    """Attach what a line of a contact needs: chip, state in words, area name, why he is there. No N+1."""
    rows = list(contacts)
    cards = people.cards(by, [c.person_id for c in rows])
    names = places.display_names(by=by, paths={c.area_path for c in rows})
    reasons = whys(by, rows)
    for c in rows:
        c.chip = chip(by, cards.get(c.person_id), area=names.get(c.area_path, ""))  # type: ignore[attr-defined]
        c.state_words = state_of(c.state)  # type: ignore[attr-defined]
        c.area_name = names.get(c.area_path, "")  # type: ignore[attr-defined]
        c.whys = reasons[c.pk]  # type: ignore[attr-defined]
        c.has_phone = bool(cards[c.person_id].has_phone) if c.person_id in cards else False  # type: ignore[attr-defined]
    return rows


def calls_told(rows: list[Any]) -> list[Any]:
    """Attach the outcome of each call in words."""
    for row in rows:
        row.words = _(rules.OUTCOME_NAMES[rules.CallOutcome(row.outcome)])
    return rows


def area_label(by: Actor, path: str) -> str:
    """An area with its parent; "" for none."""
    return places.display_name(by=by, path=path) if path else ""


def area_name(path: str) -> str | None:
    """What an area is called, for a filter; None when there is no such area."""
    name = places.display_name(by=NOBODY, path=path)
    return None if name == path else name


def said(form: Any, refused: Refused) -> None:
    """A refusal at its field of the form, or over the form; ``NotYours`` is passed on."""
    if isinstance(refused, NotYours):
        raise refused
    form.add_error(refused.field if refused.field in form.fields else None, refused.told(_))


def at() -> datetime:
    """The centre's clock."""
    return centre.now()


def today() -> Any:
    """The day at the centre."""
    return local(centre.now()).date()


def my_team(request: HttpRequest, by: Actor) -> Any:
    """(chosen team or None, all teams one may choose) from ``?team=``."""
    teams = list(queries.visible_teams(by).filter(active=True).order_by("area_path", "name"))
    wanted = request.GET.get("team") or request.POST.get("team") or ""
    return next((t for t in teams if str(t.pk) == wanted), None), teams
