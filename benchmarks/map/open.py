"""How long the national map takes to open, and how smoothly it moves, in Chromium. Usage: open.py URL USER PASSWORD [QUERY]

The machine may be busy: processor time is told beside the time of the clock.

Prints, of three openings with an empty cache and three with a warm one, the time from navigation until the list stands and
until the map is drawn (first idle); then the frames while it is dragged for two seconds; then a step of the slider.
Without a graphics card WebGL is drawn by the processor (SwiftShader), so that a real machine is faster. ``GPU=1`` uses the
card; ``GL=1`` draws the whole page by SwiftShader, as no browser that people use does.
"""

import os
import statistics
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import uuid4

from playwright.sync_api import Browser, Page, sync_playwright

URL, USER, PASSWORD = sys.argv[1:4]
QUERY = sys.argv[4] if len(sys.argv) > 4 else "?area=3/&unit=commune"
MARK = f"--vungxanh-bench={uuid4()}"
TIMES_EACH = 3
FLAGS = ["--no-sandbox", "--disable-background-networking", MARK]
SOFT = [
    "--disable-gpu",
    "--enable-unsafe-swiftshader",
]  # as Chromium does without a graphics card: WebGL alone by SwiftShader
WHOLE = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
TIMES = """() => ({
  list: performance.getEntriesByName("map-list")[0]?.startTime, idle: performance.getEntriesByName("map-idle")[0]?.startTime,
  page: performance.getEntriesByType("navigation")[0].responseEnd,
  parts: performance.getEntriesByType("resource").filter((e) => e.name.includes("/map/")).map(
    (e) => [new URL(e.name).pathname.split("/").slice(-2).join("/"), Math.round(e.responseEnd - e.startTime), e.encodedBodySize]),
})"""
DRAWS = """(() => { const draw = WebGL2RenderingContext.prototype.drawElements; let anew = false; let before = "";
  window.seen_ = { frames: [], anew: 0 };
  WebGL2RenderingContext.prototype.drawElements = function (...given) { anew = true; return draw.apply(this, given); };
  const look = () => { const now = document.querySelector("[data-map-stage] canvas")?.style.transform ?? "";
    if (anew || now !== before) { window.seen_.frames.push(performance.now()); window.seen_.anew += anew; }
    anew = false; before = now; requestAnimationFrame(look); };
  requestAnimationFrame(look); })()"""


def log_in(browser: Browser) -> Page:
    """A fresh browser, logged in."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}, locale="vi-VN").new_page()
    page.add_init_script(DRAWS)
    page.goto(f"{URL}/login/")
    page.fill("input[name=username]", USER)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".vx-main")
    return page


def worked() -> dict[str, float]:
    """Processor seconds so far of the browser's processes, by kind; only of those that this script started."""
    parents: dict[int, int] = {}
    lines: dict[int, tuple[list[str], float]] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            words = (entry / "cmdline").read_bytes().decode().replace("\0", " ").split(" ")
            stat = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        pid = int(entry.name)
        parents[pid] = int(stat[1])
        lines[pid] = words, (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")
    ours = {pid for pid, (words, _s) in lines.items() if MARK in words}
    while more := {pid for pid, above in parents.items() if above in ours and pid not in ours}:
        ours |= more
    found: dict[str, float] = {}
    for words, seconds in (lines[pid] for pid in ours):
        kind = next((w.removeprefix("--type=") for w in words if w.startswith("--type=")), "browser")
        found[kind] = found.get(kind, 0.0) + seconds
    return found


def opened(page: Page) -> dict[str, Any]:
    """Open the map and wait until it is drawn."""
    before = worked()
    page.goto(f"{URL}/map/{QUERY}")
    page.wait_for_selector("#map-page[data-map=idle]", timeout=60_000)
    after = worked()
    found: dict[str, Any] = page.evaluate(TIMES)
    return {**found, "work": {kind: after[kind] - before.get(kind, 0.0) for kind in after}}


def dragged(page: Page) -> tuple[list[float], int]:
    """Milliseconds between frames in which the map is seen to move, while it is dragged for two seconds; in how many of
    them it was drawn anew (in the others its picture was pushed along)."""
    box = page.locator("[data-map-stage] canvas").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate("() => { window.seen_ = { frames: [], anew: 0 }; }")
    for n in range(120):
        page.mouse.move(x + 1.5 * n, y + n)
        page.wait_for_timeout(4)
    found = page.evaluate("() => window.seen_")
    page.mouse.up()
    return [after - before for before, after in pairwise(found["frames"])], found["anew"]


def stepped(page: Page) -> float:
    """Milliseconds of script for one step of the slider."""
    return float(
        page.evaluate(
            """() => { const s = document.querySelector("[data-map-slider]"); const t = performance.now(); let n = 0;
            for (; n < 5; n++) { s.value = Number(s.value) - 1; s.dispatchEvent(new Event("input")); }
            return (performance.now() - t) / n; }"""
        )
    )


def main() -> None:
    """Measure and print."""
    with sync_playwright() as play:
        flags = FLAGS if os.environ.get("GPU") else FLAGS + (WHOLE if os.environ.get("GL") else SOFT)
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
        cold = []
        for _n in range(TIMES_EACH):
            page = log_in(browser)
            cold.append(opened(page))
            page.context.close()
        page = log_in(browser)
        opened(page)
        warm = [opened(page) for _n in range(TIMES_EACH)]
        for name, found in (("cold", cold), ("warm", warm)):
            for key in ("page", "list", "idle"):
                times = sorted(one[key] for one in found)
                print(f"{name} {key}: median {statistics.median(times):.0f} ms, worst {times[-1]:.0f} ms")
            for kind in ("renderer", "gpu-process"):
                print(
                    f"{name} {kind}: {statistics.median(one['work'].get(kind, 0.0) for one in found):.2f} s of processor"
                )
        print("parts of a cold opening (ms, bytes):", cold[-1]["parts"])
        gaps, anew = dragged(page)
        frames = sorted(gaps)
        p95 = frames[int(len(frames) * 0.95)]
        said = f"median {statistics.median(frames):.1f} ms, p95 {p95:.1f} ms, worst {frames[-1]:.1f} ms; drawn anew {anew} times"
        print(f"frames while dragging: {len(frames)}, {said}")
        print(f"one step of the slider: {stepped(page):.1f} ms of script")
        browser.close()


if __name__ == "__main__":
    main()
