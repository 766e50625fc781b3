"""The pictures of the user guide, taken from a running simulated district. ``scripts/guide_pictures.py [URL] [OUT]``.

Start the centre first: ``make run``. Pages at 1440 and 390 px wide, in Vietnamese. A file is sent to the import page
and only looked through, never brought in.
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

URL = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
OUT = Path(sys.argv[2] if len(sys.argv) > 2 else Path(__file__).resolve().parent.parent / "docs/guide/img")
PASSWORD = "vungxanh-2021"
SIZES = {"rong": (1440, 900), "dienthoai": (390, 844)}
PAGES = {
    "hom-nay": "/",
    "ca-benh": "/cases/",
    "ghi-ca-moi": "/cases/new/",
    "goi": "/tracing/calls/",
    "theo-doi": "/tracing/followups/",
    "tiep-xuc": "/tracing/",
    "to-truy-vet": "/tracing/teams/",
    "chuoi-lay": "/cases/chain/?disease=covid19",
    "o-dich": "/cases/clusters/",
    "nguoi": "/people/",
    "dia-diem": "/venues/",
    "dia-ban": "/places/",
    "quy-dinh": "/regulations/",
    "vai-tro": "/roles/",
    "tai-khoan-cua-toi": "/me/",
    "viec-nen": "/jobs/",
    "dong-ho-5s": "/pipeline/",
    "cach-ly": "/isolation/",
    "diem-danh": "/isolation/checks/",
    "dieu-tri": "/treatment/",
    "kham-luot-nay": "/treatment/rounds/",
    "thap-dieu-tri": "/treatment/tower/",
    "ke-hoach-vung-xanh": "/zones/green/",
    "ban-do-cong-khai": "/public/map/",
}
ON_PHONE = (
    "hom-nay",
    "mot-cuoc-goi",
    "theo-doi",
    "phong-van",
    "bang-viec",
    "diem-danh",
    "tu-khai",
    "kham-luot-nay",
    "ban-do-cong-khai",
)
"""Pages shown in the guide at 390 px too; the others are only looked at there (does it scroll sideways?)."""
ADMIN_PAGES = {"nguoi-dung": "/users/", "nguoi-dung-moi": "/users/new/", "hop-thu": "/outbox/"}
AUDIT_PAGES = {"nhat-ky": "/audit/"}
ORDER_PAGES = {"van-ban": "/directives/", "bang-viec": "/tasks/board/?whose=all", "trach-nhiem": "/tasks/duties/"}
CSV = """Mã người;Họ và tên;Giới tính;Năm sinh;Xã/phường;Điện thoại;Nghề
MP-001;Trần Thị Mô Phỏng;nữ;1987;25222;0951234567;Công nhân
MP-002;Lê Văn Mô Phỏng;nam;1979;25267;0957654321;Nông dân
MP-003;Phạm Mô Phỏng;nam;19790;25267;0951112223;Nông dân
MP-004;Vũ Thị Mô Phỏng;nữ;2003;Xã Không Có;0951112224;Học sinh
"""


def log_in(page: Page, user: str) -> None:
    """Through the log-in page."""
    page.goto(f"{URL}/login/")
    page.fill("input[name=username]", user)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_load_state("networkidle")


def shoot(page: Page, name: str, address: str = "") -> None:
    """One page in both widths (``address`` empty: as it stands); says so when it is not there or scrolls sideways."""
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        if address:
            answer = page.goto(URL + address)
            if answer is None or not answer.ok:
                print(f"MISSING {address}: {answer and answer.status}")
                return
        page.wait_for_load_state("networkidle")
        page.mouse.move(0, 0)
        page.wait_for_timeout(150)
        if size == "rong" or name in ON_PHONE:
            page.screenshot(path=OUT / f"{name}-{size}.jpg", type="jpeg", quality=60)
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
    print(f"{name} {address}{'  SCROLLS SIDEWAYS AT 390' if wide else ''}")


def first(page: Page, address: str, start: str, uuid_at: int) -> str:
    """The first link of a page that begins with ``start`` and has an id in its ``uuid_at``-th part; SystemExit if none."""
    page.goto(URL + address)
    page.wait_for_load_state("networkidle")
    found = page.eval_on_selector_all("a[href]", "as => as.map(a => a.getAttribute('href'))")
    for link in found:
        parts = (link or "").split("/")
        if (link or "").startswith(start) and len(parts) > uuid_at and len(parts[uuid_at]) == 36:
            return str(link)
    sys.exit(f"no link to {start}… on {address}")


def of_one_thing(page: Page) -> None:
    """Pages about one case, person, contact, area."""
    case = first(page, "/cases/?status=confirmed", "/cases/", 2)
    shoot(page, "mot-ca", case)
    shoot(page, "phong-van", "/tracing/interview/" + case.split("/")[2] + "/")
    shoot(page, "mot-nguoi", first(page, "/people/", "/people/", 2))
    shoot(page, "mot-nguoi-tiep-xuc", first(page, "/tracing/", "/tracing/", 2))
    shoot(page, "mot-xa", "/places/3/70/691/25267/")


def people_apart(page: Page) -> None:
    """A site's plan, somebody isolated, and the page on which he tells himself how he is (his link is made for it)."""
    shoot(page, "khu-cach-ly", first(page, "/sites/", "/sites/", 2))
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(URL + first(page, "/isolation/?state=in_force&kind=home", "/isolation/", 2))
    if not page.locator(".self-url").count():
        page.locator("#self form button").click()
        page.wait_for_selector(".self-url")
    own = page.locator(".self-url").inner_text()
    shoot(page, "mot-quyet-dinh")
    shoot(page, "tu-khai", own.removeprefix(URL))
    shoot(page, "mot-nguoi-benh", first(page, "/treatment/?state=running", "/treatment/", 2))


