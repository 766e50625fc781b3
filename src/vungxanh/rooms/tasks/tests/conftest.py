"""What the tests of this room may use: a district with its agencies and the people in them."""

from dataclasses import dataclass
from typing import Any

import pytest

from vungxanh.kernel.actor import Actor, Scope, system
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.agencies import actions as agencies
from vungxanh.rooms.tasks.actions import Due, DueKind, NewTask
from vungxanh.testing import AT, COMMUNE, DISTRICT, OTHER_COMMUNE

SYSTEM = system("thử")
TOMORROW = Due(DueKind.BY, date="2021-08-18", raw="chậm nhất ngày 18/8/2021")


@dataclass
class Offices:
    """Agencies: the district's committee, its health centre, two communes'; and who works there, in which role."""

    committee: Any
    health: Any
    commune: Any
    other: Any

    def who(self, agency: Any, role: str = "officer", area: str | None = None) -> Actor:
        """Somebody of an agency in a role."""
        permissions = agencies_permissions(role)
        scope = Scope(area=area or agency.area_path, permissions=permissions, agency_id=agency.pk, role=role)
        return Actor(id=new_id(), name=f"{role} {agency.short_name}", scopes=(scope,))


def order(offices: Offices, *leads: object, key: str = "k", **values: object) -> NewTask:
    """A task of the district."""
    given = {
        "text": "Rà soát danh sách người từ vùng dịch về",
        "area_path": DISTRICT,
        "ordered_by": offices.committee.pk,
    }
    return NewTask(key=key, leads=tuple(a.pk for a in leads), **(given | values))  # type: ignore[attr-defined,arg-type]


def agencies_permissions(role: str) -> frozenset[Any]:
    """The rights of a role."""
    from vungxanh.rooms.agencies.rules import permissions_of

    return permissions_of(role)


@pytest.fixture
def offices(db: None) -> Offices:
    """The agencies."""
    made = [
        agencies.found(by=SYSTEM, at=AT, name=name, short_name=short, kind=kind, area_path=area)
        for name, short, kind, area in (
            ("UBND huyện thử", "UBND huyện", "committee", DISTRICT),
            ("Trung tâm Y tế huyện thử", "TTYT", "health", DISTRICT),
            ("UBND xã thứ nhất", "UBND xã 1", "committee", COMMUNE),
            ("UBND xã thứ hai", "UBND xã 2", "committee", OTHER_COMMUNE),
        )
    ]
    return Offices(*made)
