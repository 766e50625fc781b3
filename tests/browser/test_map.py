"""The map in a real browser: it draws, the slider moves it, a place leads to its list; without WebGL the list stands."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import FLAGS, Seen
from tests.browser.walking import PASSWORD, sit_down
from vungxanh.common import centre
from vungxanh.kernel.actor import system
from vungxanh.rooms.agencies import actions as agencies
from vungxanh.rooms.places import actions as places
from vungxanh.rooms.zones import actions as zones
from vungxanh.rooms.zones.actions import SeriesRow
from vungxanh.testing import COMMUNE, DISTRICT, OTHER_COMMUNE

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
NO_WEBGL = "HTMLCanvasElement.prototype.getContext = ((was) => function (kind, ...more) {\
 return kind.startsWith('webgl') ? null : was.call(this, kind, ...more); })(HTMLCanvasElement.prototype.getContext)"
DRAWS = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


@pytest.fixture
def district() -> None:
    """Nine cases in one commune on the last day, none before; judged yesterday and today."""
    by, at = system(), centre.now()
    today = timezone.localdate(at)
    places.load_official_units(by=by, at=at, only=("3/70/691/",))
    for n, path in enumerate((COMMUNE, OTHER_COMMUNE)):
        row = SeriesRow(area_path=path, day=today - timedelta(days=n * 20), cases=9)
        zones.record_series(
            by=by, at=at, area_path=path, key=f"thu-{n}", title="thử", unit="commune", rows=[row],
            first_day=today - timedelta(days=30), last_day=today,
        )  # fmt: skip
    zones.evaluate(by=by, at=at, area_path=DISTRICT, day=today)
    body = agencies.found(by=by, at=at - timedelta(days=9), name="Trung tâm thử", kind="command", area_path=DISTRICT)
    agencies.create_user(
        by=by, at=at - timedelta(days=9), username="owner", full_name="Cán bộ Thử", password=PASSWORD, agency_id=body.pk,
        role="officer", area_path=DISTRICT, must_change=False,
    )  # fmt: skip


def cases_of(page: Any, name: str) -> str:
    row = page.locator("[data-map-rows] tr", has=page.get_by_text(name, exact=True))
    return str(row.locator("td").nth(2).inner_text())


def test_the_map_draws_moves_through_days_and_leads_to_lists_and_the_list_stands_alone(
    chromium: Any, district: None, live_server: LiveServer
) -> None:
    errors: list[str] = []
    drawing = chromium.driver.chromium.launch(executable_path="/usr/bin/chromium", args=[*FLAGS, *DRAWS])
    try:
        desk = sit_down(drawing, live_server.url, "owner", errors=errors)
        page = desk.go("/map/").page
        page.wait_for_selector("#map-page[data-map=idle]")
        assert (cases_of(page, "Xã Bù Gia Mập"), cases_of(page, "Xã Đak Ơ")) == ("9", "0")
        page.locator("[data-map-slider]").evaluate(
            "(s) => { s.value = 0; s.dispatchEvent(new Event('input', {bubbles: true})); }"
        )
        page.wait_for_function("document.querySelector('[data-map-rows]').innerText.includes('9')")
        assert (cases_of(page, "Xã Bù Gia Mập"), cases_of(page, "Xã Đak Ơ")) == ("0", "9")
        page.locator("[data-map-color]").select_option("cases")
        page.wait_for_url("**show=cases**")
        page.get_by_role("button", name="Xã Đak Ơ").focus()
        page.keyboard.press("Enter")
        panel = page.locator("[data-map-panel]")
        panel.wait_for()
        page.keyboard.press("Escape")
        panel.wait_for(state="hidden")
        # What is drawn answers the mouse: somewhere in the middle of the frame lies a commune of the district.
        box = page.locator("[data-map-stage] canvas").bounding_box()
        page.mouse.click(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.55)
        panel.wait_for()
        assert "Huyện Bù Gia Mập" in panel.inner_text()
        with page.expect_download() as sent:
            page.locator("[data-map-png]").click()
        assert sent.value.suggested_filename.endswith(".png")
        assert Seen(page).axe() == []
        panel.get_by_role("link", name="Mọi ca bệnh").click()
        page.wait_for_url("**/cases/?area=**")
        assert "Xã " in desk.text("main")
        page.add_init_script(NO_WEBGL)
        desk.go("/map/")
        page.wait_for_selector("#map-page[data-map=list]")
        assert "WebGL" in page.locator("[data-map-said]").inner_text()
        assert cases_of(page, "Xã Bù Gia Mập") == "9"
    finally:
        drawing.close()
    assert errors == []
