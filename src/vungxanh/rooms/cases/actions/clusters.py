"""Clusters are opened, filled and closed."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import squeeze
from vungxanh.regulations.api import disease as known_disease
from vungxanh.rooms.cases import queries
from vungxanh.rooms.cases.actions.parts import held
from vungxanh.rooms.cases.models import Case, Cluster


@action(needs=Permission.CASE_RECORD, area="area_path")
def open_cluster(
    *,
    by: Actor,
    at: datetime,
    name: str,
    disease: str,
    area_path: str,
    opened_on: date,
    venue_id: UUID | None = None,
    case_ids: Sequence[UUID] = (),
) -> Cluster:
    """A cluster (ổ dịch) begins, with the cases it was found by; others are put in afterwards."""
    known_disease(disease)
    title = squeeze(name)
    if not title:
        raise Refused("Hãy đặt tên ổ dịch.", field="name")
    if not area_path:
        raise Refused("Hãy chọn địa bàn của ổ dịch.", field="area_path")
    cluster = Cluster.objects.create(
        name=title[:160], disease=disease, area_path=area_path, opened_on=opened_on, venue_id=venue_id
    )
    _put(cluster, case_ids, by)
    about(cluster)
    return cluster


@action(needs=Permission.CASE_RECORD)
def put_in_cluster(*, by: Actor, at: datetime, cluster_id: UUID, case_ids: Sequence[UUID]) -> int:
    """Cases of the same disease join an open cluster; how many were not in it before."""
    cluster = _held_cluster(by, cluster_id)
    if cluster.closed_on is not None:
        raise Refused("Ổ dịch này đã kết thúc.", field="cluster")
    moved = _put(cluster, case_ids, by)
    about(cluster)
    return moved


def _put(cluster: Cluster, case_ids: Sequence[UUID], by: Actor) -> int:
    cases = [held(by=by, case_id=case_id, needs=Permission.CASE_RECORD) for case_id in case_ids]
    if any(case.disease != cluster.disease for case in cases):
        raise Refused("Ổ dịch chỉ gồm các ca cùng một bệnh.", field="cluster")
    moved = [case for case in cases if case.cluster_id != cluster.pk]
    for case in moved:
        amend(case, cluster=cluster)
    return len(moved)


@action(needs=Permission.CASE_RECORD)
def take_out(*, by: Actor, at: datetime, case_id: UUID, reason: str = "") -> Case:
    """The case does not belong to its cluster."""
    case = held(by=by, case_id=case_id, needs=Permission.CASE_RECORD)
    amend(case, cluster=None)
    if reason:
        note(reason=reason)
    return case


@action(needs=Permission.CASE_RECORD)
def close_cluster(*, by: Actor, at: datetime, cluster_id: UUID, closed_on: date) -> Cluster:
    """The cluster is over on that day."""
    cluster = _held_cluster(by, cluster_id)
    if closed_on < cluster.opened_on:
        raise Refused("Ngày kết thúc phải sau ngày bắt đầu.", field="closed_on")
    amend(cluster, closed_on=closed_on)
    return cluster


def _held_cluster(by: Actor, cluster_id: UUID) -> Cluster:
    cluster = queries.get_cluster(by=by, cluster_id=cluster_id)
    by.check(Permission.CASE_RECORD, cluster.area_path)
    return cluster
