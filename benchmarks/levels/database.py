"""The whole country of 2021 from a database: judging, writing, the map's question, pages: python benchmarks/levels/database.py

A home of its own in the temporary folder: every official unit, a seeded series in 1,400 communes. Processor time.
"""

import os
import random
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

os.environ["VUNGXANH_HOME"] = tempfile.mkdtemp(prefix="levels-")
os.environ["DJANGO_SETTINGS_MODULE"] = "vungxanh.site.settings_test"
DAY, AT = date(2021, 7, 13), datetime(2021, 7, 14, tzinfo=UTC)
PAGES = ("/zones/", "/zones/?unit=commune&level=2", "/zones/?q=phu", "/zones/timeline/", "/zones/place/{id}/",
         "/zones/place/{id}/behind/community_cases/", "/zones/place/{id}/history/", "/public/levels/")  # fmt: skip


def spent(work: Callable[[], Any]) -> float:
    """Seconds of processor time."""
    began = time.process_time()
    work()
    return time.process_time() - began


def filled(by: Any) -> list[str]:
    """The units and the series; the paths of the communes."""
    from vungxanh.rooms.places import actions as places
    from vungxanh.rooms.places import queries as areas
    from vungxanh.rooms.zones import actions

    places.load_official_units(by=by, at=AT)
    paths = list(
        areas.every(by=by).filter(edition="3", level="commune").order_by("path").values_list("path", flat=True)
    )
    dice = random.Random(1)
    rows = [
        actions.SeriesRow(area_path=p, day=date(2021, 7, 1) + timedelta(days=d), cases=dice.randrange(1, 9))
        for p in dice.sample(paths, 1400)
        for d in dice.sample(range(13), 3)
    ]
    actions.record_series(
        by=by,
        at=AT,
        area_path="3/",
        key="x",
        title="x",
        unit="commune",
        rows=rows,
        first_day=date(2021, 6, 1),
        last_day=DAY,
    )
    return paths


def main() -> None:
    """Everything."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.test.utils import setup_databases, setup_test_environment

    setup_test_environment()
    setup_databases(0, False)
    call_command("migrate", verbosity=0)
    from vungxanh.kernel.actor import system
    from vungxanh.rooms.zones import actions, queries

    by = system()
    paths = filled(by)
    for name in ("2686", "4800"):
        chosen = queries.get_set(by=by, set_id=name)

        def whole(chosen: Any = chosen) -> None:
            for line in queries.evaluated(by=by, area="3/", day=DAY, level_set=chosen):
                queries.as_plain(line)

        def one(chosen: Any = chosen) -> None:
            queries.evaluated(by=by, area=paths[500], day=DAY, level_set=chosen)

        print(f"{name}: {len(paths)} communes {spent(whole):.2f} s, one {spent(one) * 1000:.0f} ms")
    parts = queries.parts_of("3/")
    written = spent(lambda: [actions.evaluate(by=by, at=AT, area_path=p, day=DAY) for p in parts])
    print(f"judged and written by province {written:.1f} s")
    print(f"levels_on {spent(lambda: queries.levels_on(by=by, day=DAY)) * 1000:.0f} ms")
    pages()


def pages() -> None:
    """Each page twelve times; the slowest but one."""
    from django.test import Client

    from vungxanh.common import centre
    from vungxanh.kernel.permission import Permission
    from vungxanh.rooms.agencies import queries as agencies
    from vungxanh.rooms.zones.models import LevelProposal
    from vungxanh.testing import actor

    somebody = actor(*Permission, area="")
    agencies.actor_of_request = lambda request: somebody
    centre.now = lambda: AT
    found = LevelProposal.objects.filter(unit="commune", current=True, level__gt=1).order_by("area_path")[0].pk
    browser = Client()
    for page in PAGES:
        url = page.format(id=found)
        times = sorted(spent(partial(browser.get, url)) for _n in range(13))
        print(f"{page}: median {times[6] * 1000:.0f} ms, slowest but one {times[-2] * 1000:.0f} ms")


if __name__ == "__main__":
    main()
