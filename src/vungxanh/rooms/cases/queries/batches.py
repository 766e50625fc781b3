"""Changes made to many cases at once."""

from uuid import UUID

from django.db.models import QuerySet

from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.cases.models import CaseBatch, CaseBatchRow, Cluster
from vungxanh.rooms.cases.queries.one import visible


def batch(*, by: Actor, batch_id: UUID) -> CaseBatch:
    """A change he made himself; NotYours otherwise."""
    found = CaseBatch.objects.filter(pk=batch_id, actor_id=by.id).first() if by.id else None
    if found is None:
        raise NotYours("Không có lần sửa này, hoặc không phải của bạn.")
    return found


def batches(*, by: Actor) -> QuerySet[CaseBatch]:
    """His own changes, unordered."""
    return CaseBatch.objects.filter(actor_id=by.id) if by.id else CaseBatch.objects.none()


def batch_rows(*, by: Actor, batch_id: UUID) -> QuerySet[CaseBatchRow]:
    """What a change of his did to each case he still sees: those left alone first."""
    found = batch(by=by, batch_id=batch_id)
    return found.rows.filter(case__in=visible(by)).select_related("case").order_by("-refusal", "case__code")


def batches_of_case(*, case_id: UUID) -> list[CaseBatchRow]:
    """The batches that changed a case, for its history page, which has established the right to it."""
    return list(CaseBatchRow.objects.filter(case_id=case_id, refusal="").select_related("batch").order_by("-pk"))


def cluster_disease(cluster_id: UUID | None) -> str:
    """The disease of a cluster; "" for none."""
    if cluster_id is None:
        return ""
    return Cluster.objects.filter(pk=cluster_id).values_list("disease", flat=True).first() or ""
