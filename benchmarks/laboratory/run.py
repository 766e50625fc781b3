"""5,000 samples a day for 30 days, 200,000 persons: the laboratory's pages, and a result file of 5,000 rows with its cases.

Usage: python benchmarks/laboratory/run.py [SHARE]     (a centre of its own, or an empty $VUNGXANH_HOME)
Times are of the processor, since the machine is shared. Pages: full requests through Django's test client, median / p95.
"""

import random
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import bench
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.ALLOWED_HOSTS = ["testserver"]

from vungxanh.common import centre
from vungxanh.common.bulk import insert
from vungxanh.common.worker import deliver_due
from vungxanh.kernel.actor import system
from vungxanh.kernel.ids import new_ids
from vungxanh.kernel.text import fold
from vungxanh.rooms.agencies import actions as agencies
from vungxanh.rooms.agencies.models import User
from vungxanh.rooms.cases.models import Case
from vungxanh.rooms.laboratory import actions, rules
from vungxanh.rooms.laboratory.models import Sample, Tube, Wanted
from vungxanh.rooms.people.models import Person
from vungxanh.rooms.people.rules import match_keys, name_ends
from vungxanh.rooms.places import actions as places
from vungxanh.rooms.places.models import Area
from vungxanh.rooms.sites import actions as sites
from vungxanh.testing import AT

SHARE = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
DISTRICT = "3/70/691/"
PERSONS, DAYS, DAILY = int(200_000 * SHARE), 30, int(5_000 * SHARE)
BY, dice = system("đo"), random.Random(7)
PERSON = (
    "id", "full_name", "name_folded", "name_reversed", "former_names", "sex", "birth_year", "area_path", "hamlet", "occupation",
    "nationality", "citizen_id", "citizen_hash", "phone", "phone_hash", "address", "source", "external_id", "created_at",
    "name_ends", "citizen_digits", "key_given", "key_family", "key_year", "key_home",
)  # fmt: skip
TUBE = (
    "id", "code", "kind", "size", "disease", "area_path", "material", "laboratory_id", "stage", "collected_at", "sent_at",
    "received_at", "running_at", "resulted_at", "returned_at", "due_at", "result", "returned_on", "minutes", "late",
    "lost_reason", "created_at",
)  # fmt: skip
SAMPLE = (
    "id", "code", "tube_id", "person_id", "disease", "area_path", "material", "collected_at", "received_at", "laboratory",
    "result", "resulted_at", "held", "note", "source", "external_id", "created_at",
)  # fmt: skip
WANTED = (
    "id", "person_id", "disease", "area_path", "campaign_id", "reason", "due_on", "state", "note", "visits", "created_at",
)  # fmt: skip
PAGES = (
    "/laboratory/clock/", "/laboratory/clock/?stage=received", "/laboratory/clock/?stage=returned&sort=collected",
    "/laboratory/clock/?area=3/70/691/25222/", "/laboratory/figures/", "/laboratory/figures/?days=14", "/laboratory/",
    "/laboratory/?result=positive", "/laboratory/sessions/", "/laboratory/campaigns/", "/laboratory/batches/",
    "/laboratory/unmatched/", "/laboratory/campaigns/{campaign}/", "/laboratory/plates/", "/laboratory/due/",
    "/laboratory/due/?reason=risk_group", "/laboratory/again/", "/laboratory/groups/",
    "/laboratory/campaigns/{campaign}/sweep/", "/", "/sites/",
    "/sites/{site}/",
)  # fmt: skip


def people(areas: list[str]) -> list[tuple[object, str]]:
    found = []
    rows = []
    for n, pk in enumerate(new_ids(PERSONS)):
        name = bench.full_name(dice)
        key, area = fold(name), areas[n % len(areas)]
        found.append((pk, area))
        rows.append((
            pk, name, key, " ".join(reversed(key.split())), "", "M", 1980, area, "Thôn 1", "Nông dân", "VN", "", "", "", "", "",
            "nạp", f"P{n}", AT, name_ends(key), 0, *match_keys(key, None, 1980, area).values(),
        ))  # fmt: skip
    insert(Person, PERSON, rows)
    return found


