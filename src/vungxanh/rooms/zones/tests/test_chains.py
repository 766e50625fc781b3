"""A chain of unknown source goes on across communes: it is counted, and listed, the same whatever is asked about."""

from datetime import datetime

import pytest
from django.utils import timezone

from vungxanh.kernel.actor import system
from vungxanh.regulations.risk import Measure
from vungxanh.rooms.zones import actions, queries
from vungxanh.rooms.zones.models import LevelProposal
from vungxanh.testing import COMMUNE, DISTRICT, OTHER_COMMUNE, case, hours, person

pytestmark = pytest.mark.django_db
SYSTEM = system("thử")


@pytest.mark.requirement("ZON-13")
def test_a_chain_from_another_commune_is_counted_and_listed_alike(district: None, at: datetime) -> None:
    root = case(person("Lò Văn Gốc", COMMUNE), code="G-0", diagnosed_at=at - hours(60))
    for n in (1, 2):
        case(person(f"Lò Văn Nhánh {n}", OTHER_COMMUNE), code=f"G-{n}", diagnosed_at=at - hours(20), source_case=root)
    case(person("Lò Văn Nhánh 3", OTHER_COMMUNE), code="G-3", diagnosed_at=at - hours(10))
    day = timezone.localdate(at)
    for area in (DISTRICT, OTHER_COMMUNE):
        found = queries.evaluated(
            by=SYSTEM, area=area, day=day, level_set=queries.get_set(by=SYSTEM, set_id="level-2686")
        )
        line = next(one for one in found if one.path == OTHER_COMMUNE)
        assert line.judged.readings[Measure.UNKNOWN_CLUSTER].numerator == 2, f"asked about {area}"
    actions.evaluate(by=SYSTEM, at=at, area_path=DISTRICT, day=day)
    proposal = LevelProposal.objects.get(area_path=OTHER_COMMUNE, current=True)
    criterion = queries.criterion_of(by=SYSTEM, found=proposal, measure="unknown_cluster")
    listed = queries.cases_behind(by=SYSTEM, found=proposal, criterion=criterion)
    assert listed is not None
    assert sorted(one.code for one in listed) == ["G-1", "G-2"], "as many cases as the number says"
