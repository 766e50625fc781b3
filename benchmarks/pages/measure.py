"""Every list page and Today, as officers of a province, a district and a commune see them: p95 of full requests.

Usage: python benchmarks/pages/measure.py [ROUNDS] [--sql PATH]     (on what fill.py left in $VUNGXANH_HOME)
Times are of the processor, since the machine is shared; ``--wall`` for the wall clock. Requests go through Django's test client in this process: middleware, queries, templates; not the network. ``--sql`` prints
the slowest statements of one page with the plan the database chose.
"""

import os
import statistics
import sys
import time
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vungxanh.site.settings")
import django

django.setup()

from django.conf import settings

settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.ALLOWED_HOSTS = ["testserver"]

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from vungxanh.rooms.agencies.models import User

PAGES = (
    "/", "/cases/", "/cases/?late=1&sort=due", "/cases/?status=confirmed&sort=onset", "/cases/?status=confirmed&sort=diagnosed",
    "/cases/?outcome=ill", "/cases/?untold=1", "/cases/?orphan=1", "/cases/?free=1", "/cases/?sort=code", "/cases/clusters/", "/cases/?area=3/70/691/25222/",
    "/cases/?status=discarded", "/linelist/", "/linelist/?sort=onset", "/linelist/?status=suspected",
    "/tracing/", "/tracing/?state=followed", "/tracing/?level=1", "/tracing/?ill=1", "/tracing/?free=1", "/tracing/?sort=until", "/tracing/?sort=last",
    "/tracing/calls/", "/tracing/followups/", "/tracing/teams/", "/tracing/visits/", "/tracing/visits/?sort=start",
    "/tracing/visits/?milestone=1", "/tracing/meetings/", "/tracing/checks/", "/tracing/checks/?ill=1", "/tracing/checks/?sort=day",
    "/pipeline/", "/pipeline/?days=30", "/pipeline/open/", "/pipeline/open/?stage=trace&late=1", "/pipeline/open/?sort=began",
    "/people/", "/people/?sort=name", "/people/?sex=F&age_from=60", "/people/households/", "/people/households/?sort=code", "/people/duplicates/", "/places/list", "/venues/", "/agencies/", "/jobs/", "/tasks/", "/directives/",
)  # fmt: skip


clock = time.perf_counter if "--wall" in sys.argv else time.process_time


def browser(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
    return client


def one(client: Client, url: str, rounds: int) -> tuple[float, float, int, int]:
    spent = []
    for _n in range(rounds):
        began = clock()
        answer = client.get(url)
        spent.append((clock() - began) * 1000)
    with CaptureQueriesContext(connection) as seen:
        client.get(url)
    spent.sort()
    return statistics.median(spent), spent[min(len(spent) - 1, int(len(spent) * 0.95))], len(seen), answer.status_code


def explain(client: Client, url: str) -> None:
    with CaptureQueriesContext(connection) as seen:
        client.get(url)
    for query in sorted(seen.captured_queries, key=lambda q: -float(q["time"]))[:6]:
        print(f"\n{float(query['time']) * 1000:.0f} ms  {query['sql'][:1500]}")
        if query["sql"].startswith("SELECT") and connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN QUERY PLAN " + query["sql"].replace("%", "%%"))
                for row in cursor.fetchall():
                    print("    ", row[3])


def main(argv: list[Any]) -> None:
    who = argv[argv.index("--as") + 1] if "--as" in argv else ""
    if "--sql" in argv:
        return explain(browser(who or "capt"), argv[argv.index("--sql") + 1])
    rounds = int(argv[0]) if argv and argv[0].isdigit() else 20
    print(f"{'page':44}" + "".join(f"{name:>26}" for name in ("province", "district", "commune")))
    for url in PAGES:
        told = []
        for name in ("capt", "caph", "capx"):
            client = browser(name)
            client.get(url)
            median, p95, queries, status = one(client, url, rounds)
            mark = "" if status == 200 else f" {status}!"
            told.append(f"{median:7.0f} /{p95:5.0f} ms {queries:3d} q{mark}{' *' if p95 > 200 else '  '}")
        print(f"{url:44}" + "".join(f"{text:>26}" for text in told), flush=True)
    return None


if __name__ == "__main__":
    main(sys.argv[1:])
