"""Clusters of communes (cụm xã) the centre named: since districts ended in 2025, the size between commune and province."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from vungxanh.common.access import seen
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.places.queries import Level, level_of
from vungxanh.rooms.zones.models import AreaCluster

CLUSTER = "cluster"
MARK = "cum-"


def is_cluster(path: str) -> bool:
    """Whether a path is that of a cluster: ``3/70/691/cum-1a2b3c4d/``."""
    return path.rstrip("/").rpartition("/")[2].startswith(MARK)


def path_for(area: str, pk: UUID) -> str:
    """The path of a new cluster inside its area."""
    return f"{area}{MARK}{pk.hex[-8:]}/"


def clusters(by: Actor) -> QuerySet[AreaCluster]:
    """Those in force in the areas of ``by``, by name."""
    rows = AreaCluster.objects.filter(seen(by, Permission.LEVEL_SEE), ended_at=None)
    return rows.order_by("area_path", "name", "id")


def cluster(*, by: Actor, cluster_id: UUID) -> AreaCluster:
    """One; NotYours when there is none he may see."""
    found = AreaCluster.objects.filter(seen(by, Permission.LEVEL_SEE), pk=cluster_id).first()
    if found is None:
        raise NotYours("Không có cụm xã này, hoặc không thuộc địa bàn của bạn.")
    return found


def cluster_at(path: str) -> AreaCluster | None:
    """The cluster of a path."""
    return AreaCluster.objects.filter(path=path).first() if is_cluster(path) else None


def clusters_with(commune: str) -> list[str]:
    """The paths of the clusters in force that a commune belongs to."""
    above = [commune[: n + 1] for n, letter in enumerate(commune) if letter == "/"]
    rows = AreaCluster.objects.filter(area_path__in=above, ended_at=None).values_list("path", "members")
    return [path for path, members in rows if commune in members]


def place_name(*, by: Actor, path: str) -> str:
    """A place with its parent, clusters too."""
    found = cluster_at(path)
    if found is None:
        return places.display_name(by=by, path=path)
    return f"{found.name}, {places.display_name(by=by, path=found.area_path)}"


def communes_in(*, by: Actor, areas: Iterable[str]) -> list[tuple[str, str]]:
    """(path, name) of every commune in some areas, to put a cluster together."""
    found: dict[str, str] = {}
    for area in areas:
        rows = places.every(by=by).filter(path__gte=area, path__lt=f"{area[:-1]}0", level=Level.COMMUNE)
        found |= dict(rows.order_by("name_folded", "path").values_list("path", "full_name"))
    return list(found.items())


def members_of(*, by: Actor, path: str) -> list[str]:
    """The communes of a place: of a cluster its members, of a commune itself, of a larger area those inside."""
    held = cluster_at(path)
    if held is not None:
        return list(held.members)
    if level_of(path) is Level.COMMUNE:
        return [path]
    return [p for p, _name in communes_in(by=by, areas=[path])]
