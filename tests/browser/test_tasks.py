"""A task moves over the board by keyboard: taken on, told how far, reported done."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import LazySettings

from tests.browser.conftest import Seen
from vungxanh.kernel.actor import system
from vungxanh.rooms.tasks import actions
from vungxanh.rooms.tasks.actions import NewTask
from vungxanh.testing import AT, DISTRICT

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_card_goes_over_the_board_by_keyboard(
    look: Callable[..., Seen], tmp_path: Path, settings: LazySettings
) -> None:
    settings.HOME = tmp_path
    own = apps.get_model("agencies", "Agency").objects.get(name="Trung tâm thử")
    given = NewTask(key="k", text="Rà soát người về từ vùng dịch", area_path=DISTRICT, leads=(own.pk,))
    (task,) = actions.assign(by=system(), at=AT, tasks=[given])
    seen = look("/tasks/board/")
    page = seen.page

    def press(button: str, column: str) -> None:
        page.get_by_role("link", name=f"{button}: {task.title}").focus()
        page.keyboard.press("Enter")
        page.locator("dialog[open] form").wait_for()
        box = page.locator("dialog[open] textarea")
        if box.count():
            box.fill("Đã xong 3 trong 8 xã")
        assert seen.axe() == []
        with page.expect_navigation():
            page.locator("dialog[open] [type=submit]").press("Enter")
        page.locator(f"section[aria-labelledby=col-{column}] .task-card").wait_for()

    press("Nhận việc", "doing")
    press("Ghi tiến độ", "doing")
    press("Báo hoàn thành", "reported")
    task.refresh_from_db()
    assert task.state == "reported"
    assert page.get_by_role("link", name="Duyệt hoàn thành").count() == 0, "who did it does not approve it"
    assert (seen.outside, seen.errors) == ([], [])
