"""What journeys share."""

from typing import Any

import pytest

from tests.journeys.bodies import District
from vungxanh.kernel.actor import system
from vungxanh.rooms.agencies import actions as agencies
from vungxanh.rooms.places import actions as places
from vungxanh.testing import AT, DISTRICT, client_as

STANDARD = ("steering", "committee", "health_centre", "party")
BELOW = ("steering", "committee", "health_station", "party_commune")


@pytest.fixture
def district(db: None, tmp_path: Any, settings: Any) -> District:
    """The bodies are founded; copies of documents stay with the test."""
    settings.HOME = tmp_path
    by = system("thử")
    places.load_official_units(by=by, at=AT, only=("3/70/",))
    agencies.found_standard(by=by, at=AT, area_path=DISTRICT, keys=STANDARD, keys_below=BELOW)
    return District(client_as("admin"), client_as("head"))
