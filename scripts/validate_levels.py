"""Levels of 2021 from real aggregate series, day by day, and docs/validation/levels-2021.md from what they show.

    .venv/bin/python scripts/validate_levels.py

Takes some minutes: a fresh centre, the official units, both series, two sets of criteria on every day.
"""

import os
import sys
import tempfile
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

REPO = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("VUNGXANH_SHARED", REPO.parent / "shared")) / "data"
COMMUNES = SHARED / "vn_covid_2021_commune/ca_theo_ngay_xa.csv"
PROVINCES = SHARED / "vn_covid_province/vncdc_province_daily_by_detection_setting.csv"
PEOPLE = SHARED / "vn_covid_province/ncsc_id_gso_population.csv"
PAGE = REPO / "docs/validation/levels-2021.md"
FIRST, LAST = date(2021, 4, 27), date(2021, 7, 13)
AT = datetime(2021, 7, 14, 0, 0, tzinfo=UTC)


def fresh_centre() -> None:
    """A database of its own, with every official unit."""
    os.environ["VUNGXANH_HOME"] = tempfile.mkdtemp(prefix="levels-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vungxanh.site.settings")
    sys.path.insert(0, str(REPO / "src"))
    import django

    django.setup()
    from django.core.management import call_command

    from vungxanh.kernel.actor import system
    from vungxanh.rooms.places import actions as places

    call_command("migrate", verbosity=0)
    places.load_official_units(by=system(), at=AT)


def populations() -> int:
    """Populations of provinces, of the census of 2019, as the file tells them."""
    import csv

    from vungxanh.kernel.actor import system
    from vungxanh.rooms.places import actions as places

    with PEOPLE.open(encoding="utf-8-sig") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        places.record_population(
            by=system(), at=AT, path=f"3/{row['ma_tinh']}/", population=int(row["dan_so_2019"]),
            as_of=date(2019, 4, 1), source="ncsc_id_gso_population.csv",
        )  # fmt: skip
    return len(rows)


def days_of(set_id: str) -> list[tuple[date, Counter[str], Counter[str], Counter[str]]]:
    """For each day: communes by level, provinces by level, provinces by band of transmission."""
    from vungxanh.kernel.actor import system
    from vungxanh.rooms.zones import queries

    by, chosen = system("kiểm chứng"), queries.get_set(by=system(), set_id=set_id)
    found = []
    for n in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=n)
        lines = queries.evaluated(by=by, area="3/", day=day, level_set=chosen)
        communes = Counter(span(x) for x in lines if x.spec.unit == "commune")
        provinces = Counter(span(x) for x in lines if x.spec.unit == "province")
        bands = Counter(band(queries.as_plain(x)) for x in lines if x.spec.unit == "province")
        found.append((day, communes, provinces, bands))
        print(set_id, day, dict(communes), flush=True)
    return found


def span(line: Any) -> str:
    """X, or X–Đ where what is missing may raise it; "?" where nothing that makes a level could be read."""
    if line.judged.unread:
        return "?"
    letters = " XVCĐ"
    low, high = letters[line.judged.level], letters[line.judged.at_most]
    return low if low == high else f"{low}–{high}"


def band(plain: dict[str, Any]) -> str:
    """The band of transmission of a province, by community cases."""
    return next((c["says"] for c in plain["criteria"] if c["measure"] == "community_rate"), "")


def table(rows: list[tuple[date, Counter[str]]]) -> str:
    """A Markdown table of counts by day."""
    heads = sorted({key for _day, counts in rows for key in counts if key})
    lines = [f"| day | {' | '.join(heads)} |", f"|---|{'---|' * len(heads)}"]
    lines += [f"| {day} | {' | '.join(str(counts[h]) for h in heads)} |" for day, counts in rows]
    return "\n".join(lines)


def by_hand() -> str:
    """The ten communes of the test."""
    from vungxanh.adapters.series.tests.test_2021 import HAND

    lines = [
        "| code | commune | cases in 7 days | in 14 days | 2686 | 150, 50, 20 per 100,000 up to … people |",
        "|---|---|---|---|---|---|",
    ]
    for code, place, week, fortnight, red, orange, yellow in HAND:
        told = f"{red:,} / {orange:,} / {yellow:,}" if week else "no cases: band 1, whatever the population"
        level = "V–Đ: an F0 in the community" if fortnight else "X–Đ: none in 14 days"
        lines.append(f"| {code} | {place} | {week} | {fortnight} | {level} | {told} |")
    return "\n".join(lines)


