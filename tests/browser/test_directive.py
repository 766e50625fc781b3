"""Checking a directive: passages and tasks light each other, a marked passage becomes a task, all by keyboard."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings

from tests.browser.conftest import Seen
from vungxanh.kernel.actor import system
from vungxanh.rooms.agencies import actions as agencies
from vungxanh.rooms.directives import actions
from vungxanh.rooms.directives.models import DraftTask
from vungxanh.testing import AT, DISTRICT

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
TEXT = """Số: 961/UBND-VX

Bù Gia Mập, ngày 14 tháng 8 năm 2021

Kính gửi: Công an huyện.

1. Công an huyện lập ba chốt kiểm soát 😷 trước ngày 18/8/2021; báo cáo hằng ngày.

2. Công an huyện phạt người không đeo khẩu trang.

Ngoài ra các chợ phải đóng cửa sau 18 giờ.
"""
MARK = """() => {
  const walker = document.createTreeWalker(document.querySelector(".doc-text"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf("các chợ phải");
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 30);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }
}"""


def test_the_check_by_keyboard(look: Callable[..., Seen], tmp_path: Path, settings: LazySettings) -> None:
    settings.HOME = tmp_path
    by = system()
    agencies.found(by=by, at=AT, name="Công an huyện Bù Gia Mập", kind="police", area_path=DISTRICT)
    document = actions.bring_in(by=by, at=AT, key="x", area_path=DISTRICT, data=TEXT.encode(), name="cv.txt")
    seen = look(f"/directives/{document.pk}/check/")
    page = seen.page
    assert seen.axe() == []
    found = page.locator(".draft").count()
    assert found >= 2
    page.locator(".doc-seg").first.hover()
    assert page.locator(".draft.is-lit").count() == 1
    page.evaluate(MARK)
    page.locator("#mark:not([hidden]) button").wait_for()
    page.keyboard.press("n")
    page.locator(f".drafts > :nth-child({found + 1})").wait_for()
    added = DraftTask.objects.get(document=document, found={})
    text = document.words.text
    assert text[added.start : added.end].startswith("các chợ phải"), "counted past a letter of two units"
    here = page.locator(".draft:focus")
    here.wait_for()
    assert here.get_attribute("data-id") == str(added.pk)
    assert page.locator(".doc-seg.is-lit").inner_text().startswith("các chợ phải")
    page.keyboard.press("e")
    box = page.locator("dialog[open] textarea[name=text]")
    box.fill("Đóng cửa các chợ sau 18 giờ.")
    page.locator("dialog[open] #pick-lead-50").fill("cong an")
    page.locator("#pick-lead-50_list [role=option]").first.wait_for()
    page.keyboard.press("Enter")
    assert seen.axe() == []
    page.locator("dialog[open] [type=submit]").click()
    page.locator(".draft:focus .draft-text", has_text="Đóng cửa các chợ").wait_for()
    page.keyboard.press("k")
    page.keyboard.press("d")
    page.locator(".check-dropped").wait_for()
    assert page.locator(".draft").count() == found
    page.locator(".draft:focus").wait_for()
    page.keyboard.press("s")
    page.locator("dialog[open]").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("d")  # on the way to a screen, not a deed
    page.wait_for_url(lambda url: "/check/" not in url)
    assert DraftTask.objects.filter(document=document, state="dropped").count() == 1
    assert seen.errors == []
