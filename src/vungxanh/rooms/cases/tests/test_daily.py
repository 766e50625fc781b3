"""Days of cases are days here, though databases write moments in UTC."""

from datetime import UTC, date, datetime

import pytest

from vungxanh.common.access import within
from vungxanh.kernel.actor import system
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases import queries
from vungxanh.testing import COMMUNE, DISTRICT, OTHER_COMMUNE, case, person


@pytest.mark.django_db
def test_a_day_begins_at_midnight_here() -> None:
    for n, (area, hour, minute) in enumerate(
        [(COMMUNE, 16, 59), (COMMUNE, 17, 0), (COMMUNE, 3, 0), (OTHER_COMMUNE, 23, 59)]
    ):
        told = datetime(2021, 7, 12, hour, minute, tzinfo=UTC)
        case(person(f"Lò Thị Số {n}", area), code=f"D-{n}", diagnosed_at=told)
    found = queries.daily_counts(by=system(), needs=Permission.CASE_SEE, disease="covid19", where=within(DISTRICT))
    assert found == {
        (COMMUNE, date(2021, 7, 12)): 2, (COMMUNE, date(2021, 7, 13)): 1, (OTHER_COMMUNE, date(2021, 7, 13)): 1,
    }  # fmt: skip