def page(commune: Any, province: Any, old: Any, new: Any) -> str:
    """The page."""
    why = Counter(b.why.split(" trong ")[0] for b in commune.bad)
    faults = "\n".join(f"| {said} | {n} |" for said, n in why.most_common())
    return f"""# Levels of 2021, from real counts

Made by `scripts/validate_levels.py`; not edited by hand. Sources: `vn_covid_2021_commune/ca_theo_ngay_xa.csv` (daily
confirmed cases by commune, 27 April to 13 July 2021) and `vn_covid_province` (by setting of detection; populations of
2019), as they are. `vungxanh levels import FILE --key …` brings them in as aggregate series, `vungxanh levels evaluate
--date 2021-07-13 --set 2686 --json` prints what is counted here.

## What came in

| file | rows | cases | areas | rows left out |
|---|---|---|---|---|
| communes | {commune.rows:,} | {commune.cases:,} | {commune.areas:,} | {len(commune.bad):,} |
| provinces | {province.rows:,} | {province.cases:,} | {province.areas} | {len(province.bad):,} |

Why rows of communes were left out (line, column and value of each are printed by the command):

| why | rows |
|---|---|
{faults}

Most are slips of the source ("Bắc Tân Uyên" in Hà Nội); some are communes that were merged before the official list of
March 2025, which the product ships. None is guessed.

## Which criteria the series cannot carry

QĐ 2686/QĐ-BCĐQG asks where an F0 has his infection from, who is F1, where people enter illegally: no series says so.
So a level is a span: what is certain, and what it may be. V–Đ is "at least yellow: there was an F0 in 14 days; orange or
red if his source is unknown or hard to control". Cases are taken as cases in the community, and the product says so
beside every number. A commune beside an orange one would be yellow; since orange is never certain here, this never fires.
On the first 13 days the series does not cover two weeks: "?" for every commune without a case.
QĐ 4800/QĐ-BYT (in force from 12 October 2021, applied here as an exercise) asks for populations of communes and for
vaccination, which nobody published by commune: communes without a case in seven days are certain as to transmission,
all others open: "?", no level is told and the map leaves them white; on the first six days the series does not cover a
week, so nothing is certain. For provinces the population is known, so the band of transmission is; the level stays open
for want of vaccination. For provinces no criteria of QĐ 2686 were found: no level is told.

## QĐ 2686, communes, every day

{table([(d, c) for d, c, _p, _b in old])}

## QĐ 4800, communes, every day

{table([(d, c) for d, c, _p, _b in new])}

## QĐ 4800, provinces by band of transmission, every day

Community cases: all but those found in locked areas and quarantine sites; for a province and day of which the file has no
row (one province is missing altogether) the cases of its communes, taken as community cases, which the product says.

{table([(d, b) for d, _c, _p, b in new])}

## Ten communes by hand, 13 July 2021

Cases were added up from the rows of the file; the last column is `cases * 100,000 / border`: with more people than that
the commune falls below the border. `adapters/series/tests/test_2021.py` checks sums and levels, one person more and less.

{by_hand()}
"""


def main() -> None:
    """Everything."""
    fresh_centre()
    from vungxanh.adapters.series.bringing import bring_in
    from vungxanh.kernel.actor import system

    populations()
    common: dict[str, Any] = {"by": system("kiểm chứng"), "at": AT}
    commune = bring_in(**common, text=COMMUNES.read_text("utf-8-sig"), key="xa-2021", title="Ca theo ngày và xã")
    province = bring_in(**common, text=PROVINCES.read_text("utf-8-sig"), key="vncdc", title="Ca theo nơi phát hiện")
    PAGE.write_text(page(commune, province, days_of("level-2686"), days_of("level-4800")), "utf-8")
    print(f"wrote {PAGE}")


if __name__ == "__main__":
    main()
