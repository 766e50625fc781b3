"""The chain of command: which body directs each area, founded by what, headed by whom, and what is still missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common import centre
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.agencies import rules
from vungxanh.rooms.agencies.models import Agency, Charge, Post
from vungxanh.rooms.agencies.queries.directory import known_agencies, place_of
from vungxanh.rooms.agencies.queries.staff import valid_on
from vungxanh.rooms.agencies.rules import command
from vungxanh.rooms.places import queries as places


@dataclass(frozen=True, slots=True)
class Organ:
    """One of the bodies an area should have; ``agency_id`` None: it is not founded. ``lacks``: (key, words)."""

    key: str
    label: str
    agency_id: UUID | None
    name: str
    standing: command.Standing
    lacks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """An area with its organs, other commanding bodies (task forces), and the health bodies under their command."""

    path: str
    name: str
    organs: tuple[Organ, ...]
    others: tuple[Organ, ...]
    directed: tuple[Agency, ...]

    @property
    def gaps(self) -> int:
        """Organs that lack something."""
        return sum(bool(one.lacks) for one in self.organs)


def chain_of_command(by: Actor, area_path: str) -> list[Chain]:
    """The area and each one right below it, in that order; only what he may know."""
    areas = [places.get(by=by, path=area_path), *places.children(by=by, path=area_path)]
    wanted = ("command", *command.DIRECTED)
    rows = known_agencies(by).filter(area_path__in=[area.path for area in areas], kind__in=wanted, active=True)
    there: dict[str, list[Agency]] = {}
    for body in rows.order_by("area_path", "name"):
        there.setdefault(body.area_path, []).append(body)
    standing = _standing(body for bodies in there.values() for body in bodies if body.kind == "command")
    return [_chain(area, there.get(area.path, []), standing) for area in areas]


def _chain(area: Any, bodies: list[Agency], standing: dict[UUID, command.Standing]) -> Chain:
    directing = {body.name: body for body in bodies if body.kind == "command"}
    place = rules.Place(area.path, area.kind, area.name)
    organs = []
    for one in rules.propose(place, directing, tuple(command.ORGANS)):
        body = directing.pop(one.known, None) if one.known else None
        organs.append(_organ(one.key, _(command.ORGANS[one.key]), body, standing))
    others = tuple(_organ("", "", body, standing) for body in directing.values())
    directed = tuple(body for body in bodies if body.kind in command.DIRECTED)
    return Chain(area.path, area.full_name, tuple(organs), others, directed)


def _organ(key: str, label: str, body: Agency | None, standing: dict[UUID, command.Standing]) -> Organ:
    stands = standing[body.pk] if body else command.Standing()
    said = tuple((key, _(command.LACKS[key])) for key in command.lacking(stands))
    return Organ(key, label, body.pk if body else None, body.name if body else "", stands, said)


def _standing(bodies: Iterable[Agency]) -> dict[UUID, command.Standing]:
    """How each stands today, in two queries."""
    found = {body.pk: body for body in bodies}
    today = timezone.localdate(centre.now())
    posts: dict[UUID, list[Post]] = {}
    for post in Post.objects.filter(valid_on(today), agency__in=found, withdrawn="").order_by("-is_head", "id"):
        posts.setdefault(post.agency_id, []).append(post)
    busy = charged_posts(post.pk for held in posts.values() for post in held)
    return {
        pk: command.Standing(
            founded=True,
            decision=body.decision,
            head=next((post.holder for post in posts.get(pk, []) if post.is_head), ""),
            members=len(posts.get(pk, [])),
            idle=sum(post.pk not in busy and not post.is_head for post in posts.get(pk, [])),
        )
        for pk, body in found.items()
    }


def charged_posts(post_ids: Iterable[UUID]) -> set[UUID]:
    """Of some posts those whose holders answer for something today, by them."""
    today = timezone.localdate(centre.now())
    rows = Charge.objects.filter(valid_on(today), post__in=list(post_ids), withdrawn="")
    return set(rows.values_list("post_id", flat=True))


def commanders(by: Actor, body: Agency) -> list[Agency]:
    """The bodies under whose command a health body stands: those of its own level, else of the nearest above; else none."""
    if body.kind not in command.DIRECTED:
        return []
    path = body.area_path
    line = [path[: n + 1] for n, letter in enumerate(path) if letter == "/"]
    rows = list(known_agencies(by).filter(area_path__in=line, kind="command", active=True))
    nearest = max((one.area_path for one in rows), key=len, default="")
    mine = {one.name: one for one in rows if one.area_path == nearest}
    if not mine:
        return []
    return [mine[one.known] for one in rules.propose(place_of(nearest), mine, command.LEADING) if one.known]
