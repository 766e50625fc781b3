"""A province: 1,000,000 persons, 100,000 cases, 62,000 open contacts. Usage: python benchmarks/pages/fill.py [SHARE]

Fills $VUNGXANH_HOME (an empty folder) or $VUNGXANH_DATABASE with rows as imports would have left them, by the bulk door,
and makes one officer for the province, a district and a commune each (user names printed; password ``PASSWORD``).
"""

import random
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import bench
from bench import put
from django.core.management import call_command
from django.db import connection

from vungxanh.common import centre
from vungxanh.common.fields import search_hash
from vungxanh.kernel.actor import system
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.text import fold
from vungxanh.rooms.agencies import actions as agencies
from vungxanh.rooms.cases.models import Case, Cluster, TransmissionLink
from vungxanh.rooms.people import rules
from vungxanh.rooms.people.models import Household, Person
from vungxanh.rooms.pipeline import actions as pipeline
from vungxanh.rooms.places import actions as places
from vungxanh.rooms.places.models import Area
from vungxanh.rooms.tracing.models import CaseTrace, Contact, Exposure, FollowUp, Team, Visit
from vungxanh.rooms.venues.models import Venue
from vungxanh.testing import AT

SHARE = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
PROVINCE, DISTRICT, COMMUNE = "3/70/", "3/70/691/", "3/70/691/25222/"
PASSWORD = "mot-mat-khau-do-27"
BY = system("đo")
dice = random.Random(7)


def many(count: int) -> int:
    return max(10, int(count * SHARE))


