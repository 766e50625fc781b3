"""A bed is taken and given back: by the rooms above, inside their own act. Nobody else gets it meanwhile."""

from datetime import datetime
from uuid import UUID

from vungxanh.common.audit import current, note
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.sites.models import Bed
from vungxanh.rooms.sites.rules import SiteState, Zone


def take_bed(bed_id: UUID, holder: UUID, held_as: str, at: datetime) -> Bed:
    """Give a bed to a stay. Refused when another one has it: of two at the same moment one gets it.

    Only inside an action of the room that keeps the stay and has established its right; RuntimeError otherwise.
    """
    current()
    fit = Bed.objects.filter(pk=bed_id, room__zone=Zone.ISOLATION, site__state=SiteState.ACTIVE).exists()
    # Only columns of the bed's own row: PostgreSQL asks these again when it had to wait for another one's update.
    taken = fit and Bed.objects.filter(pk=bed_id, held_by=None, usable=True).update(
        held_by=holder, held_as=held_as, held_at=at
    )
    if not taken:
        raise Refused(_why(bed_id), field="bed")
    note(bed=str(bed_id))
    return Bed.objects.select_related("room", "site").get(pk=bed_id)


def free_bed(bed_id: UUID, holder: UUID) -> bool:
    """Give it back; whether it was his. Only inside an action."""
    current()
    return bool(Bed.objects.filter(pk=bed_id, held_by=holder).update(held_by=None, held_as="", held_at=None))


def _why(bed_id: UUID) -> str:
    bed = Bed.objects.select_related("site").filter(pk=bed_id).first()
    if bed is None:
        return "Không có giường này."
    if bed.site.state != SiteState.ACTIVE:
        return "Nơi này chưa hoạt động hoặc đã đóng: chưa nhận người được."
    if not bed.usable:
        return "Giường này đang hỏng, không dùng được."
    return "Giường này vừa có người khác nhận. Hãy chọn giường khác."
