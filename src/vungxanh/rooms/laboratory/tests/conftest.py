"""Bù Gia Mập's province, and a browser."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from vungxanh.kernel.actor import Actor, system
from vungxanh.rooms.places import actions as places


@pytest.fixture
def areas(db: None, at: datetime) -> None:
    """Real units of one province."""
    places.load_official_units(by=system(), at=at, only=("3/70/",))


@pytest.fixture
def login(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], Client]:
    """A browser in which this actor is logged in."""

    def enter(actor: Actor) -> Client:
        monkeypatch.setattr("vungxanh.rooms.agencies.queries.actor_of_request", lambda request: actor)
        return Client()

    return enter
