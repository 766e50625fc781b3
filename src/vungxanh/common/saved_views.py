"""Lists kept under a name: one's own, and those shared in one's agency."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from vungxanh.common.actions import action
from vungxanh.common.audit import about
from vungxanh.common.models import SavedView
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.kernel.text import squeeze

MOST = 50
"""Views one person keeps for one list."""


@action(needs=Permission.AREA_SEE, own=True)
def keep_view(*, by: Actor, at: datetime, list_key: str, name: str, query: str, shared: bool = False) -> SavedView:
    """Keep a list under a name; the same name again replaces it. ``shared``: everybody of one's agency finds it too.

    ``query`` must hold nothing private: the list leaves out words that were searched for.
    """
    title = squeeze(name)[:60]
    if by.id is None:
        raise NotYours("Chỉ người đăng nhập mới lưu được kiểu xem.")
    if not title:
        raise Refused("Hãy đặt tên cho kiểu xem.", field="name")
    if len(query) > 2000:
        raise Refused("Điều kiện lọc quá dài để lưu.")
    agency = next((scope.agency_id for scope in by.scopes if scope.agency_id), None)
    if shared and agency is None:
        raise Refused("Bạn chưa thuộc cơ quan nào để chia sẻ.")
    mine = SavedView.objects.filter(owner_id=by.id, list_key=list_key)
    if mine.exclude(name=title).count() >= MOST:
        raise Refused("Đã lưu %(value)s kiểu xem cho danh sách này: hãy xóa bớt.", values={"value": MOST})
    made, _new = SavedView.objects.update_or_create(
        owner_id=by.id,
        list_key=list_key[:40],
        name=title,
        defaults={
            "query": query,
            "owner_name": by.name[:120],
            "agency_id": agency if shared else None,
            "created_at": at,
        },
    )
    about(made)
    return made


@action(needs=Permission.AREA_SEE, own=True)
def drop_view(*, by: Actor, at: datetime, view_id: UUID) -> None:
    """Forget a view of one's own."""
    found = SavedView.objects.filter(pk=view_id, owner_id=by.id).first() if by.id else None
    if found is None:
        raise NotYours("Không có kiểu xem này, hoặc không phải của bạn.")
    about(found)
    found.delete()


def views_of(*, by: Actor, list_key: str) -> QuerySet[SavedView]:
    """His own views of a list and those shared in his agencies, by name."""
    if by.id is None:
        return SavedView.objects.none()
    agencies = {scope.agency_id for scope in by.scopes if scope.agency_id}
    return SavedView.objects.filter(Q(owner_id=by.id) | Q(agency_id__in=agencies), list_key=list_key).order_by(
        "name", "pk"
    )