def with_a_press(page: Page) -> None:
    """What appears after a button: the dialog that asks why, and a call (taken from the list, then left as it was)."""
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(URL + first(page, "/people/", "/people/", 2))
    page.locator("button[data-reason-url]").first.click()
    shoot(page, "mo-danh-tinh")
    page.goto(f"{URL}/tracing/calls/")
    page.locator("#call button.btn-primary").click()
    page.wait_for_selector("#call .call-outcomes")
    shoot(page, "mot-cuoc-goi")


def import_pages(page: Page) -> None:
    """The page where files are sent, and what it says of a file with two wrong rows."""
    shoot(page, "nhap-tep", "/import/")
    page.set_input_files("input[type=file]", {"name": "nguoi.csv", "mimeType": "text/csv", "buffer": CSV.encode()})
    page.locator("form:has(input[type=file]) button[type=submit]").first.click()
    page.wait_for_url("**/import/file/**")
    shoot(page, "kiem-tra-tep")


def orders(page: Page) -> None:
    """A document being checked, one task, and a letter being written (it stays a draft in the simulated district)."""
    page.set_viewport_size({"width": 1440, "height": 900})
    shoot(page, "kiem-tra-van-ban", first(page, "/directives/register/?state=read", "/directives/", 2) + "check/")
    shoot(page, "mot-nhiem-vu", first(page, "/tasks/?timing=late", "/tasks/", 2))
    page.goto(f"{URL}/directives/own/new/")
    page.locator("[name=kind]").first.check()
    page.fill("[name=subject]", "tăng cường kiểm tra cách ly tại nhà")
    page.locator("main form [type=submit]").last.click()
    page.wait_for_selector(".paper-view")
    shoot(page, "soan-van-ban")


def visit(browser: Browser, user: str, pages: dict[str, str]) -> Page:
    """Log in and take these pages."""
    page = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh").new_page()
    if user == "canbo":
        shoot(page, "dang-nhap", "/login/")
    log_in(page, user)
    for name, address in pages.items():
        shoot(page, name, address)
    return page


def main() -> None:
    """All of them."""
    OUT.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        officer = visit(browser, "canbo", PAGES)
        of_one_thing(officer)
        people_apart(officer)
        with_a_press(officer)
        import_pages(officer)
        orders(visit(browser, "chihuy", ORDER_PAGES))
        visit(browser, "quantri", ADMIN_PAGES)
        visit(browser, "giamsat", AUDIT_PAGES)
        browser.close()


if __name__ == "__main__":
    main()
