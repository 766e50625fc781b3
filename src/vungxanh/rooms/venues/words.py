"""What kinds are called on the screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vungxanh.rooms.venues.rules import VenueKind

KINDS: dict[str, Promise] = {
    VenueKind.MARKET: _("Chợ"),
    VenueKind.SCHOOL: _("Trường học"),
    VenueKind.WORKPLACE: _("Nơi làm việc"),
    VenueKind.DORMITORY: _("Khu trọ, ký túc xá"),
    VenueKind.HEALTH: _("Cơ sở y tế"),
    VenueKind.WORSHIP: _("Cơ sở tôn giáo"),
    VenueKind.SHOP: _("Cửa hàng, quán"),
    VenueKind.TRANSPORT: _("Bến, phương tiện chở khách"),
    VenueKind.HOME: _("Nhà ở"),
    VenueKind.OTHER: _("Nơi khác"),
}


def kind_name(kind: str) -> str:
    """``market`` -> ``Chợ``."""
    return str(KINDS.get(kind, kind))
