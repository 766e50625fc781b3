"""Bù Gia Mập's province, two facilities with beds, a browser."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from vungxanh.kernel.actor import system
from vungxanh.rooms.places import actions as places
from vungxanh.rooms.sites import actions as sites
from vungxanh.rooms.treatment import actions
from vungxanh.testing import COMMUNE


@pytest.fixture
def areas(db: None, at: datetime) -> None:
    """Real units of one province."""
    places.load_official_units(by=system(), at=at, only=("3/70/",))


Build = Callable[..., Any]


def facility(at: datetime, name: str, tier: int, beds: int, kind: str = "ordinary", **more: Any) -> Any:
    """An active facility with ``beds`` beds in one room."""
    facts = sites.SiteFacts(name=name, kind=sites.SiteKind.HOSPITAL)
    site = sites.plan(by=system(), at=at, area_path=COMMUNE, facts=facts)
    sites.add_rooms(by=system(), at=at, site_id=site.pk, first="101", beds=beds, kind=sites.BedKind(kind))
    sites.order(by=system(), at=at, site_id=site.pk, ordered_at=at)
    sites.open_site(by=system(), at=at, site_id=site.pk, reason="thử nghiệm")
    return actions.set_up(by=system(), at=at, site_id=site.pk, facts=actions.FacilityFacts(tier=tier, **more))


@pytest.fixture
def low(areas: None, at: datetime) -> Any:
    """A facility of the first tier, two beds."""
    return facility(at, "Cơ sở thu dung thử", 1, 2)


@pytest.fixture
def high(areas: None, at: datetime) -> Any:
    """A hospital of the second tier, one bed with oxygen."""
    return facility(at, "Bệnh viện thử", 2, 1, "oxygen", oxygen_points=10, ventilators=1)
