"""Offers of a box that come late: a slow line, a quick hand."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import Seen
from vungxanh.testing import case, person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_offers_that_come_after_one_has_gone_on_do_not_cover_the_next_field(look: Callable[..., Seen]) -> None:
    page = look("/console/kit/").page
    held: list[object] = []
    page.route("**/console/kit/areas/**", lambda route: held.append(route))
    page.locator("#id_place").click()
    with page.expect_request("**/console/kit/areas/**"):
        page.keyboard.type("tan uyen")
    page.keyboard.press("Tab")
    page.wait_for_timeout(300)  # longer than the box waits before it closes itself
    with page.expect_response("**/console/kit/areas/**"):
        held[0].continue_()  # type: ignore[attr-defined]
    page.wait_for_timeout(200)
    assert page.locator("#id_place_list > *").count() == 0
    assert page.locator("#id_place").get_attribute("aria-expanded") == "false"


def test_enter_does_not_turn_a_new_name_into_somebody_of_a_like_name(look: Callable[..., Seen]) -> None:
    person("Trần Văn An")
    index = case(person("Lê Thị Nguồn"))
    page = look(f"/tracing/interview/{index.pk}/").page
    box = page.locator("input[role=combobox][name=name]").first
    box.click()
    with page.expect_response("**/people/suggest**"):
        page.keyboard.type("Trần Văn")
    page.locator("[role=option]").first.wait_for()
    assert box.get_attribute("aria-activedescendant") is None, "nothing is taken by Enter alone"
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant")
