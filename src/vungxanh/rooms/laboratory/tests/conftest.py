"""Bù Gia Mập's province, and a browser."""

from datetime import datetime

import pytest

from vungxanh.kernel.actor import system
from vungxanh.rooms.places import actions as places


@pytest.fixture
def areas(db: None, at: datetime) -> None:
    """Real units of one province."""
    places.load_official_units(by=system(), at=at, only=("3/70/",))
