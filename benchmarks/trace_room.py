"""The tracing room on a real database: fill, build, trace, recompute. Usage: python benchmarks/trace_room.py [SHARE]

SHARE 1 is 100,000 persons, 500,000 contacts, 2,000,000 visits. Uses $VUNGXANH_HOME (give it an empty folder).
"""

import os
import random
import statistics
import sys
import time
from datetime import timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vungxanh.site.settings")
import django

django.setup()

from django.core.management import call_command
from django.utils import timezone

from vungxanh.common.bulk import insert
from vungxanh.kernel.actor import system
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.cases import actions as case_actions
from vungxanh.rooms.people import actions as person_actions
from vungxanh.rooms.tracing import actions, queries, snapshot
from vungxanh.rooms.tracing.models import Visit
from vungxanh.rooms.venues.models import Venue

SHARE = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
AREA, DAYS, BATCH = "3/70/691/25222/", 28, 20_000
NOW = timezone.now().replace(microsecond=0)
BY = system("đo")
dice = random.Random(1)


def timed(label: str, began: float, rows: int = 0) -> None:
    spent = time.perf_counter() - began
    print(f"{label}: {spent:.2f} s" + (f", {rows / spent:,.0f} rows/s" if rows else ""), flush=True)


def moment() -> "timezone.datetime":
    return NOW - timedelta(minutes=dice.randrange(60, DAYS * 24 * 60))


def fill() -> list:
    began = time.perf_counter()
    n = int(100_000 * SHARE)
    persons = []
    for start in range(0, n, BATCH):
        rows = [
            person_actions.PersonRow(
                full_name="Người Thử", area_path=AREA, birth_year=1990, source="b", external_id=str(i)
            )
            for i in range(start, min(n, start + BATCH))
        ]
        persons += person_actions.record_many(by=BY, at=NOW, rows=rows)
    timed("persons", began, n)
    venues = [new_id() for _ in range(max(10, int(2_000 * SHARE)))]
    columns = ("id", "name", "name_folded", "kind", "area_path", "address", "lat", "lng", "capacity", "created_at")
    insert(Venue, columns, [(v, "Chợ", "cho", "market", AREA, "", None, None, None, NOW) for v in venues])
    began, rows = time.perf_counter(), int(2_000_000 * SHARE)
    for start in range(0, rows, BATCH):
        batch = []
        for i in range(start, min(rows, start + BATCH)):
            at = moment()
            batch.append(
                actions.VisitRow(
                    person_id=dice.choice(persons),
                    venue_id=dice.choice(venues),
                    area_path=AREA,
                    start_at=at,
                    end_at=at + timedelta(minutes=dice.randrange(10, 240)),
                    external_id=str(i),
                )
            )
        actions.record_visits_many(by=BY, at=NOW, rows=batch, source="b")
    timed("visits", began, rows)
    began, rows = time.perf_counter(), int(500_000 * SHARE)
    for start in range(0, rows, BATCH):
        batch = []
        for i in range(start, min(rows, start + BATCH)):
            at, (a, b) = moment(), dice.sample(persons, 2)
            met = actions.Meeting(
                distance_m=dice.choice((0.5, 1, 2, 5)), minutes=dice.choice((None, 5, 20)), closed_space=False
            )
            batch.append(
                actions.ContactRow(
                    person_id=a,
                    other_id=b,
                    area_path=AREA,
                    start_at=at,
                    end_at=at + timedelta(minutes=30),
                    external_id=str(i),
                    meeting=met,
                )
            )
        actions.record_contacts_many(by=BY, at=NOW, rows=batch, source="b")
    timed("contacts", began, rows)
    for person in dice.sample(persons, 20):
        facts = case_actions.CaseFacts(onset_date=(NOW - timedelta(days=2)).date(), diagnosed_at=NOW)
        case_actions.record(
            by=BY, at=NOW, person_id=person, disease="covid19", facts=facts, status=case_actions.Status.CONFIRMED
        )
    return persons


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    if not Visit.objects.exists():
        fill()
    from vungxanh.rooms.cases.queries import active_index_cases

    codes = list(active_index_cases(by=BY, disease="covid19").values_list("code", flat=True))
    began = time.perf_counter()
    snapshot.warm_up("covid19")
    timed("index (built, or opened from disk)", began)
    spent = []
    for levels in (1, 2, 3):
        times, reached = [], []
        for code in codes:
            began = time.perf_counter()
            case, finding = queries.live_trace(by=BY, case=code, at=NOW, levels=levels)
            times.append(time.perf_counter() - began)
            reached.append(len(finding.found))
        plan = finding.plan
        kernel = []
        for code in codes:
            case, _ = queries.live_trace(by=BY, case=code, at=NOW, levels=1)
            made = queries.plan(case, levels)
            began = time.perf_counter()
            snapshot.trace(person_id=case.person_id, disease="covid19", plan=made, at=NOW)
            kernel.append(time.perf_counter() - began)
        print(
            f"F1..F{levels}: {statistics.median(reached):.0f} people; trace {statistics.median(kernel) * 1000:.0f} ms"
            f" (worst {max(kernel) * 1000:.0f}), with every person's sentence {statistics.median(times) * 1000:.0f} ms"
            f" (worst {max(times) * 1000:.0f})",
            flush=True,
        )
    began = time.perf_counter()
    done = actions.recompute(by=BY, at=NOW, case_id=case.pk)
    timed(f"recompute and store {done.f1 + done.f2 + done.f3} contacts", began)
    began = time.perf_counter()
    actions.recompute(by=BY, at=NOW, case_id=case.pk)
    timed("recompute again, nothing changed", began)
