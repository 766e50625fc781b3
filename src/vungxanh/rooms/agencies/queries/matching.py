"""Names of bodies as documents write them, matched to the directory."""

from collections.abc import Sequence

from django.db.models import Q

from vungxanh.common.access import within
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.agencies import rules
from vungxanh.rooms.agencies.models import AgencyAlias
from vungxanh.rooms.agencies.queries.directory import known_agencies
from vungxanh.rooms.places import queries as places


def match_bodies(by: Actor, area_path: str, names: Sequence[str]) -> list[rules.Match]:
    """What each name means, read from the point of view of ``area_path`` (the area of the document).

    Only open agencies that ``by`` knows, of that area, the areas in it and above it. A ``Match`` that is not ``sure``
    needs a person. Three queries, whatever the number of names.
    """
    directory = directory_of(by, area_path)
    return [rules.match(directory, name) for name in names]


def directory_of(by: Actor, area_path: str) -> rules.Directory:
    """The bodies that a document of this area may mean."""
    line = [area_path[: n + 1] for n, letter in enumerate(area_path) if letter == "/"]
    rows = known_agencies(by).filter(within(area_path) | Q(area_path__in=line), active=True).order_by("area_path", "id")
    other: dict[object, list[str]] = {}
    said = AgencyAlias.objects.filter(agency__in=rows, removed_at=None).order_by("folded", "id")
    for agency_id, name in said.values_list("agency_id", "name"):
        other.setdefault(agency_id, []).append(name)
    bodies = [
        rules.Body(pk, kind, path, (name, *([short] if short else []), *other.get(pk, [])))
        for pk, kind, path, name, short in rows.values_list("id", "kind", "area_path", "name", "short_name")
    ]
    areas = (
        rules.Place(entry.path, entry.kind, entry.name)
        for entry in places.index().entries
        if entry.path.startswith(area_path) or entry.path in line
    )
    return rules.Directory.of(bodies, areas, area_path)
