"""From cases nobody can explain to the market they were at: a cluster is opened there, its contacts are traced, it is locked."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from vungxanh.kernel.actor import Actor, system
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.isolation import queries as isolation
from vungxanh.rooms.places import actions as places
from vungxanh.rooms.tracing import actions as tracing
from vungxanh.rooms.tracing.tests.builders import f0, moment, visit
from vungxanh.testing import AT, COMMUNE, actor, person, venue

pytestmark = pytest.mark.django_db


def hidden(page: str, action: str) -> dict[str, list[str]]:
    """What the form that goes to ``action`` would post."""
    form = page.split(f'action="{action}"', 1)[1].split("</form>", 1)[0]
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form):
        found.setdefault(name, []).append(value)
    return found


@pytest.mark.requirement("TRC-05")
def test_a_place_of_unexplained_cases_becomes_a_cluster_is_traced_and_locked(
    login: Callable[[Actor], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vungxanh.rooms.tracing.views.shared.today", lambda: AT.date())
    places.load_official_units(by=system(), at=AT, only=("3/70/",))
    market, ill = venue("Chợ Đầu Mối"), []
    for n in range(3):
        visit(one := person(f"Người Chợ {n}"), market, moment(6, 8 + n / 10), 60)
        visit(one, market, moment(1.2, 8), 60)
        ill.append(f0(of=one, onset_date=(AT - timedelta(days=1)).date(), diagnosed_at=AT))
    for n in range(30):
        visit(person(f"Khách {n}"), market, moment(1.2, 8), 60)

    browser: Any = login(actor())
    found = browser.get("/tracing/clusters/?days=14&disease=covid19").content.decode()
    proposal = hidden(found, "/cases/clusters/new/")
    assert sorted(proposal["offered"]) == sorted(str(c.pk) for c in ill)
    page = browser.post("/cases/clusters/new/", proposal).content.decode()
    assert cases.clusters(actor()).count() == 0, "a proposal opens nothing by itself"
    key = re.search(r'name="_key" value="([^"]+)"', page)
    assert key
    assert page.count("checked") >= 3
    kept = [str(c.pk) for c in ill[:2]]
    typed = proposal | {"_key": key[1], "case": kept}
    del typed["propose"]
    answer = browser.post("/cases/clusters/new/", typed, follow=True).content.decode()
    (cluster,) = cases.clusters(actor())
    assert (cluster.name, cluster.area_path) == ("Chợ Đầu Mối", COMMUNE)
    assert {c.pk for c in cases.visible(actor()).filter(cluster=cluster)} == {c.pk for c in ill[:2]}
    assert f"/isolation/lockdowns/new/?cluster={cluster.pk}" in answer
    assert "Chợ Đầu Mối" in browser.get("/tracing/clusters/?days=14").content.decode()

    row = tracing.recompute(by=system(), at=AT, case_id=ill[0].pk)
    assert row.f1 >= 30, "whoever was at the market with him while he was infectious"

    form = browser.get(f"/isolation/lockdowns/new/?cluster={cluster.pk}").content.decode()
    assert 'value="Chợ Đầu Mối"' in form
    key = re.search(r'name="_key" value="([^"]+)"', form)
    assert key
    sent = {
        "_key": key[1], "area_path": COMMUNE, "name": "Khu vực Chợ Đầu Mối", "disease": "covid19", "hamlets": "",
        "started_on": f"{AT:%d/%m/%Y}", "number": "12/QĐ-UBND",
    }  # fmt: skip
    assert browser.post("/isolation/lockdowns/new/", sent).status_code == 302
    assert isolation.lockdowns(actor()).get().name == "Khu vực Chợ Đầu Mối"
    assert browser.get("/isolation/lockdowns/new/?cluster=khong-phai-ma").status_code == 404
