"""Bù Gia Mập's province and the two Tân Uyên, in both trees."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from vungxanh.kernel.actor import Actor, system
from vungxanh.rooms.places import actions

ONLY = ("3/70/", "3/12/111/", "3/74/723/", "2/75/", "2/12/")


@pytest.fixture
def areas(db: None, at: datetime) -> None:
    """Real units of a few provinces."""
    actions.load_official_units(by=system(), at=at, only=ONLY)


@pytest.fixture
def login(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], Client]:
    """A browser in which this actor is logged in."""

    def enter(actor: Actor) -> Client:
        monkeypatch.setattr("vungxanh.rooms.agencies.queries.actor_of_request", lambda request: actor)
        return Client()

    return enter
