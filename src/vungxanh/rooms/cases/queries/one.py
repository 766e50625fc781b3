"""One case, or all of them, as far as ``by`` may see."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from vungxanh.common.access import seen, within
from vungxanh.common.among import Keyed
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.cases.models import Case, Cluster
from vungxanh.rooms.cases.rules import Status

LIVE = (Status.SUSPECTED, Status.PROBABLE, Status.CONFIRMED)


def visible(by: Actor) -> QuerySet[Case]:
    """The cases ``by`` may see, in no order."""
    return Case.objects.filter(seen(by, Permission.CASE_SEE))


def get(*, by: Actor, case_id: UUID) -> Case:
    """One case with its cluster and source; NotYours when it does not exist or is outside ``by``'s areas."""
    case = visible(by).select_related("cluster", "source_case").filter(pk=case_id).first()
    if case is None:
        raise NotYours("Không có ca bệnh này, hoặc không thuộc địa bàn của bạn.")
    return case


def get_many(*, by: Actor, case_ids: Iterable[UUID]) -> dict[UUID, Case]:
    """Those of the cases that ``by`` may see, by id."""
    return visible(by).in_bulk(list(case_ids))


def ids_by_external(*, by: Actor, source: str, external_ids: Sequence[str]) -> dict[str, UUID]:
    """Ids of cases imported earlier from ``source``, by their key there."""
    rows = visible(by).filter(Keyed("external_id"), source=source, external_id__among=set(external_ids))
    return dict(rows.values_list("external_id", "id"))


def of_person(*, by: Actor, person_id: UUID, disease: str = "") -> list[Case]:
    """The cases of one person that ``by`` may see, the newest first."""
    narrowed = Q(disease=disease) if disease else Q()
    return list(visible(by).filter(narrowed, person_id=person_id).order_by("-id"))


def active_index_cases(*, by: Actor, disease: str, area: str = "") -> QuerySet[Case]:
    """Probable and confirmed cases of a disease, managed within ``area``: from whom contacts are traced."""
    return visible(by).filter(within(area), disease=disease, status__in=(Status.PROBABLE, Status.CONFIRMED))


def secondary_cases(*, by: Actor, case_id: UUID) -> list[Case]:
    """The cases that have (or may have) it from this one, earliest onset first; without discarded ones."""
    found = visible(by).filter(source_links__source_id=case_id, status__in=LIVE)
    return sorted(found, key=lambda c: (c.onset_date is None, c.onset_date, c.pk))


def clusters(by: Actor) -> QuerySet[Cluster]:
    """The clusters ``by`` may see."""
    return Cluster.objects.filter(seen(by, Permission.CASE_SEE))


def get_cluster(*, by: Actor, cluster_id: UUID) -> Cluster:
    """One cluster; NotYours when it does not exist or is outside ``by``'s areas."""
    found = clusters(by).filter(pk=cluster_id).first()
    if found is None:
        raise NotYours("Không có ổ dịch này, hoặc không thuộc địa bàn của bạn.")
    return found
