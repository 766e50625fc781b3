"""The page of parts in a real browser: readable by a machine, usable by keyboard, alone on its machine."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import Seen
from vungxanh import testing

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Look = Callable[..., Seen]
KIT = "/console/kit/"


@pytest.mark.parametrize(("width", "scheme"), [(1440, "dark"), (390, "light")])
def test_axe_finds_nothing_serious_and_no_request_leaves_the_machine(look: Look, width: int, scheme: str) -> None:
    seen = look(KIT, width=width, scheme=scheme)
    page = seen.page
    assert page.locator("html").get_attribute("data-bs-theme") == scheme
    assert page.locator("html").get_attribute("lang") == "vi"
    assert seen.axe() == []
    assert seen.overflow() == 0
    for opener in ('[data-dialog-open="kit-dialog"]', "[data-reason-url]"):
        page.locator(opener).first.click()
        assert page.locator("dialog[open]").count() == 1
        assert seen.axe() == []
        page.keyboard.press("Escape")
    for menu in (".vx-tools summary", ".chips > details > summary"):
        page.locator(menu).click()
        assert seen.axe() == []
        assert seen.overflow() == 0
        page.keyboard.press("Escape")
    page.evaluate("document.fonts.ready")
    fonts = page.evaluate("[...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family)")
    assert any("Be Vietnam Pro" in family for family in fonts)
    assert (seen.outside, seen.errors) == ([], [])


def test_error_pages_say_what_to_do(look: Look) -> None:
    seen = look(KIT)
    page = seen.page
    for code in (400, 403, 404, 429, 500):
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(page.url.split("/console/")[0] + f"/console/kit/error/{code}/")
        assert str(code) in page.locator("main").inner_text()
        assert seen.axe() == []
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 844})
            assert seen.overflow() == 0
            assert page.locator("a.btn-primary").is_visible()


def test_by_keyboard(look: Look) -> None:
    page = look(KIT).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _n in range(25):
        page.keyboard.press("Tab")
        width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert width == "3px", page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.matches('[data-search]')")
    page.keyboard.press("?")
    assert page.locator("dialog[open]").count() == 0, "a key typed into a field is text"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    assert page.locator("#shortcuts[open] [data-keys-of-page] dt").count() > 0
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("b")
    page.wait_for_url("**/places/**")


@pytest.mark.parametrize("width", [1440, 390])
def test_searching(look: Look, width: int) -> None:
    testing.person("Điểu Thị Thử Nghiệm")
    seen = look(KIT, width=width)
    page = seen.page
    page.keyboard.press("/")
    page.keyboard.type("dieu thi")
    page.keyboard.press("Enter")
    page.wait_for_selector(".hits a")
    assert "dieu" not in page.url
    assert page.locator("[data-search]").input_value() == "dieu thi"
    assert (seen.axe(), seen.overflow()) == ([], 0)
    page.locator(".hits a").first.click()
    page.wait_for_url("**/people/**")
    page.go_back()
    page.wait_for_selector(".hits a")


def test_the_theme_is_kept(look: Look) -> None:
    page = look(KIT, scheme="light").page
    page.locator(".vx-tools summary").click()
    page.locator('[data-theme-set="dark"]').click()
    page.reload(wait_until="commit")
    page.wait_for_selector("body", state="attached")
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"


def test_english_is_one_press_away(look: Look) -> None:
    page = look(KIT).page
    page.locator(".vx-tools summary").click()
    page.locator('button[value="en"]').click()
    page.wait_for_selector('html[lang="en"]')
    assert page.url.endswith(KIT)


def test_an_identity_opens_only_with_a_reason(look: Look) -> None:
    page = look(KIT).page
    page.locator("[data-reason-url]").click()
    page.locator("#reason [type=submit]").click()
    assert page.locator("[data-reason-error]").is_visible()
    page.keyboard.type("gọi xác minh tiếp xúc")
    page.locator("#reason [type=submit]").click()
    page.wait_for_selector("#kit-person:has-text('Nguyễn Văn An')")
    assert page.locator("dialog[open]").count() == 0
    assert page.locator("[data-reason-url]").count() == 0


def test_choosing_a_place_by_typing(look: Look) -> None:
    page = look(KIT).page
    page.locator("#id_place").click()
    page.keyboard.type("tan uyen")
    page.wait_for_selector("#id_place_list [role=option]")
    assert page.locator("#id_place_list [role=option]").count() == 2
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("#id_place").input_value() == "Huyện Tân Uyên"
    assert page.locator("input[name=place]").input_value() == "3"


def test_a_bad_form_keeps_what_was_typed_and_says_where(look: Look) -> None:
    seen = look(KIT)
    page = seen.page
    page.locator("#id_full_name").fill("An")
    page.locator("#id_onset").fill("40/8/2021")
    page.locator("#forms [type=submit]").click()
    page.wait_for_selector(".form-summary")
    assert page.evaluate("document.activeElement.className") == "form-summary"
    assert page.locator("#id_full_name").input_value() == "An"
    assert page.locator("#id_onset").input_value() == "40/8/2021"
    page.locator(".form-summary a").first.click()
    assert page.evaluate("document.activeElement.id") == "id_full_name"
    assert seen.axe() == []


def test_a_list_filters_pages_and_picks(look: Look) -> None:
    seen = look(KIT)
    page = seen.page
    before = page.locator("#listing tbody tr").all_inner_texts()
    page.locator("#listing [rel=next]").click()
    page.wait_for_url("**at=after-*")
    page.wait_for_selector("#listing [rel=prev]")
    after = page.locator("#listing tbody tr").all_inner_texts()
    assert not set(before) & set(after)
    page.locator("#listing [rel=prev]").click()
    page.wait_for_selector("#listing [rel=prev]", state="detached")
    assert page.locator("#listing tbody tr").all_inner_texts() == before
    page.locator(".chips > details > summary").click()
    page.locator("#filter-q").fill("membership")
    page.keyboard.press("Enter")
    page.wait_for_selector("#listing .chip")
    assert "membership" not in page.url
    assert page.locator("#listing tbody tr").count() == 1
    page.reload()
    assert page.locator("#listing .chip b").inner_text() == "“membership”"
    page.locator("#listing tbody [name=pick]").check()
    assert page.locator(".bulk").is_visible()
    page.locator(".bulk [formaction]").click()
    page.wait_for_selector(".vx-toast")
    assert "1 dòng" in page.locator(".vx-toast").inner_text()


def test_progress_moves_by_itself(look: Look) -> None:
    page = look(KIT).page
    first = page.locator(".job progress").get_attribute("value")
    page.wait_for_function("(v) => document.querySelector('.job progress').getAttribute('value') !== v", arg=first)


def test_printed_it_is_a_sheet(look: Look) -> None:
    page = look(KIT).page
    page.emulate_media(media="print")
    for part in (".vx-rail", ".vx-top", ".kit-code", ".listing-tools"):
        assert not page.locator(part).first.is_visible()
    assert page.locator(".sheet").is_visible()


def test_a_phone_has_its_screens_under_the_thumb(look: Look) -> None:
    seen = look(KIT, width=390)
    page = seen.page
    assert page.locator(".vx-bottom a").count() > 0
    page.locator(".vx-bottom button").click()
    page.wait_for_function("() => document.activeElement.closest('.vx-rail')")
    page.keyboard.press("Escape")
    page.wait_for_selector(".vx-rail", state="hidden")
    labels = page.locator("#listing tbody tr").first.locator("td[data-label]")
    assert labels.count() >= 3
