"""A district at half past seven in the morning, with something in every room."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from vungxanh.common import centre
from vungxanh.kernel.actor import Actor, system
from vungxanh.rooms.places import actions as places
from vungxanh.testing import COMMUNE, DISTRICT, OTHER_COMMUNE, case, hours, person


@pytest.fixture
def district(db: None, at: datetime, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Real units of one province; today two cases, yesterday one, one long recovered, one suspected."""
    places.load_official_units(by=system(), at=at, only=("3/70/",))
    centre.set_up(by=system(), at=at, name="Trung tâm Chỉ huy thử", area_path=DISTRICT)
    monkeypatch.setattr("vungxanh.common.centre.now", lambda: at)
    case(person("Lò Thị Một", COMMUNE), code="R-1", diagnosed_at=at - hours(1))
    case(person("Lò Thị Hai", OTHER_COMMUNE), code="R-2", diagnosed_at=at - hours(7.5), detection="quarantine")
    case(person("Lò Thị Ba", COMMUNE), code="R-3", diagnosed_at=at - hours(8))
    case(
        person("Lò Thị Bốn", COMMUNE), code="R-4", diagnosed_at=at - timedelta(days=30), outcome="recovered",
        outcome_date=(at - timedelta(days=1)).date(),
    )  # fmt: skip
    case(person("Lò Thị Năm", COMMUNE), code="R-5", status="suspected", diagnosed_at=None)
    yield
    centre.forget()


@pytest.fixture
def login(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], Client]:
    """A browser in which this actor is logged in."""

    def enter(actor: Actor) -> Client:
        monkeypatch.setattr("vungxanh.rooms.agencies.queries.actor_of_request", lambda request: actor)
        return Client()

    return enter


def text(answer: Any) -> str:
    """The page."""
    return str(answer.content.decode())
