"""The guide's map of 13 July 2021, from the real series of that year. ``scripts/guide_map.py [OUT]``.

Fills a national centre in a scratch folder (``benchmarks/map/country.py``: needs ``../shared/data``, some minutes), starts
it, and takes the map as it is on the screen, one province, a phone, and the sheet for paper in grey.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
OUT = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "docs/guide/img")
SOFT = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
DAY, PASSWORD = "2021-07-13", "mot-mat-khau-do-27"
DRAWN = "#map-page[data-map=idle]"


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def shoot(page: Page, url: str, name: str, wanted: str, *, quality: int = 70) -> None:
    """One page as it stands on the screen."""
    page.goto(url)
    page.wait_for_selector(wanted, timeout=120_000)
    page.wait_for_timeout(1500)
    page.screenshot(path=OUT / f"{name}.jpg", type="jpeg", quality=quality)
    print(name)


def pictures(base: str) -> None:
    """The four pictures."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=SOFT)
        page = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh").new_page()
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(f"{base}/login/")
        page.fill("input[name=username]", "quocgia")
        page.fill("input[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_selector(".vx-main")
        shoot(page, f"{base}/map/?area=3/&unit=commune&day={DAY}", "ban-do-2021-07-13", DRAWN)
        shoot(page, f"{base}/map/?area=3/79/&unit=commune&day={DAY}&show=cases", "ban-do-mot-tinh", DRAWN)
        page.set_viewport_size({"width": 390, "height": 1200})
        shoot(page, f"{base}/map/?area=3/79/&unit=commune&day={DAY}", "ban-do-dienthoai", DRAWN)
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 794, "height": 1123})
        page.goto(f"{base}/map/print/?area=3/74/&unit=commune&day={DAY}")
        page.add_style_tag(content="html { filter: grayscale(1) }")
        page.screenshot(path=OUT / "ban-do-in-den-trang.jpg", type="jpeg", quality=70)
        browser.close()


def main() -> None:
    """Fill, start, take, stop."""
    OUT.mkdir(parents=True, exist_ok=True)
    given = os.environ.get("VUNGXANH_HOME")
    with tempfile.TemporaryDirectory() as scratch:
        env = os.environ | {"VUNGXANH_HOME": given or scratch}
        if not given:
            subprocess.run([sys.executable, ROOT / "benchmarks/map/country.py", "2021-07-07", DAY], env=env, check=True)
        port = free_port()
        command = [sys.executable, "-m", "vungxanh.site.cli", "up", "--port", str(port), "--json"]
        centre = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)
        try:
            assert centre.stdout is not None
            print(centre.stdout.readline().strip() or "the centre did not start")
            time.sleep(1)
            pictures(f"http://127.0.0.1:{port}")
        finally:
            centre.terminate()
            centre.wait(timeout=60)


if __name__ == "__main__":
    main()
