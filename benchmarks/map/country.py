"""A national centre with the real series of 2021. Usage: python benchmarks/map/country.py [FIRST [LAST]]

Fills $VUNGXANH_HOME (an empty folder): every official unit, the series of daily cases by commune of 27/4–13/7/2021 (from
``$VUNGXANH_SHARED/data``, aggregate counts), QĐ 2686 judged at the end of every day from FIRST to LAST (13/7/2021 alone
when none is given), one officer of the country: ``quocgia`` / ``PASSWORD``. The guide's map and the benchmark use it.
"""

import os
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("VUNGXANH_SHARED", ROOT.parent / "shared"))
SERIES = SHARED / "data/vn_covid_2021_commune/ca_theo_ngay_xa.csv"
COUNTRY, LAST, PASSWORD = "3/", date(2021, 7, 13), "mot-mat-khau-do-27"


def fill(first: date, last: date) -> None:
    """Everything, telling how long each step took."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vungxanh.site.settings")
    import django

    django.setup()
    from vungxanh.adapters.series.bringing import bring_in
    from vungxanh.common import centre
    from vungxanh.kernel.actor import system
    from vungxanh.rooms.agencies import actions as agencies
    from vungxanh.rooms.zones import actions as zones
    from vungxanh.site.preparing import prepare

    by, now = system("nạp"), datetime.now(UTC)
    at = datetime(last.year, last.month, last.day, 16, 30, tzinfo=UTC)
    prepare(lambda step: print("·", step, flush=True))
    centre.set_up(
        by=by, at=now, name="Trung tâm quốc gia (số liệu 2021)", area_path=COUNTRY, clock_offset=at - now,
    )  # fmt: skip
    began = time.monotonic()
    found = bring_in(
        by=by, at=at, text=SERIES.read_text("utf-8-sig"), key="antoancovid-2021", area=COUNTRY,
        title="Ca mắc theo ngày và xã, 27/4–13/7/2021 (An toàn Covid)",
    )  # fmt: skip
    print(
        f"series: {found.rows} rows, {found.cases} cases, {len(found.bad)} left out, {time.monotonic() - began:.1f} s"
    )
    day = first
    while day <= last:
        began = time.monotonic()
        done = zones.evaluate(by=by, at=at, area_path=COUNTRY, day=day)
        print(f"{day}: {done.places} places, {done.changed} changed, {time.monotonic() - began:.1f} s", flush=True)
        day += timedelta(days=1)
    body = agencies.found(by=by, at=at, name="Ban Chỉ đạo quốc gia", kind="command", area_path=COUNTRY)
    agencies.create_user(
        by=by, at=at, username="quocgia", full_name="Cán bộ quốc gia", password=PASSWORD, agency_id=body.pk,
        role="officer", area_path=COUNTRY, must_change=False,
    )  # fmt: skip


if __name__ == "__main__":
    days = [date.fromisoformat(text) for text in sys.argv[1:]]
    fill(days[0] if days else LAST, days[1] if len(days) > 1 else LAST)
