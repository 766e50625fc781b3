"""Clusters of communes (cụm xã): named, changed, ended. A cluster that was judged or decided upon is never deleted."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import squeeze
from vungxanh.rooms.zones import queries
from vungxanh.rooms.zones.actions.measures import lift
from vungxanh.rooms.zones.events import InputsChanged
from vungxanh.rooms.zones.models import AreaCluster, LevelDecision, LevelProposal

DECIDE = Permission.LEVEL_DECIDE
MOST = 60


@action(needs=DECIDE, area="area_path")
def save_cluster(
    *,
    by: Actor,
    at: datetime,
    area_path: str,
    name: str,
    members: Sequence[str],
    note_text: str = "",
    area_cluster_id: UUID | None = None,
) -> AreaCluster:
    """Name a cluster of communes of an area, or change one. Two communes at least; a name once in an area.

    Its communes stay as they are while a decision holds for it.
    """
    told, paths = squeeze(name)[:120], sorted(set(members))
    if len(told) < 3:
        raise Refused(_("Đặt tên cho cụm xã."), field="name")
    known = {path for path, _name in queries.communes_in(by=by, areas=[area_path])}
    if strange := [path for path in paths if path not in known]:
        raise Refused(_("Có xã không thuộc địa bàn này: %(path)s") % {"path": strange[0]}, field="members")
    if not 2 <= len(paths) <= MOST:
        raise Refused(_("Chọn từ 2 đến %(n)d xã.") % {"n": MOST}, field="members")
    others = AreaCluster.objects.filter(area_path=area_path, ended_at=None, name=told)
    if others.exclude(pk__in=[area_cluster_id] if area_cluster_id else []).exists():
        raise Refused(_("Đã có cụm xã tên này."), field="name")
    by_name, text = by.name[:120], squeeze(note_text)[:300]
    if area_cluster_id is None:
        pk = new_id()
        made = AreaCluster.objects.create(
            id=pk, name=told, area_path=area_path, path=queries.path_for(area_path, pk), members=paths, note=text,
            made_at=at, changed_at=at, by_name=by_name,
        )  # fmt: skip
        about(made)
    else:
        made = _mine(by, area_cluster_id)
        if made.area_path != area_path:
            raise Refused(_("Không chuyển cụm xã sang địa bàn khác; lập cụm mới."), field="area")
        if paths != sorted(made.members):
            _check_free(made)
        amend(made, name=told, members=paths, note=text, changed_at=at, by_name=by_name)
    tell(InputsChanged(area=made.path))
    return made


@action(needs=DECIDE)
def end_cluster(*, by: Actor, at: datetime, area_cluster_id: UUID, reason: str) -> AreaCluster:
    """No longer used: not judged any more, its decision's measures end today; what was proposed and decided stays to be read."""
    made = _mine(by, area_cluster_id)
    if len(squeeze(reason)) < 5:
        raise Refused(_("Ghi lý do."), field="reason")
    for running in LevelDecision.objects.filter(area_path=made.path, ended_at=None, withdrawn_at=None):
        lift(running, by, at)
        amend(running, until=timezone.localdate(at))
    amend(made, ended_at=at)
    LevelProposal.objects.filter(cluster=made, current=True).update(current=False)
    note(reason=squeeze(reason)[:400])
    return made


def _check_free(cluster: AreaCluster) -> None:
    """A decision names the communes it holds for: others only by another decision."""
    held = LevelDecision.objects.filter(area_path=cluster.path, ended_at=None, withdrawn_at=None).order_by(
        "start", "id"
    )
    if (first := held.first()) is not None:
        raise Refused(
            "Quyết định %(number)s đang áp dụng cho các xã của cụm này. Muốn thêm, bớt xã: kết thúc cụm và lập cụm mới, "
            "hoặc thu hồi quyết định, rồi quyết định lại.",
            field="members",
            values={"number": first.number},
        )


def _mine(by: Actor, cluster_id: UUID) -> AreaCluster:
    found = queries.cluster(by=by, cluster_id=cluster_id)
    by.check(DECIDE, found.area_path)
    if found.ended_at:
        raise Refused(_("Cụm xã này đã thôi dùng."))
    return found
