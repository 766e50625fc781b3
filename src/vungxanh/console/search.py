"""The search box of the shell: cases, people, venues and areas at once, of what one may see."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from vungxanh.common.web.private_text import open_sealed, seal
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.venues import queries as venues

EACH = 8
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


_KINDS: tuple[tuple[str, str, Permission, Callable[[Actor, str], list[Hit]]], ...] = (
    ("cases", "virus", Permission.CASE_SEE, _cases),
    ("people", "users", Permission.PERSON_SEE, _people),
    ("venues", "map-pin", Permission.PERSON_SEE, _venues),
    ("areas", "map-2", Permission.AREA_SEE, _areas),
)


def _title(kind: str) -> str:
    return {"cases": _("Ca bệnh"), "people": _("Người dân"), "venues": _("Địa điểm"), "areas": _("Địa bàn")}[kind]


def find(by: Actor, text: str) -> list[Group]:
    """What fits ``text`` among what ``by`` may see; empty kinds are left out."""
    if len(text) < SHORTEST:
        return []
    asked = [Group(_title(kind), icon, ask(by, text)) for kind, icon, needs, ask in _KINDS if by.may(needs)]
    return [group for group in asked if group.hits]


@page(needs=None)
def index(request: ActorRequest) -> HttpResponse:
    """Words are posted and travel on sealed: what is searched is often somebody's name or number."""
    if request.method == "POST":
        text = request.POST.get("q", "").strip()[:100]
        return redirect(
            f"{reverse('console:search')}?{urlencode({'q': seal(text)})}" if text else reverse("console:search")
        )
    sealed = request.GET.get("q", "")
    opened = open_sealed(sealed) if sealed else ""
    words = opened or ""
    context = {"search_text": words, "expired": opened is None, "groups": find(request.actor, words)}
    return render(request, "console/search.html", context)
