"""A real browser on a real server: Debian's Chromium, driven by playwright, nothing from outside."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.staticfiles import finders
from django.test import Client

from vungxanh.testing import AT, DISTRICT

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@dataclass
class Seen:
    """A page, and what went wrong or outside while it was open."""

    page: Any
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def overflow(self) -> int:
        """Pixels by which the page is wider than the window."""
        found: int = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return found

    def axe(self) -> list[str]:
        """Serious and critical findings of axe-core, one line each."""
        from axe_playwright_python.sync_playwright import Axe

        self.page.evaluate("Promise.all(document.getAnimations().map((a) => a.finished.catch(() => {})))")
        found = Axe().run(self.page).response
        assert found["passes"], "axe did not look at anything"
        return [
            f"{v['impact']} {v['id']}: {node['html'][:120]}"
            for v in found["violations"]
            if v["impact"] in ("serious", "critical")
            for node in v["nodes"]
        ]


class Browser:
    """Chromium, started again when it hangs: 156 never ends a page that is asked to leave and to close at once."""

    def __init__(self, driver: Any) -> None:
        self.driver, self.mark = driver, f"--vungxanh-test={uuid4()}"
        self.start()

    def start(self) -> None:
        self.running = self.driver.chromium.launch(executable_path=str(CHROMIUM), args=[*FLAGS, self.mark])

    def new_context(self, **options: Any) -> Any:
        return self.running.new_context(**options)

    def close(self, context: Any) -> None:
        """Close one context; a browser that has not done it in 20 seconds is killed, and a new one started."""
        from playwright.sync_api import Error

        watchdog = threading.Timer(20, self.kill)
        watchdog.start()
        try:
            context.close()
        except Error:
            self.start()
        finally:
            watchdog.cancel()

    def kill(self) -> None:
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if self.mark in (process / "cmdline").read_text(errors="replace"):
                    os.kill(int(process.name), signal.SIGKILL)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser; skipped with the reason where there is none, or no built pages."""
    if not CHROMIUM.exists():
        pytest.skip("no /usr/bin/chromium: apt-get install chromium")
    if finders.find("vungxanh/app.js") is None:
        pytest.skip("the front end is not built: npm --prefix frontend ci && npm --prefix frontend run build")
    from playwright.sync_api import sync_playwright

    # playwright keeps an event loop in this thread, where Django would refuse to touch the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        browser = Browser(driver)
        yield browser
        browser.kill()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def session_cookie(transactional_db: None) -> str:
    """Somebody of the district is logged in, with every role."""
    agency = apps.get_model("agencies", "Agency").objects.create(
        name="Trung tâm thử", kind="command", area_path=DISTRICT
    )
    user = apps.get_model("agencies", "User").objects.create(username="thu", full_name="Trần Thị Mẫu", created_at=AT)
    for role in ("officer", "admin", "auditor"):
        apps.get_model("agencies", "Membership").objects.create(
            user=user, agency=agency, role=role, area_path=DISTRICT, valid_from="2020-01-01"
        )
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies["sessionid"].value


@pytest.fixture
def look(chromium: Browser, live_server: Any, session_cookie: str) -> Iterator[Callable[..., Seen]]:
    """``look("/console/kit/", width=390, scheme="dark")`` opens a page of the logged-in user."""
    opened = []

    def go(path: str, *, width: int = 1440, scheme: str = "light") -> Seen:
        height = 900 if width > 600 else 844
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, locale="vi-VN", reduced_motion="reduce"
        )
        opened.append(context)
        context.add_cookies([{"name": "sessionid", "value": session_cookie, "url": live_server.url}])
        seen = Seen(context.new_page())
        inside = (live_server.url, "data:", "blob:")
        seen.page.on("request", lambda r: None if r.url.startswith(inside) else seen.outside.append(r.url))
        seen.page.on("pageerror", lambda e: seen.errors.append(str(e)))
        seen.page.on("console", lambda m: seen.errors.append(m.text) if m.type == "error" else None)
        seen.page.goto(f"{live_server.url}{path}")
        return seen

    yield go
    for context in opened:
        chromium.close(context)
