"""What patients, tiers, moves are called on the screen."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vungxanh.common.web.parts import PersonChip, StatusKind
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.rounds import missed
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.treatment import queries, rules

KINDS: tuple[StatusKind, ...] = ("plain", "plain", "active", "alarm", "alarm")
MOVES: dict[str, StatusKind] = {
    "requested": "alarm", "accepted": "active", "on_way": "active", "arrived": "done", "refused": "off", "cancelled": "off",
}  # fmt: skip


def choices(names: Mapping[Any, str], first: str | Promise = "") -> list[tuple[str, str | Promise]]:
    """The labels of an enum as choices; ``first``: a line for none."""
    found: list[tuple[str, str | Promise]] = [
        (str(int(k)) if isinstance(k, int) else str(k), gettext_lazy(v)) for k, v in names.items()
    ]
    return [("", first), *found] if first else found


def severity_of(level: int) -> tuple[str, StatusKind]:
    """A class of severity in words, and how it is drawn."""
    return _(rules.SEVERITY_NAMES[rules.Severity(level)]), KINDS[level]


def colour_of(colour: str) -> str:
    """A colour of risk in words; "" for none."""
    return _(rules.COLOUR_NAMES[rules.Colour(colour)]) if colour else ""


def move_of(state: str) -> tuple[str, StatusKind]:
    """A step of a transfer in words."""
    return _(rules.MOVE_NAMES[rules.Move(state)]), MOVES[state]


def place_of(course: Any) -> str:
    """Where he is: the facility, or at home; how it ended."""
    if course.state == rules.State.ENDED:
        return _(rules.ENDING_NAMES[rules.Ending(course.ending)])
    return course.facility.site.name if course.facility_id else _("Tại nhà")


def chip(by: Actor, card: Any, where: str = "") -> PersonChip:
    """A person as ``by`` may see him."""
    if card is None:
        return PersonChip(_("không rõ"))
    sex = "" if card.sex == "U" else _(people.SEX_NAMES[card.sex]).lower()
    url = f"/people/{card.id}/" if by.may(Permission.PERSON_SEE, card.area_path) else ""
    return PersonChip(card.name, sex, card.birth_year, where, url)


def named(by: Actor, rows: Iterable[Any], at: datetime, of: str = "") -> list[Any]:
    """Attach to each course (or to ``row.of``) who it is about and what is to be done: two queries."""
    found = list(rows)
    about = [getattr(row, of) if of else row for row in found]
    cards = people.cards(by, {c.case.person_id for c in about})
    names = places.display_names(by=by, paths={c.area_path for c in about})
    now = {place: queries.now_round(at, place) for place in rules.Place}
    for course in about:
        course.area_name = names[course.area_path]
        course.chip = chip(by, cards.get(course.case.person_id), course.area_name.split(",")[0])
        course.name = course.chip.name
        course.severity_words, course.colour_words = severity_of(course.severity), colour_of(course.colour)
        course.place_words = place_of(course)
        running = course.state == rules.State.RUNNING
        course.missed = missed(course.checked_round, now[rules.Place(course.place)]) if running else 0
        course.advised = running and course.proposed > course.tier and not course.to_area_path
    return found
