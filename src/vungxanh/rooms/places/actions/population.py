"""How many people live in an area; risk rates are per head, so the number must say when and whence."""

from datetime import date, datetime

from vungxanh.common.actions import action
from vungxanh.common.audit import note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.places import queries
from vungxanh.rooms.places.events import PopulationRecorded
from vungxanh.rooms.places.models import Area

MOST = 200_000_000


@action(needs=Permission.POPULATION_RECORD, area="path")
def record_population(*, by: Actor, at: datetime, path: str, population: int, as_of: date, source: str) -> Area:
    """Write the population of an area, with its date and source."""
    if not 0 < population < MOST:
        raise Refused("Dân số phải là số dương.", field="population")
    if as_of > at.date():
        raise Refused("Ngày của số liệu không thể ở tương lai.", field="as_of")
    if not source.strip():
        raise Refused("Ghi rõ nguồn của số dân.", field="source")
    area = queries.get(by=by, path=path)
    note(path=path, before=area.population)
    area.population, area.population_date, area.population_source = population, as_of, source.strip()[:160]
    area.save(update_fields=["population", "population_date", "population_source"])
    tell(PopulationRecorded(area=path))
    return area
