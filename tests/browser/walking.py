"""Somebody at a desk: a browser of his own, logged in through the page, his hands on the keyboard."""

from dataclasses import dataclass
from typing import Any

PASSWORD = "mat-khau-thu-2021"


@dataclass
class Desk:
    """One person's browser."""

    page: Any
    url: str

    def go(self, path: str) -> "Desk":
        """Open a page of the centre."""
        answer = self.page.goto(f"{self.url}{path}")
        assert answer.status == 200, (path, answer.status)
        return self

    def text(self, selector: str = "main") -> str:
        """What is written there now."""
        found: str = self.page.locator(selector).first.inner_text()
        return found

    def pick(self, box: str, typed: str, wanted: str) -> None:
        """Type into an autocomplete box and take the offer that says ``wanted``."""
        self.page.locator(box).fill("")
        self.page.locator(box).type(typed)
        offer = self.page.locator(f"{box}_list [role=option]", has_text=wanted).first
        offer.wait_for()
        offer.click()

    def deed(self, words: str) -> Any:
        """Open the dialog behind a button; its form."""
        self.page.locator("main a", has_text=words).first.click()
        form = self.page.locator("dialog[open] form")
        form.wait_for()
        return form


def sit_down(chromium: Any, url: str, username: str, *, errors: list[str]) -> Desk:
    """Log in by typing; what goes wrong in the browser is added to ``errors``."""
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", reduced_motion="reduce"
    )
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.on("pageerror", lambda e: errors.append(str(e)))
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.goto(f"{url}/")
    page.locator("#id_username").fill(username)
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".vx-main h1")
    return Desk(page, url)
