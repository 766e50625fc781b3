"""Kinds of places where people meet, and what makes one well described. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import squeeze


class VenueKind(StrEnum):
    """Loại địa điểm."""

    MARKET = "market"
    SCHOOL = "school"
    WORKPLACE = "workplace"
    DORMITORY = "dormitory"
    HEALTH = "health"
    WORSHIP = "worship"
    SHOP = "shop"
    TRANSPORT = "transport"
    HOME = "home"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What is told of a venue. ``lat``/``lng`` in degrees WGS84, ``capacity`` in persons at one time."""

    name: str
    kind: str
    area_path: str
    address: str = ""
    lat: float | None = None
    lng: float | None = None
    capacity: int | None = None
    id: UUID | None = None

    def checked(self) -> "Description":
        """The same, tidied. Raises Refused, naming the field."""
        name, address = squeeze(self.name), squeeze(self.address)
        if len(name) < 2:
            raise Refused("Ghi tên địa điểm, ví dụ “Chợ Bù Gia Mập”.", field="name")
        if len(name) > 160:
            raise Refused("Tên địa điểm dài quá 160 chữ.", field="name")
        if len(address) > 200:
            raise Refused("Địa chỉ dài quá 200 chữ.", field="address")
        if self.kind not in list(VenueKind):
            raise Refused("Chọn loại địa điểm.", field="kind")
        if (self.lat is None) != (self.lng is None):
            raise Refused("Toạ độ phải có cả vĩ độ và kinh độ.", field="lat")
        if self.lat is not None and self.lng is not None and not (5 <= self.lat <= 24 and 101 <= self.lng <= 119):
            raise Refused("Toạ độ nằm ngoài Việt Nam: vĩ độ 5–24, kinh độ 101–119.", field="lat")
        if self.capacity is not None and not 0 < self.capacity <= 200_000:
            raise Refused("Sức chứa phải là số dương.", field="capacity")
        return Description(
            name=name, kind=self.kind, area_path=self.area_path, address=address,
            lat=self.lat, lng=self.lng, capacity=self.capacity, id=self.id,
        )  # fmt: skip
