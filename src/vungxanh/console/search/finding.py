"""What is found: screens, cases, people, venues, areas, agencies and users at once, of what one may see."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from vungxanh.console import nav
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.text import fold
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.directives import queries as directives
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.tasks import queries as tasks
from vungxanh.rooms.venues import queries as venues

EACH = 8
OFFERED, FAIR = 16, 2
"""Lines offered while one types: so many in all, of no kind fewer than so many, so that none hides another."""
_DOCUMENT_NO = re.compile(r"\d\s*/\s*[a-zđ]|^[a-zđ]{2,}-[a-zđ]{2,}$", re.IGNORECASE)
"""134/TB-UBND, or the symbol alone."""
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the answer."""

    label: str
    hint: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one kind; ``more``: there may be others, the words should be narrowed."""

    title: str
    icon: str
    hits: list[Hit]

    @property
    def more(self) -> bool:
        """Whether the list was cut."""
        return len(self.hits) >= EACH


def _cases(by: Actor, text: str) -> list[Hit]:
    found = cases.find(by=by, text=text, limit=EACH)
    names = places.display_names(by=by, paths=[case.area_path for case in found])
    return [Hit(case.code, names[case.area_path], reverse("cases:one", args=[case.pk])) for case in found]


def _people(by: Actor, text: str) -> list[Hit]:
    found = people.search(by, text, limit=EACH)
    names = places.display_names(by=by, paths=[person.area_path for person in found])
    sick: dict[UUID, str] = {}
    if by.may(Permission.CASE_SEE):
        known = cases.visible(by).filter(person_id__in=[person.pk for person in found])
        sick = dict(known.values_list("person_id", "code"))
    hits = []
    for person in found:
        card = people.card_of(by, person)
        facts = (
            card.birth_year,
            names[card.area_path],
            _("ca %(code)s") % {"code": sick[card.id]} if card.id in sick else "",
        )
        hint = " · ".join(str(fact) for fact in facts if fact)
        hits.append(Hit(card.name, hint, reverse("people:one", args=[card.id])))
    return hits


def _venues(by: Actor, text: str) -> list[Hit]:
    found = venues.find(by=by, text=text, limit=EACH)
    names = places.display_names(by=by, paths=[venue.area_path for venue in found])
    return [Hit(venue.name, names[venue.area_path], reverse("venues:venue", args=[venue.pk])) for venue in found]


def _areas(by: Actor, text: str) -> list[Hit]:
    found = places.search(by=by, text=text, limit=EACH)
    return [Hit(area.name, area.parents, reverse("places:area", args=[area.path])) for area in found]


def _pages(by: Actor, text: str) -> list[Hit]:
    """Screens by their name or by what people call them; every word must fit the beginning of one of theirs."""
    words = fold(text).split()
    return [
        Hit(str(item.label), str(item.group), url)
        for item, url in nav.open_to(by)
        if words and all(f" {word}" in f" {fold(f'{item.label} {item.words}')}" for word in words)
    ][:EACH]


def _documents(by: Actor, text: str) -> list[Hit]:
    found = directives.find(by=by, text=text, limit=EACH)
    return [
        Hit(str(row) or _("Văn bản"), " · ".join(x for x in (row.issuer_name, row.subject[:80]) if x),
            reverse("directives:one", args=[row.pk]))
        for row in found
    ]  # fmt: skip


def _tasks(by: Actor, text: str) -> list[Hit]:
    found = tasks.find(tasks.top(by), text, limit=EACH)
    return [Hit(task.title, task.source_label, reverse("tasks:one", args=[task.pk])) for task in found]


def _agencies(by: Actor, text: str) -> list[Hit]:
    found = agencies.agencies_like(by, text, limit=EACH)
    names = places.display_names(by=by, paths=[body.area_path for body in found])
    return [Hit(body.name, names[body.area_path], reverse("agencies:agency", args=[body.pk])) for body in found]


def _users(by: Actor, text: str) -> list[Hit]:
    found = agencies.users_like(by, text, limit=EACH)
    return [Hit(user.full_name, user.username, reverse("agencies:user", args=[user.pk])) for user in found]


_KINDS: tuple[tuple[str, str, Permission | None, Callable[[Actor, str], list[Hit]]], ...] = (
    ("cases", "virus", Permission.CASE_SEE, _cases),
    ("people", "users", Permission.PERSON_SEE, _people),
    ("documents", "file-text", Permission.DIRECTIVE_SEE, _documents),
    ("tasks", "clipboard-list", Permission.TASK_SEE, _tasks),
    ("venues", "map-pin", Permission.PERSON_SEE, _venues),
    ("areas", "map-2", Permission.AREA_SEE, _areas),
    ("agencies", "building-community", Permission.AGENCY_SEE, _agencies),
    ("users", "user-circle", Permission.USER_MANAGE, _users),
    ("pages", "layout-list", None, _pages),
)


def _title(kind: str) -> str:
    titles = {
        "cases": _("Ca bệnh"), "people": _("Người dân"), "venues": _("Địa điểm"), "areas": _("Địa bàn"),
        "documents": _("Văn bản"),
        "agencies": _("Cơ quan"), "tasks": _("Nhiệm vụ"), "users": _("Người dùng"), "pages": _("Màn hình"),
    }  # fmt: skip
    return titles[kind]


def find(by: Actor, text: str) -> list[Group]:
    """What fits ``text`` among what ``by`` may see; empty kinds are left out, at most ``EACH`` of a kind."""
    if len(text) < SHORTEST:
        return []
    kinds = _KINDS
    if _DOCUMENT_NO.search(text.strip()):
        kinds = tuple(sorted(_KINDS, key=lambda kind: kind[0] not in ("documents", "tasks")))
    asked = [
        Group(_title(kind), icon, ask(by, text)) for kind, icon, needs, ask in kinds if needs is None or by.may(needs)
    ]
    return [group for group in asked if group.hits]


def shortened(groups: list[Group]) -> list[Group]:
    """The first lines of each kind for the box: every kind is there, the first ones with more lines."""
    left = OFFERED - sum(min(FAIR, len(group.hits)) for group in groups)
    offered = []
    for group in groups:
        more = max(0, min(left, len(group.hits) - FAIR, FAIR))
        left -= more
        offered.append(replace(group, hits=group.hits[: FAIR + more]))
    return offered
