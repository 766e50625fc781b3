"""A centre to log in to."""

from datetime import datetime

import pytest

from vungxanh.kernel.actor import system
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.agencies import actions
from vungxanh.rooms.agencies.models import Agency
from vungxanh.rooms.places.models import Area, UnitRelease
from vungxanh.testing import COMMUNE, DISTRICT


@pytest.fixture
def body(at: datetime) -> Agency:
    for path, level, kind, name in ((DISTRICT, "district", "Huyện", "Bù Gia Mập"), (COMMUNE, "commune", "Xã", "Đak Ơ")):
        Area.objects.create(
            path=path, edition="3", level=level, code=path.split("/")[-2], kind=kind, name=name,
            full_name=f"{kind} {name}", name_folded=name.lower(), parent_path=DISTRICT if path == COMMUNE else "3/70/",
        )  # fmt: skip
    UnitRelease.objects.create(stamp=new_id().hex, changed_at=at)  # the names in memory are these
    return actions.found(by=system(), at=at, name="Trung tâm Chỉ huy", kind="command", area_path=DISTRICT)
