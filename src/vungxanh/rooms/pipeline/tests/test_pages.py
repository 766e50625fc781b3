"""Pages, through HTTP."""

from collections.abc import Callable

import pytest
from django.test import Client

from vungxanh import testing
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.pipeline import actions
from vungxanh.rooms.pipeline.models import StageTarget
from vungxanh.testing import AT, DISTRICT

pytestmark = pytest.mark.django_db


def test_the_board_the_list_and_the_panel_say_the_same(officer: Actor, login: Callable[[Actor], Client]) -> None:
    case = testing.case(diagnosed_at=AT)
    actions.follow(by=system(), at=AT, case_ids=[case.pk])
    client = login(officer)
    board = client.get("/pipeline/?days=14").content.decode()
    assert board.count("ca đang chờ") == 5
    rows = client.get("/pipeline/open/?stage=isolate").content.decode()
    assert case.code in rows
    assert "Đưa đi cách ly" in rows
    assert "chưa phân công" in rows
    assert case.code not in client.get("/pipeline/open/?late=0&stage=isolate").content.decode()
    panel = client.get(f"/pipeline/case/{case.pk}/").content.decode()
    assert panel.count("hạn") >= 3
    done = {"area_path": DISTRICT, "disease": "covid19", "stage": "isolate", "hours": "2,5", "reason": "Kế hoạch 152"}
    done["_key"] = str(new_id())
    assert client.post("/pipeline/targets/", done | {"hours": "900"}).status_code == 422
    told = client.post("/pipeline/targets/", done)
    assert told.status_code == 302, told.context["form"].errors
    target = StageTarget.objects.get()
    assert "2,5 giờ" in client.get("/pipeline/targets/").content.decode()
    client.post(f"/pipeline/targets/{target.pk}/drop/")
    target.refresh_from_db()
    assert target.ended_at is not None
