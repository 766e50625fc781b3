"""What makes a venue well described: no database."""

import dataclasses

import pytest

from vungxanh.kernel.refused import Refused
from vungxanh.rooms.venues.rules import Description, VenueKind
from vungxanh.rooms.venues.words import KINDS

pytestmark = pytest.mark.nodb
GOOD = Description(name="  Chợ   Đak Ơ ", kind="market", area_path="3/70/691/25225/", lat=12.0, lng=107.0, capacity=300)


def test_a_description_is_tidied() -> None:
    assert GOOD.checked().name == "Chợ Đak Ơ"
    assert GOOD.checked().checked() == GOOD.checked()


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("name", ""),
        ("name", "x"),
        ("name", "x" * 161),
        ("address", "x" * 201),
        ("kind", "casino"),
        ("kind", ""),
        ("lat", None),
        ("lat", 107.0),
        ("lat", float("nan")),
        ("capacity", 0),
        ("capacity", 10**7),
    ],
)
def test_a_bad_description_is_refused_at_its_field(field: str, wrong: object) -> None:
    with pytest.raises(Refused) as refused:
        dataclasses.replace(GOOD, **{field: wrong}).checked()
    assert refused.value.field == field


def test_every_kind_has_a_vietnamese_name() -> None:
    assert set(KINDS) == set(VenueKind)