def person_rows(ids: list[Any], areas: list[str], homes: list[Any]) -> Iterator[tuple[Any, ...]]:
    for n, pk in enumerate(ids):
        sex = dice.choice("MF")
        name = bench.full_name(dice)
        key = fold(name)
        phone = f"09{n:08d}"
        yield (
            pk, name, key, " ".join(reversed(key.split())), "", sex, None, dice.randrange(1935, 2021), areas[n], homes[n // 4],
            f"Thôn {n % 9 + 1}", "Công nhân", "VN", None, None, "", "", phone, search_hash(phone), "", "nạp", f"P{n}", AT,
            rules.name_ends(key), 0, *rules.match_keys(key, None, 1980, areas[n]).values(),
        )  # fmt: skip


PERSON = (
    "id", "full_name", "name_folded", "name_reversed", "former_names", "sex", "birth_date", "birth_year", "area_path",
    "household_id", "hamlet", "occupation", "nationality", "vaccine_doses", "last_dose_date", "citizen_id", "citizen_hash",
    "phone", "phone_hash", "address", "source", "external_id", "created_at", "name_ends", "citizen_digits", "key_given",
    "key_family", "key_year", "key_home",
)  # fmt: skip
CASE = (
    "id", "code", "person_id", "disease", "status", "area_path", "symptomatic", "onset_date", "exposure_start", "exposure_end",
    "sampled_at", "diagnosed_at", "notified_at", "notify_due_at", "isolated_at", "detection", "facility", "infected_where",
    "outcome", "outcome_date", "source_case_id", "source_setting", "cluster_id", "note", "source", "external_id", "created_at",
    "confirmed_at",
)  # fmt: skip
CONTACT = (
    "id", "person_id", "disease", "area_path", "level", "state", "priority", "first_exposed_at", "last_exposed_at",
    "followed_until", "isolated_at", "symptomatic_since", "household", "exposure_count", "case_id", "team_id", "attempts",
    "next_call_at", "last_followed_on", "taken_by", "taken_until", "override_level", "override_reason", "created_at",
)  # fmt: skip


def case_rows(ids: list[Any], persons: list[Any], areas: list[str], clusters: list[Any]) -> Iterator[tuple[Any, ...]]:
    for n, pk in enumerate(ids):
        day = AT - timedelta(days=dice.random() ** 2 * 120)
        status = dice.choices(("confirmed", "probable", "suspected", "discarded"), (80, 5, 10, 5))[0]
        told = day + timedelta(hours=dice.randrange(1, 40))
        told = told if told < AT and dice.random() < 0.97 else None
        old = day < AT - timedelta(days=20)
        outcome = dice.choices(("recovered", "died", "ill", "unknown"), (93, 2, 4, 1) if old else (5, 1, 80, 14))[0]
        ended = (day + timedelta(days=14)).date() if outcome in ("recovered", "died") else None
        yield (
            pk, f"CV-2021-{n + 1:06d}", persons[n], "covid19", status, areas[n], True, (day - timedelta(days=2)).date(), None,
            None, day - timedelta(hours=9), day, told, day + timedelta(hours=24), day + timedelta(hours=5) if dice.random() < 0.98 else None,
            dice.choice(("tracing", "screening", "symptoms")), "Bệnh viện dã chiến", "", outcome, ended, None, "",
            dice.choice(clusters) if dice.random() < 0.3 else None, "", "nạp", f"C{n}", day, day if status == "confirmed" else None,
        )  # fmt: skip


def contact_rows(
    ids: list[Any], persons: list[Any], areas: list[str], teams: list[Any], opened: int
) -> Iterator[tuple[Any, ...]]:
    for n, pk in enumerate(ids):
        is_open = n >= len(ids) - opened
        seen = AT - timedelta(days=dice.random() * (12 if is_open else 110) + (0 if is_open else 16))
        state = (
            dice.choices(("to_call", "no_answer", "reached", "followed"), (10, 5, 15, 70))[0]
            if is_open
            else dice.choices(("done", "case", "dropped"), (85, 10, 5))[0]
        )
        asked = (AT - timedelta(days=dice.choice((0, 1, 1, 2)))).date() if state in ("reached", "followed") else None
        yield (
            pk, persons[n], "covid19", areas[n], dice.choices((1, 2), (40, 60))[0], state, dice.randrange(10, 140), seen - timedelta(days=1), seen,
            (seen + timedelta(days=14)).date(), seen + timedelta(hours=20) if state == "followed" else None,
            (AT - timedelta(days=1)).date() if is_open and dice.random() < 0.02 else None, dice.random() < 0.3, 1, None,
            dice.choice(teams) if dice.random() < 0.8 else None, dice.randrange(0, 4), None, asked, None, None, None, "", seen,
        )  # fmt: skip


def offices() -> None:
    for name, area in (("capt", PROVINCE), ("caph", DISTRICT), ("capx", COMMUNE)):
        body = agencies.found(by=BY, at=AT, name=f"Trung tâm {name}", kind="command", area_path=area)
        agencies.create_user(
            by=BY, at=AT, username=name, full_name=f"Cán bộ {name}", password=PASSWORD, agency_id=body.pk, role="officer",
            area_path=area, must_change=False,
        )  # fmt: skip
        print("user", name)


def main() -> None:
    call_command("migrate", verbosity=0)
    places.load_official_units(by=BY, at=AT, only=("3/70/",))
    from django.utils import timezone

    centre.set_up(by=BY, at=AT, name="Tỉnh đo", area_path=PROVINCE, simulated=True, clock_offset=AT - timezone.now())
    offices()
    communes = list(Area.objects.filter(path__startswith="3/70/", level="commune").values_list("path", flat=True))
    n = int(sys.argv[sys.argv.index("--persons") + 1]) if "--persons" in sys.argv else many(1_000_000)
    where = [communes[(i * len(communes)) // n] for i in range(n)]
    homes, persons = [new_id() for _ in range(n // 4 + 1)], [new_id() for _ in range(n)]
    put(
        Household,
        ("id", "code", "area_path", "hamlet", "address", "created_at"),
        ((h, f"H{i}", where[min(i * 4, n - 1)], "", "", AT) for i, h in enumerate(homes)),
        "households",
    )
    put(Person, PERSON, person_rows(persons, where, homes), "persons")
    sick = sorted(dice.sample(range(n), many(100_000)), key=lambda _i: dice.random())
    clusters, cases = [new_id() for _ in range(many(500))], [new_id() for _ in sick]
    put(
        Cluster,
        ("id", "name", "disease", "area_path", "venue_id", "opened_on", "closed_on"),
        ((c, f"Ổ dịch {i}", "covid19", dice.choice(communes), None, AT.date(), None) for i, c in enumerate(clusters)),
        "clusters",
    )
    put(Case, CASE, case_rows(cases, [persons[i] for i in sick], [where[i] for i in sick], clusters), "cases")
    traces = ((c, AT, None, None, 2, 2, "x", dice.randrange(0, 12), dice.randrange(0, 30), 0, "") for c in cases)
    put(
        CaseTrace,
        (
            "case_id",
            "computed_at",
            "window_start",
            "window_end",
            "levels",
            "managed",
            "rule",
            "f1",
            "f2",
            "f3",
            "refusal",
        ),
        traces,
        "traces",
    )
    links = (
        (new_id(), cases[i], cases[dice.randrange(max(0, i - 2000), i)], "", True, AT) for i in range(1, len(cases), 2)
    )
    put(TransmissionLink, ("id", "case_id", "source_id", "setting", "main", "named_at"), links, "links")
    body = agencies.found(by=BY, at=AT, name="Công an", kind="police", area_path=PROVINCE)
    teams = [new_id() for _ in range(120)]
    put(
        Team,
        ("id", "name", "agency_id", "area_path", "decision", "active"),
        ((t, f"Tổ {i}", body.pk, communes[i % len(communes)], "", True) for i, t in enumerate(teams)),
        "teams",
    )
    met = dice.sample(range(n), many(260_000))
    contacts = [new_id() for _ in met]
    put(
        Contact,
        CONTACT,
        contact_rows(contacts, [persons[i] for i in met], [where[i] for i in met], teams, many(62_000)),
        "contacts",
    )
    here: dict[str, list[int]] = {}
    for j, i in enumerate(sick):
        here.setdefault(where[i], []).append(j)
    # Most contacts live where their case does; some elsewhere in the province.
    near = [
        dice.choice(here[where[i]]) if dice.random() < 0.85 and where[i] in here else dice.randrange(len(cases))
        for i in met
    ]
    exposed = (
        (
            new_id(),
            k,
            cases[j],
            where[sick[j]],
            1,
            AT,
            AT,
            persons[sick[j]],
            None,
            None,
            None,
            30,
            False,
            "x",
            "Ở cùng nhà",
            AT,
            None,
        )
        for k, j in zip(contacts, near, strict=True)
    )
    put(
        Exposure,
        (
            "id",
            "contact_id",
            "case_id",
            "case_area_path",
            "level",
            "first_exposed_at",
            "last_exposed_at",
            "through_id",
            "venue_id",
            "contact_event_id",
            "visit_id",
            "minutes",
            "household",
            "rule",
            "reason",
            "computed_at",
            "dropped_at",
        ),
        exposed,
        "exposures",
    )
    checks = (
        (
            new_id(),
            contacts[-1 - i % many(62_000)],
            (AT - timedelta(days=i // many(62_000))).date(),
            True,
            None,
            [],
            "",
            AT,
            None,
        )
        for i in range(many(180_000))
    )
    put(
        FollowUp,
        ("id", "contact_id", "day", "seen", "temperature", "symptoms", "note", "at", "by_id"),
        checks,
        "checks",
    )
    venues = [new_id() for _ in range(many(5_000))]
    spots = {v: dice.choice(communes) for v in venues}
    put(
        Venue,
        ("id", "name", "name_folded", "kind", "area_path", "address", "lat", "lng", "capacity", "created_at"),
        ((v, f"Chợ {i}", f"cho {i}", "market", spots[v], "", None, None, None, AT) for i, v in enumerate(venues)),
        "venues",
    )

    def visits() -> Iterator[tuple[Any, ...]]:
        for i in range(many(300_000)):
            v, start = dice.choice(venues), AT - timedelta(hours=dice.randrange(1, 2000))
            of = dice.randrange(len(cases))
            yield (
                new_id(),
                persons[sick[of]],
                v,
                spots[v],
                start,
                start + timedelta(hours=1),
                cases[of] if i % 2 else None,
                "",
                "nạp",
                f"V{i}",
                None,
                AT,
            )

    put(
        Visit,
        (
            "id",
            "person_id",
            "venue_id",
            "area_path",
            "start_at",
            "end_at",
            "case_id",
            "note",
            "source",
            "external_id",
            "removed_at",
            "changed_at",
        ),
        visits(),
        "visits",
    )
    began = time.perf_counter()
    for start in range(0, len(cases), 5000):
        pipeline.follow(by=BY, at=AT, case_ids=cases[start : start + 5000])
    print(f"{'5S clocks':>12} {len(cases):>9} cases {time.perf_counter() - began:7.1f} s")
    if "--analyze" in sys.argv:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


if __name__ == "__main__":
    main()
