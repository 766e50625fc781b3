"""The pictures of the user guide, taken from a running simulated district. ``scripts/guide_pictures.py [URL] [OUT]``.

Start the centre first: ``make run``. Every page at 1440 and 390 px wide, in Vietnamese.
"""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

URL = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
OUT = Path(sys.argv[2] if len(sys.argv) > 2 else Path(__file__).resolve().parent.parent / "docs/guide/img")
PASSWORD = "vungxanh-2021"
SIZES = {"rong": (1440, 900), "dienthoai": (390, 844)}
PAGES = {
    "hom-nay": "/",
    "ca-benh": "/cases/",
    "chuoi-lay": "/cases/chain/?disease=covid19",
    "goi": "/tracing/calls/",
    "theo-doi": "/tracing/followups/",
    "nguoi": "/people/",
    "dia-ban": "/places/",
    "nhap-tep": "/import/",
    "quy-dinh": "/regulations/",
    "vai-tro": "/roles/",
    "viec-nen": "/console/jobs/",
}
ADMIN_PAGES = {"tai-khoan": "/users/", "hop-thu": "/console/outbox/"}
AUDIT_PAGES = {"nhat-ky": "/console/audit/"}


def log_in(page: Page, user: str) -> None:
    """Through the log-in page."""
    page.goto(f"{URL}/login/")
    page.fill("input[name=username]", user)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_load_state("networkidle")


def shoot(page: Page, name: str, address: str) -> None:
    """One page in both widths; says so when it is not there."""
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        answer = page.goto(URL + address)
        page.wait_for_load_state("networkidle")
        if answer is None or not answer.ok:
            print(f"MISSING {address}: {answer and answer.status}")
            return
        page.screenshot(path=OUT / f"{name}-{size}.png")
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
    print(f"{name} {address}{'  SCROLLS SIDEWAYS AT 390' if wide else ''}")


def busiest_case(page: Page) -> str:
    """Address of the first case of the list."""
    page.goto(f"{URL}/cases/?status=confirmed")
    found = page.eval_on_selector_all("a[href]", "as => as.map(a => a.getAttribute('href'))")
    return next(a for a in found if a and a.startswith("/cases/") and len(a.split("/")[2]) == 36)


def main() -> None:
    """All of them."""
    OUT.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for user, pages in (("canbo", PAGES), ("quantri", ADMIN_PAGES), ("giamsat", AUDIT_PAGES)):
            page = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh").new_page()
            if user == "canbo":
                shoot(page, "dang-nhap", "/login/")
            log_in(page, user)
            for name, address in pages.items():
                shoot(page, name, address)
            if user == "canbo":
                case = busiest_case(page)
                shoot(page, "mot-ca", case)
                shoot(page, "phong-van", case.replace("/cases/", "/tracing/interview/"))
                person = page.eval_on_selector_all("a[href^='/people/']", "as => as.map(a => a.getAttribute('href'))")
                mine = [a for a in person if len(a.split("/")[2]) == 36]
                if mine:
                    shoot(page, "mot-nguoi", mine[0])
        browser.close()


if __name__ == "__main__":
    main()
