"""Bù Gia Mập's province and the two Tân Uyên, in both trees."""

from datetime import datetime

import pytest

from vungxanh.kernel.actor import system
from vungxanh.rooms.places import actions

ONLY = ("3/70/", "3/12/111/", "3/74/723/", "2/75/", "2/12/")


@pytest.fixture
def areas(db: None, at: datetime) -> None:
    """Real units of a few provinces."""
    actions.load_official_units(by=system(), at=at, only=ONLY)
