"""5,000 samples a day for 30 days, 200,000 persons, 20,000 isolated, 10,000 in care: pages, and a result file of 5,000 rows.

Those sampled in the last days are those in isolation, and every person met six others, so that a result file is followed by
tracing, by room-mates and by new clocks.

Usage: python benchmarks/laboratory/run.py [SHARE] [--pages TEXT] [--rounds N] [--keep]
A centre of its own, or $VUNGXANH_HOME (or $VUNGXANH_DATABASE), filled when it is empty; with ``--keep`` no result file is
read, so that the same centre can be measured again. Pages (those whose address holds TEXT): ``pages.py``.
"""

import json
import os
import random
import sys
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import bench
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from isolation import fill as isolation
from laboratory import pages
from treatment import fill as treatment

from vungxanh.common import centre
from vungxanh.common.bulk import insert
from vungxanh.common.worker import deliver_due
from vungxanh.kernel.actor import system
from vungxanh.kernel.ids import new_ids
from vungxanh.kernel.text import fold
from vungxanh.rooms.agencies import actions as agencies
from vungxanh.rooms.cases.models import Case
from vungxanh.rooms.laboratory import actions, rules
from vungxanh.rooms.laboratory import listeners as laboratory
from vungxanh.rooms.laboratory.models import ReturnedPack, Sample, Tube, Wanted
from vungxanh.rooms.people.models import Person
from vungxanh.rooms.people.rules import match_keys, name_ends
from vungxanh.rooms.pipeline import actions as pipeline
from vungxanh.rooms.pipeline import listeners as watch
from vungxanh.rooms.places import actions as places
from vungxanh.rooms.places.models import Area
from vungxanh.rooms.tracing.models import ContactEvent
from vungxanh.testing import AT

SHARE = float(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1][0].isdigit() else 1.0
PROVINCE, DISTRICT = "3/70/", "3/70/691/"
PERSONS, DAYS, DAILY = int(200_000 * SHARE), 30, int(5_000 * SHARE)
BY, dice, PASSWORD = system("đo"), random.Random(7), "mot-mat-khau-do-27"
IDS = Path(os.environ["VUNGXANH_HOME"]) / "benchmark-ids.json"
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
MEETING = (
    "id", "person_id", "other_id", "area_path", "start_at", "end_at", "note", "source", "external_id", "changed_at", "distance_m",
    "minutes", "household", "physical", "care",
)  # fmt: skip
MET = 3  # meetings a person, and as many others met him


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


def meetings(of: list[tuple[object, str]]) -> None:
    """Each of them met three others of whom tubes were taken, within the last days."""
    insert(ContactEvent, MEETING, (
        (pk, of[n // MET][0], other[0], area, start, start + timedelta(minutes=30), "", "nạp", f"M{n}", AT - timedelta(hours=2), 1.0, 30,
         False, False, False)
        for n, pk in enumerate(new_ids(len(of) * MET))
        for other, area in [(dice.choice(of), of[n // MET][1])]
        for start in [AT - timedelta(minutes=dice.randrange(60, 6 * 1440))]
        if other[0] != of[n // MET][0]
    ))  # fmt: skip


def fill() -> dict[str, object]:
    """All rooms; what the pages are asked about."""
    call_command("migrate", verbosity=0)
    places.load_official_units(by=BY, at=AT, only=(PROVINCE,))
    centre.set_up(by=BY, at=AT, name="Đo", area_path=PROVINCE, simulated=True, clock_offset=AT - timezone.now())
    body = agencies.found(by=BY, at=AT, name="Trung tâm", kind="command", area_path=PROVINCE)
    for name, area in (("tinh", PROVINCE), ("huyen", DISTRICT)):
        agencies.create_user(
            by=BY, at=AT, username=name, full_name="Đo", password=PASSWORD, agency_id=body.pk, role="officer", area_path=area,
            must_change=False,
        )  # fmt: skip
    areas = list(Area.objects.filter(path__startswith=PROVINCE, level="commune").values_list("path", flat=True))
    labs = [
        actions.add_laboratory(by=BY, at=AT, area_path=PROVINCE, name=f"Phòng {n}", capacity=2000).pk for n in range(4)
    ]
    of = people(areas)
    tubes(of, labs)
    campaign = actions.open_campaign(by=BY, at=AT, area_path=PROVINCE, name="Đợt", reason="other", day=AT.date())
    insert(Wanted, WANTED, [
        (pk, of[n][0], "covid19", of[n][1], campaign.pk, "other", AT.date(), "waiting", "", 0, AT)
        for n, pk in enumerate(new_ids(min(20_000, len(of))))
    ])  # fmt: skip
    ill, sampled = int(12_000 * SHARE), min(PERSONS, DAYS * DAILY)
    isolated = of[sampled - int(20_000 * SHARE) : sampled]
    meetings(of[sampled - len(isolated) :])
    found = {"campaign": campaign.pk}
    found |= isolation.fill(by=BY, agency=body.pk, areas=areas, people=isolated, share=SHARE)
    found |= treatment.fill(by=BY, agency=body.pk, areas=areas, people=of[-ill:], share=SHARE)
    pack_returned()
    follow_cases()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    bench.analyze()
    return found


def pack_returned() -> None:
    """The figures of returned tubes, as a worker packs them."""
    began, wall = time.process_time(), time.perf_counter()
    keys = Tube.objects.filter(returned_on__isnull=False).order_by().values_list("returned_on", "area_path").distinct()
    bench.put_each(ReturnedPack, ({"day": day, "area_path": path} for day, path in keys))
    laboratory.pack()
    print(
        f"packs of returned tubes: {time.process_time() - began:.1f} s of processor, {time.perf_counter() - wall:.1f} by the clock"
    )


def follow_cases() -> None:
    """The clocks of all cases and their packs, as a worker makes them."""
    ids = list(Case.objects.values_list("pk", flat=True))
    began, wall = time.process_time(), time.perf_counter()
    for start in range(0, len(ids), 5000):
        pipeline.follow(by=BY, at=AT, case_ids=ids[start : start + 5000])
    spent = time.process_time() - began
    print(f"5S clocks of {len(ids):,} cases: {spent:.1f} s of processor, {time.perf_counter() - wall:.1f} by the clock")
    watch.pack()


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


def option(name: str, otherwise: str = "") -> str:
    """What stands behind ``--name``."""
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else otherwise


def main() -> None:
    """Fill what is empty, measure."""
    if IDS.exists():
        ids = json.loads(IDS.read_text())
    else:
        began = time.perf_counter()
        ids = {name: str(pk) for name, pk in fill().items()}
        print(
            f"filled in {time.perf_counter() - began:.0f} s: {Tube.objects.count():,} tubes, {Person.objects.count():,} persons"
        )
        if "--keep" in sys.argv:
            IDS.write_text(json.dumps(ids))
    if page := option("--explain"):
        return pages.explain(ids, who=option("--as", "tinh"), page=page)
    pages.measure(ids, who=option("--as", "tinh"), rounds=int(option("--rounds", "20")), only=option("--pages"))
    if "--keep" not in sys.argv:
        result_file()
    return None


if __name__ == "__main__":
    main()
