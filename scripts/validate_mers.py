"""Bring the MERS outbreak of Korea, 2015, into a fresh centre, and write docs/validation/mers-korea-2015.md from what it shows.

    .venv/bin/python scripts/validate_mers.py [--check]

``--check`` writes nothing and ends with 1 when the page differs.
"""

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPO = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("VUNGXANH_SHARED", REPO.parent / "shared"))
FILES = ("mers_korea_2015.linelist.csv", "mers_korea_2015.contacts.csv")
PAGE = REPO / "docs/validation/mers-korea-2015.md"
AREA = "3/70/691/"
CODES = "https://github.com/reconhub/outbreaks"


@dataclass(frozen=True)
class Figures:
    """What the product says about the outbreak. Days are days; ``top``: (code, secondary cases, generation)."""

    cases: int
    links: int
    top: list[tuple[str, int, int]]
    infectors: int
    intervals: int
    missing: int
    mean: float
    median: float
    sd: float
    shortest: int
    longest: int
    negative: int
    generations: dict[int, int]
    deepest: int
    again: tuple[int, int]
    warnings: int


def bring_in(by: Any, at: Any, folder: Path) -> list[dict[str, Any]]:
    """Import both files as they are, through the same door as the console; the results of the two jobs."""
    from vungxanh.adapters.linelist import actions, sending
    from vungxanh.common import jobs, running

    files = [(name, (folder / name).read_bytes()) for name in FILES]
    results = []
    for one in sending.prepare(files, by=by, area=AREA, disease="MERS"):
        upload = actions.send(by=by, at=at, data=one.data, name=one.name)
        job = actions.begin(by=by, at=at, upload_id=upload.id, plan=one.plan)
        running.run_next(only=job.pk)
        job.refresh_from_db()
        if job.state != jobs.State.DONE:
            raise SystemExit(f"{one.name}: {job.state} {job.message}")
        results.append(job.result)
    return results


def figures(by: Any, first: list[dict[str, Any]], second: list[dict[str, Any]]) -> Figures:
    """Asked of the product: the queries behind its pages."""
    from vungxanh.rooms.cases import queries

    data = queries.chain(by=by, disease="mers")
    rows = queries.secondary_rows(data)
    serial = data.figures.serial_intervals()
    generations: dict[int, int] = {}
    for row in rows:
        generations[row.generation] = generations.get(row.generation, 0) + 1
    assert serial.mean is not None
    assert serial.median is not None
    assert serial.sd is not None
    return Figures(
        cases=len(data.cases),
        links=len(data.links),
        top=[(row.case.code, row.secondary, row.generation) for row in rows[:5]],
        infectors=sum(row.secondary > 0 for row in rows),
        intervals=len(serial),
        missing=serial.missing,
        mean=serial.mean,
        median=serial.median,
        sd=serial.sd,
        shortest=min(serial.days),
        longest=max(serial.days),
        negative=serial.negative,
        generations=dict(sorted(generations.items())),
        deepest=max(g.longest for g in data.figures.generations.values()),
        again=(sum(r["new"] for r in second), sum(r["known"] for r in second)),
        warnings=sum(r["warnings"] for r in first),
    )


def page(f: Figures) -> str:
    """The page."""
    top = "\n".join(f"| {code} | {n} | {generation} |" for code, n, generation in f.top)
    generations = "\n".join(f"| {g} | {n} |" for g, n in f.generations.items())
    return f"""# MERS, South Korea, 2015

Made by `scripts/validate_mers.py`; not edited by hand. Source: `mers_korea_2015` of the R package outbreaks
({CODES}), the files `{FILES[0]}` and `{FILES[1]}` as they are. A test (`test_mers.py` of the line list adapter) imports
them anew, compares every number below with one computed straight from the files by polars, and this page with the result.

`vungxanh import {FILES[0]} {FILES[1]} --area {AREA} --disease MERS`

{f.cases} cases and {f.links} links go in, no row is refused; {f.warnings} rows carry a warning (outcome "Alive", which does
not say recovered; a report dated before the diagnosis). Sent a second time: {f.again[0]} new, {f.again[1]} known.
The area is only where the cases are filed; the hospitals stay as text.

## Secondary cases

{f.infectors} of {f.cases} cases infected somebody. The five who infected most:

| Case | Secondary cases | Generation |
|---|---|---|
{top}

## Serial interval

Onset of the infector to onset of the infectee, days; one per link.

| | |
|---|---|
| Links with both onsets | {f.intervals} |
| Without one of them | {f.missing} |
| Mean | {f.mean:.2f} |
| Median | {f.median:g} |
| Standard deviation | {f.sd:.2f} |
| Shortest, longest | {f.shortest}, {f.longest} |
| Negative | {f.negative} |

## Generations

Links from a case without known infector, by the shortest way ({f.deepest} by the longest).

| Generation | Cases |
|---|---|
{generations}

Generation 0 holds the index case and every case whose infector the files do not name.
"""


def fresh_centre() -> tuple[Any, Any]:
    """An empty centre in a temporary home: the system as actor, and the moment."""
    os.environ["VUNGXANH_HOME"] = tempfile.mkdtemp(prefix="vungxanh-mers-")
    os.environ.pop("VUNGXANH_DATABASE", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "vungxanh.site.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from vungxanh.kernel.actor import system
    from vungxanh.rooms.places import actions as places

    call_command("migrate", verbosity=0)
    at = timezone.now()
    places.load_official_units(by=system(), at=at, only=(AREA,))
    return system(), at


def main() -> int:
    """Write or check the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    by, at = fresh_centre()
    folder = SHARED / "data" / "outbreaks"
    first = bring_in(by, at, folder)
    text = page(figures(by, first, bring_in(by, at, folder)))
    if check:
        same = PAGE.exists() and PAGE.read_text() == text
        print("same" if same else f"{PAGE} differs; run scripts/validate_mers.py")
        return 0 if same else 1
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(text)
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
