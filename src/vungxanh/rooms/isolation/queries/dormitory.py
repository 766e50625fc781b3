"""How people are kept apart in a dormitory, by its model."""

from datetime import date
from typing import Any
from uuid import UUID

from vungxanh.kernel.actor import Actor, system
from vungxanh.regulations.api import DormitoryModel, DormitoryModels, Ruling, as_of, scope_of
from vungxanh.regulations.values import Subject
from vungxanh.rooms.isolation.models import Dormitory, Stay
from vungxanh.rooms.sites import queries as sites


def dormitory_models(*, on: date, area: str) -> Ruling[DormitoryModels]:
    """The models in force."""
    return as_of(Subject.DORMITORY, "covid19", on, scope_of(area))


def dormitory_model(*, by: Actor, site: Any, on: date) -> DormitoryModel | None:
    """The model of a site; None where nobody chose one, or it is none of those in force."""
    chosen = Dormitory.objects.filter(site=site.pk).values_list("model", flat=True).first()
    if chosen is None:
        return None
    there = {one.key: one for one in dormitory_models(on=on, area=site.area_path).value.models}
    return there.get(chosen)


def apart_by(*, by: Actor, site_id: UUID, on: date) -> str:
    """What is kept apart as one at a site: ``room`` everywhere but in a dormitory whose people share more."""
    found = dormitory_model(by=by, site=sites.get(by=by, site_id=site_id), on=on)
    return found.apart if found else "room"


def together(*, stay: Stay, on: date) -> dict[str, Any]:
    """Stays in what is kept apart as one with this stay's room, as filters."""
    found = dormitory_model(by=system(), site=stay.site, on=on)
    building = {"site": stay.site_id, "room__building": stay.room.building}
    if found is None or found.apart == "room":
        return {"room": stay.room_id}
    return building | ({"room__floor": stay.room.floor} if found.apart == "floor" else {})