def tubes(of: list[tuple[object, str]], labs: list[object]) -> None:
    made, inside = [], []
    for day in range(DAYS):
        for n, pk in enumerate(new_ids(DAILY)):
            person, area = of[(day * DAILY + n) % len(of)]
            collected = AT - timedelta(days=DAYS - 1 - day, minutes=-n * 1200 // DAILY + 900)
            took = timedelta(minutes=dice.randrange(300, 900))
            back = collected + took
            done = back < AT and not (day == DAYS - 1 and n % 3 == 0)
            stage = "returned" if done else dice.choice(["collected", "sent", "received", "running", "result"])
            result = ("positive" if dice.random() < 0.02 else "negative") if done or stage == "result" else "pending"
            resulted = min(back - timedelta(minutes=60), AT) if result != "pending" else None
            code, due = f"{25222 + day}-{n:05d}", collected + timedelta(hours=12)
            made.append((
                pk, code, "single", 1, "covid19", area, "throat", labs[n % len(labs)], stage, collected,
                collected + timedelta(minutes=60), collected + timedelta(minutes=90), None, resulted, back if done else None, due,
                result, timezone.localdate(back) if done else None, int(took.total_seconds() // 60) if done else None,
                back > due if done else None, "", AT,
            ))  # fmt: skip
            inside.append((
                None, code, pk, person, "covid19", area, "throat", collected, None, "", result, resulted, False, "", "", "", AT
            ))  # fmt: skip
    insert(Tube, TUBE, made)
    insert(Sample, SAMPLE, [(pk, *row[1:]) for pk, row in zip(new_ids(len(inside)), inside, strict=True)])


def fill() -> dict[str, object]:
    call_command("migrate", verbosity=0)
    places.load_official_units(by=BY, at=AT, only=("3/70/",))
    centre.set_up(by=BY, at=AT, name="Đo", area_path=DISTRICT, simulated=True, clock_offset=AT - timezone.now())
    body = agencies.found(by=BY, at=AT, name="Trung tâm", kind="command", area_path=DISTRICT)
    agencies.create_user(
        by=BY, at=AT, username="canbo", full_name="Đo", password="mot-mat-khau-do-27", agency_id=body.pk, role="officer",
        area_path=DISTRICT, must_change=False,
    )  # fmt: skip
    areas = list(Area.objects.filter(path__startswith=DISTRICT).exclude(path=DISTRICT).values_list("path", flat=True))
    labs = [
        actions.add_laboratory(by=BY, at=AT, area_path=DISTRICT, name=f"Phòng {n}", capacity=2000).pk for n in range(4)
    ]
    of = people(areas)
    tubes(of, labs)
    campaign = actions.open_campaign(by=BY, at=AT, area_path=DISTRICT, name="Đợt", reason="other", day=AT.date())
    insert(Wanted, WANTED, [
        (pk, of[n][0], "covid19", of[n][1], campaign.pk, "other", AT.date(), "waiting", "", 0, AT)
        for n, pk in enumerate(new_ids(min(20_000, len(of))))
    ])  # fmt: skip
    site = hall(body.pk, areas[0])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"campaign": campaign.pk, "site": site}


def hall(agency: object, area: str) -> object:
    """A site of 1,000 beds, open: the plan of its rooms is drawn."""
    facts = sites.SiteFacts(name="Khu đo", kind=sites.SiteKind.CENTRALISED, agency_id=agency)
    made = sites.plan(by=BY, at=AT, area_path=area, facts=facts)
    for floor in range(1, 6):
        sites.add_rooms(by=BY, at=AT, site_id=made.pk, building="A", floor=floor, first=f"{floor}01", count=50, beds=4)
    return made.pk


def pages(ids: dict[str, object], rounds: int = 20) -> None:
    client = Client()
    client.force_login(User.objects.get(username="canbo"), backend="django.contrib.auth.backends.ModelBackend")
    for page in PAGES:
        url, spent = page.format(**ids), []
        client.get(url)
        for _n in range(rounds):
            began = time.process_time()
            status = client.get(url).status_code
            spent.append((time.process_time() - began) * 1000)
        spent.sort()
        p95 = spent[int(len(spent) * 0.95) - 1]
        said = page.format(campaign="…", site="…")
        print(
            f"{said:52} {status} {statistics.median(spent):6.0f} / {p95:4.0f} ms{' *' if p95 > 200 else ''}", flush=True
        )


def result_file() -> None:
    """5,000 rows of yesterday's tubes that wait, one in ten positive, and the cases they open."""
    Tube.objects.filter(stage="returned", returned_on__gte=AT.date() - timedelta(days=2)).update(
        stage="running", result="pending", resulted_at=None, returned_on=None, minutes=None, late=None, returned_at=None
    )
    codes = list(
        Tube.objects.filter(stage="running").order_by("id").values_list("code", flat=True)[: int(5000 * SHARE)]
    )
    Sample.objects.filter(code__in=codes[:900]).update(result="pending")
    rows = [
        actions.ResultRow(
            code=code, row=n, test=actions.ResultFacts(result=rules.Result.POSITIVE if n % 10 == 0 else rules.Result.NEGATIVE)
        )
        for n, code in enumerate(codes)
    ]  # fmt: skip
    before, began = Case.objects.count(), time.process_time()
    done = actions.report_many(by=BY, at=AT, rows=rows, source="đo")
    written = time.process_time()
    ids = list(Sample.objects.filter(code__in=codes).values_list("pk", flat=True))
    for start in range(0, len(ids), 500):  # as the listener gets them
        actions.follow_results(by=BY, at=AT, sample_ids=ids[start : start + 500])
    opened = time.process_time()
    print(
        f"{done.written} results {written - began:.2f} s, {Case.objects.count() - before} cases opened {opened - written:.2f} s"
    )
    while deliver_due(patient=False):
        pass
    print(f"what tracing, isolation, pipeline make of them: {time.process_time() - opened:.2f} s")


if __name__ == "__main__":
    began = time.perf_counter()
    made = fill()
    print(
        f"filled in {time.perf_counter() - began:.0f} s: {Tube.objects.count()} tubes, {Person.objects.count()} persons"
    )
    pages(made)
    result_file()
