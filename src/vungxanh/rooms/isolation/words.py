"""What decisions are called on the screen."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vungxanh.common.web.parts import PersonChip, StatusKind
from vungxanh.kernel.actor import NOBODY, Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.isolation import rules
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.places import queries as places

STATES: dict[str, StatusKind] = {"in_force": "active", "released": "done", "revoked": "off", "positive": "alarm"}


def choices(names: Mapping[Any, str], first: str = "") -> list[tuple[str, str | Promise]]:
    """The labels of an enum as choices; ``first``: a line for none."""
    found: list[tuple[str, str | Promise]] = [(str(key), gettext_lazy(label)) for key, label in names.items()]
    return [("", first), *found] if first else found


def state_of(state: str) -> tuple[str, StatusKind]:
    """A state in words, and how it is drawn."""
    return _(rules.STATE_NAMES[rules.State(state)]), STATES[state]


def kind_of(kind: str) -> str:
    """A kind in words."""
    return _(rules.KIND_NAMES[rules.Kind(kind)])


def reason_of(reason: str) -> str:
    """A reason in words."""
    return _(rules.REASON_NAMES[rules.Reason(reason)])


def area_name(path: str) -> str | None:
    """What an area is called, for a filter; None when there is no such area."""
    name = places.display_name(by=NOBODY, path=path)
    return None if name == path else name


def chip(by: Actor, card: Any, area: str = "") -> PersonChip:
    """A person as ``by`` may see him."""
    if card is None:
        return PersonChip(_("không rõ"))
    sex = "" if card.sex == "U" else _(people.SEX_NAMES[card.sex])
    mine = by.may(Permission.PERSON_SEE, card.area_path)
    return PersonChip(card.name, sex.lower(), card.birth_year, area, f"/people/{card.id}/" if mine else "")


def named(by: Actor, rows: list[Any], of: str = "") -> list[Any]:
    """Attach to each decision (or to ``row.of``) whom it is about and where he lives: two queries."""
    about = [getattr(row, of) if of else row for row in rows]
    cards = people.cards(by, {d.person_id for d in about})
    names = places.display_names(by=by, paths={d.area_path for d in about})
    state, kind, reason = lru_cache(state_of), lru_cache(kind_of), lru_cache(reason_of)  # a word is looked up once
    for decision in about:
        decision.area_name = names[decision.area_path].split(",")[0]
        decision.chip = chip(by, cards.get(decision.person_id), decision.area_name)
        decision.name = decision.chip.name
        decision.state_words = state(decision.state)
        decision.kind_words, decision.reason_words = kind(decision.kind), reason(decision.reason)
    return rows
