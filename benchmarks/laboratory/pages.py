"""Every Today, work list and plan page of the 5S rooms on what ``run.py`` filled: p50 / p95 of full requests.

Requests go through Django's test client in this process: middleware, queries, templates; not the network. Of each page
milliseconds of the processor (the machine is shared) and by the clock, and how many queries. ``*``: p95 of the processor over 200.
"""

import cProfile
import os
import pstats
import statistics
import time
from collections import Counter
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from vungxanh.common.heavy import settled
from vungxanh.rooms.agencies.models import User

settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.ALLOWED_HOSTS = ["testserver"]

PAGES = (
    "/", "/?days=7",
    "/laboratory/clock/", "/laboratory/clock/?stage=received", "/laboratory/clock/?stage=returned&sort=collected",
    "/laboratory/clock/?area=3/70/691/25222/", "/laboratory/clock/?all=1", "/laboratory/clock/?late=1", "/laboratory/figures/",
    "/laboratory/figures/?days=14", "/laboratory/figures/?days=30", "/laboratory/", "/laboratory/?result=positive", "/laboratory/sessions/",
    "/laboratory/campaigns/", "/laboratory/batches/", "/laboratory/unmatched/", "/laboratory/campaigns/{campaign}/",
    "/laboratory/plates/", "/laboratory/due/", "/laboratory/due/?reason=risk_group", "/laboratory/again/", "/laboratory/groups/",
    "/laboratory/campaigns/{campaign}/sweep/",
    "/isolation/", "/isolation/?work=ending", "/isolation/?work=testing", "/isolation/?work=unserved", "/isolation/?work=absent",
    "/isolation/?work=nobed", "/isolation/?work=ill", "/isolation/?work=over", "/isolation/?work=watched", "/isolation/?sort=created",
    "/isolation/?state=in_force&kind=home", "/isolation/?area=3/70/691/25222/", "/isolation/checks/", "/isolation/checks/?site={full}",
    "/isolation/lockdowns/", "/isolation/lockdowns/{lockdown}/", "/isolation/{isolation}/", "/isolation/new/",
    "/sites/", "/sites/{full}/", "/isolation/site/{full}/", "/sites/{empty}/", "/isolation/site/{empty}/beds/",
    "/treatment/", "/treatment/?work=alarm", "/treatment/?work=missed", "/treatment/?work=due", "/treatment/?work=advised",
    "/treatment/?work=moving", "/treatment/?work=ready", "/treatment/?work=watched", "/treatment/?work=home", "/treatment/?sort=newest",
    "/treatment/?place=home&severity=2", "/treatment/?area=3/70/691/25222/", "/treatment/tower/", "/treatment/rounds/",
    "/treatment/rounds/?where=home", "/treatment/rounds/?where={facility}", "/treatment/facility/{facility}/", "/sites/{facility}/",
    "/treatment/site/{facility}/", "/treatment/{course}/", "/treatment/case/{case}/",
    "/pipeline/", "/pipeline/?days=14", "/pipeline/?days=30", "/pipeline/open/", "/pipeline/open/?stage=treat&late=1", "/pipeline/open/?sort=began",
    "/pipeline/case/{case}/",
)  # fmt: skip


def browser(name: str) -> Client:
    """Somebody logged in."""
    client = Client()
    client.force_login(User.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
    return client


def p95(values: list[float]) -> float:
    """Nearest rank."""
    return sorted(values)[max(0, -(-len(values) * 95 // 100) - 1)]


def measure(ids: dict[str, Any], *, who: str, rounds: int, only: str = "") -> None:
    """Prints a line a page."""
    client = browser(who)
    for page in PAGES:
        client.get(page.format(**ids))
    settled()  # as a web process does once it is warm
    print(
        f"{'as ' + who:50} {'processor p50 / p95':>20} {'clock p50 / p95':>20}  queries   load {os.getloadavg()[0]:.1f}"
    )
    for page in PAGES:
        if only not in page:
            continue
        url = page.format(**ids)
        client.get(url)
        spent, walls, status = [], [], 0
        for _n in range(rounds):
            wall, began = time.perf_counter(), time.process_time()
            status = client.get(url).status_code
            spent.append((time.process_time() - began) * 1000)
            walls.append((time.perf_counter() - wall) * 1000)
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        said = f"{statistics.median(spent):8.0f} / {p95(spent):4.0f} ms"
        clock = f"{statistics.median(walls):8.0f} / {p95(walls):4.0f} ms"
        bad = ("" if status == 200 else f" {status}!") + (" *" if p95(spent) > 200 else "")
        print(f"{page:50} {said:>20} {clock:>20} {len(seen):5d}{bad}", flush=True)
    print(f"load {os.getloadavg()[0]:.1f}")


def explain(ids: dict[str, Any], *, who: str, page: str) -> None:
    """The slowest statements of one page with the database's plan, and where Python spends its time."""
    client, url = browser(who), page.format(**ids)
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        client.get(url)
    for query in sorted(seen.captured_queries, key=lambda q: -float(q["time"]))[:6]:
        print(f"\n{float(query['time']) * 1000:.0f} ms  {query['sql'][:1800]}")
        if query["sql"].startswith("SELECT") and connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN QUERY PLAN " + query["sql"].replace("%", "%%"))
                for row in cursor.fetchall():
                    print("    ", row[3])
    print("\nasked for again and again:")
    shapes = Counter(
        query["sql"].split(" WHERE ")[0][:60] + " … " + query["sql"][-90:][:40] for query in seen.captured_queries
    )
    for shape, count in shapes.most_common(5):
        print(f"{count:5d} {shape}")
    with cProfile.Profile() as profile:
        client.get(url)
    pstats.Stats(profile).sort_stats("cumulative").print_stats("vungxanh", 60)
