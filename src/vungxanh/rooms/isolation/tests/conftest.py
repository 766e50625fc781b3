"""Bù Gia Mập's province, a body that issues papers, a site with beds, a browser."""

from datetime import datetime
from typing import Any

import pytest

from vungxanh.kernel.actor import system
from vungxanh.rooms.agencies import actions as agencies
from vungxanh.rooms.isolation.rules import PaperFacts
from vungxanh.rooms.places import actions as places
from vungxanh.rooms.sites import actions as sites
from vungxanh.testing import COMMUNE


@pytest.fixture
def areas(db: None, at: datetime) -> None:
    """Real units of one province."""
    places.load_official_units(by=system(), at=at, only=("3/70/",))


@pytest.fixture
def paper(areas: None, at: datetime) -> PaperFacts:
    """What every decision of these tests stands on."""
    body = agencies.found(by=system(), at=at, name="Ủy ban nhân dân xã thử", kind="committee", area_path=COMMUNE)
    return PaperFacts(issuer_id=body.pk, signed_on=at.date(), title="Chủ tịch", signer="Nguyễn Văn Thử")


@pytest.fixture
def site(areas: None, at: datetime) -> Any:
    """An active site: rooms 101–103 with two beds each."""
    facts = sites.SiteFacts(name="Trường thử", kind=sites.SiteKind.CENTRALISED)
    made = sites.plan(by=system(), at=at, area_path=COMMUNE, facts=facts)
    sites.add_rooms(by=system(), at=at, site_id=made.pk, building="A", first="101", count=3, beds=2)
    sites.order(by=system(), at=at, site_id=made.pk, ordered_at=at, number="15/LKH")
    return sites.open_site(by=system(), at=at, site_id=made.pk, reason="thử nghiệm")
