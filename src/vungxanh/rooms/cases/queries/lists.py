"""Counts and searches over many cases."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from vungxanh.common.access import seen, within
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases.models import Case, Cluster
from vungxanh.rooms.cases.queries.one import LIVE, clusters, visible
from vungxanh.rooms.cases.rules import Status
from vungxanh.rooms.people import queries as people


def counts(*, by: Actor, disease: str = "", area: str = "") -> dict[Status, int]:
    """How many cases of each status; zeros too."""
    rows = Case.objects.filter(seen(by, Permission.CASE_SEE, count=True), within(area))
    rows = rows.filter(disease=disease) if disease else rows
    found = dict(rows.order_by().values_list("status").annotate(n=Count("*")))
    return {status: found.get(status.value, 0) for status in Status}


def diseases(*, by: Actor) -> list[str]:
    """Codes of the diseases of which ``by`` sees a case, the most frequent first."""
    rows = visible(by).order_by().values_list("disease").annotate(n=Count("*")).order_by("-n", "disease")
    return [code for code, _n in rows]


def find(*, by: Actor, text: str, disease: str = "", without: UUID | None = None, limit: int = 20) -> list[Case]:
    """Cases by (the beginning of) their code, for a field that suggests."""
    key = text.strip()
    rows = visible(by).filter(status__in=LIVE)
    rows = rows.filter(disease=disease) if disease else rows
    rows = rows.exclude(pk=without) if without else rows
    start = list(rows.filter(code__istartswith=key).order_by("code")[:limit])
    if start or not key.isdigit():
        return start
    return list(rows.filter(code__endswith=key).order_by("code")[:limit])


def named(rows: QuerySet[Case], text: str) -> QuerySet[Case]:
    """Of cases he may see, by the beginning of the code, or by words of the name of somebody who has one of them."""
    sick = people.visible(system()).filter(Exists(Case.objects.filter(person=OuterRef("pk"))))
    found = people.like(sick, text)
    return rows.filter(Q(code__istartswith=text.strip()) | Q(person__in=list(found.values_list("pk", flat=True))))


def open_clusters(*, by: Actor, disease: str = "") -> QuerySet[Cluster]:
    """Clusters that go on, the newest first."""
    rows = clusters(by).filter(closed_on=None)
    return (rows.filter(disease=disease) if disease else rows).order_by("-opened_on", "-id")


def cluster_sizes(*, by: Actor, cluster_ids: list[UUID]) -> dict[UUID, int]:
    """How many live cases each cluster has."""
    rows = visible(by).filter(cluster__in=cluster_ids, status__in=LIVE).order_by()
    return dict(rows.values_list("cluster").annotate(n=Count("*")))


def late(at: datetime) -> Q:
    """The condition "notification is late at ``at``"."""
    return Q(notified_at=None, notify_due_at__lt=at, status__in=LIVE)
