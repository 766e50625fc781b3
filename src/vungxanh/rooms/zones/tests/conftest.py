"""A district with some cases, judged on its day."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from vungxanh.kernel.actor import Actor, system
from vungxanh.rooms.places import actions as places
from vungxanh.rooms.zones import actions
from vungxanh.rooms.zones.models import LevelProposal
from vungxanh.testing import COMMUNE, DISTRICT, OTHER_COMMUNE, case, hours, person


@pytest.fixture
def district(db: None, at: datetime) -> None:
    """Real units of one province; in COMMUNE two cases of unknown source, one infected by one of them, and none beside."""
    places.load_official_units(by=system(), at=at, only=("3/70/",))
    places.record_population(
        by=system(), at=at, path=COMMUNE, population=8000, as_of=timezone.localdate(at), source="thử"
    )
    first = case(person("Lò Thị Một", COMMUNE), code="Z-1", diagnosed_at=at - hours(30))
    case(person("Lò Thị Hai", COMMUNE), code="Z-2", diagnosed_at=at - hours(20), detection="quarantine")
    case(person("Lò Thị Ba", COMMUNE), code="Z-3", diagnosed_at=at - hours(500), infected_where="Chợ Bù Gia Mập")
    assert first.area_path == COMMUNE


@pytest.fixture
def judged(district: None, at: datetime) -> dict[str, LevelProposal]:
    """The proposals of the day, by path."""
    actions.evaluate(by=system(), at=at, area_path=DISTRICT, day=timezone.localdate(at))
    return {p.area_path: p for p in LevelProposal.objects.filter(current=True)}


@pytest.fixture
def beside() -> str:
    """A commune that touches COMMUNE."""
    return OTHER_COMMUNE


@pytest.fixture
def login(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], Client]:
    """A browser in which this actor is logged in."""

    def enter(actor: Actor) -> Client:
        monkeypatch.setattr("vungxanh.rooms.agencies.queries.actor_of_request", lambda request: actor)
        return Client()

    return enter
