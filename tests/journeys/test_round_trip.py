"""What leaves a centre as a file comes into an empty one, and leaves it again as the same file, byte for byte."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.test import Client

from vungxanh.adapters.linelist import actions as imports
from vungxanh.adapters.linelist import sending
from vungxanh.common import running
from vungxanh.kernel.actor import Actor, system
from vungxanh.rooms.cases import actions as cases
from vungxanh.rooms.cases.rules import CaseFacts, Detection, Outcome, Status
from vungxanh.rooms.laboratory import actions as laboratory
from vungxanh.rooms.people import actions as people
from vungxanh.rooms.places import actions as places
from vungxanh.rooms.tracing import actions as tracing
from vungxanh.rooms.venues import actions as venues
from vungxanh.testing import COMMUNE, DISTRICT, OTHER_COMMUNE, actor, hours

pytestmark = pytest.mark.django_db
ALL = {"export": "csv", "sealed": ["phone", "citizen_id", "address"], "reason": "chuyển sang trung tâm mới"}
Send = Callable[..., bytes]


@pytest.fixture
def officer(tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch, at: datetime) -> Actor:
    settings.HOME = tmp_path
    places.load_official_units(by=system(), at=at, only=("3/70/",))
    by = actor()
    monkeypatch.setattr("vungxanh.rooms.agencies.queries.actor_of_request", lambda request: by)
    monkeypatch.setattr("vungxanh.common.running.actor_of", lambda row: by)
    monkeypatch.setattr("vungxanh.common.centre.now", lambda: at)
    return by


@contextmanager
def centre() -> Iterator[None]:
    """A centre with nothing in it, gone at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def taken(path: str, **form: Any) -> bytes:
    answer = Client().post(path, ALL | form)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def bring(by: Actor, at: datetime, *given: tuple[str, bytes, str]) -> list[dict[str, Any]]:
    """Send files under one source, run their imports; the results."""
    results = []
    for name, data, kind in given:
        (one,) = sending.prepare([(name, data)], by=by, kind=kind, area=DISTRICT, source="trung-tam-cu")
        upload = imports.send(by=by, at=at, data=data, name=name)
        job = imports.begin(by=by, at=at, upload_id=upload.id, plan=one.plan)
        running.run_next(only=job.pk)
        job.refresh_from_db()
        assert job.state == "done", job.message
        assert job.result["errors"] == 0, upload.errors.read_text() if upload.errors.exists() else job.result
        results.append(job.result)
    return results


def outbreak(by: Actor, at: datetime) -> None:
    """Everything a case can say, in four of them; one met another, one went to a market."""
    home = people.record_household(
        by=by, at=at, area_path=COMMUNE, code="H-07", hamlet="Thôn 3", address="Cạnh giếng, số 7"
    )
    first = people.record(
        by=by, at=at, area_path=COMMUNE, full_name="Lê Thị Mẫu", sex="F", birth_date=date(1987, 2, 5), hamlet="Thôn 3",
        phone="0951234567", citizen_id="070187000123", address="Số 7, đường \"Vắng\"; gần chợ", household_id=home.pk,
        occupation="Công nhân", nationality="LA",
    )  # fmt: skip
    others = [
        people.record(by=by, at=at, area_path=area, full_name=f"Trần Văn {name}", sex=sex, birth_year=year)
        for name, sex, year, area in (
            ("Hai", "M", 1990, COMMUNE),
            ("Ba", "M", None, OTHER_COMMUNE),
            ("Tư", "U", 1955, COMMUNE),
        )
    ]
    told = CaseFacts(
        symptomatic=True, onset_date=date(2021, 8, 10), exposure_start=date(2021, 8, 1), exposure_end=date(2021, 8, 3),
        sampled_at=at - hours(60), diagnosed_at=at - hours(50), notified_at=at - hours(40), isolated_at=at - hours(45),
        detection=Detection.TRACING, facility="=Bệnh viện & «dã chiến»", infected_where="Chợ, sạp 3", outcome=Outcome.RECOVERED,
        outcome_date=date(2021, 8, 16), note="+ đã hỏi hai lần\nlần sau hỏi lại",
    )  # fmt: skip
    one = cases.record(by=by, at=at, person_id=first.pk, disease="covid19", status=Status.CONFIRMED, facts=told)
    two = cases.record(
        by=by, at=at, person_id=others[0].pk, disease="covid19", status=Status.CONFIRMED, area_path=OTHER_COMMUNE,
        facts=CaseFacts(symptomatic=False, diagnosed_at=at - hours(3)),
    )  # fmt: skip
    cases.record(by=by, at=at, person_id=others[1].pk, disease="measles", facts=CaseFacts(onset_date=date(2021, 8, 12)))
    cases.name_source(by=by, at=at, case_id=two.pk, source_case_id=one.pk, setting="Cùng chợ")
    cluster = cases.open_cluster(
        by=by, at=at, name="Ổ chợ", disease="covid19", area_path=COMMUNE, opened_on=date(2021, 8, 9)
    )
    cases.put_in_cluster(by=by, at=at, cluster_id=cluster.pk, case_ids=[one.pk])
    market = venues.record(
        by=by, at=at, described=venues.Description(name="Chợ Đak Ơ", kind="market", area_path=COMMUNE)
    )
    start = at - hours(100)
    tracing.record_milestone(
        by=by, at=at, case_id=one.pk, venue_id=market.pk, start_at=start, end_at=start + hours(1), note_text="sạp 3"
    )
    tracing.record_contact(
        by=by, at=at, person_id=first.pk, other_id=others[2].pk, case_id=one.pk, start_at=start, end_at=start + hours(3),
        meeting=tracing.Meeting(minutes=180, distance_m=0.5, masked=False, household=True),
    )  # fmt: skip
    sample = laboratory.record(
        by=by, at=at, case_id=one.pk,
        sample=laboratory.SampleFacts(
            collected_at=at - hours(60), code="25222-01", laboratory="CDC; tỉnh", received_at=at - hours(58), note="=mờ"
        ),
    )  # fmt: skip
    laboratory.report(
        by=by, at=at, sample_id=sample.pk, test=laboratory.ResultFacts(result=laboratory.Result.POSITIVE, ct=21.5)
    )
    laboratory.record(
        by=by, at=at, person_id=others[2].pk, disease="measles",
        sample=laboratory.SampleFacts(collected_at=at - hours(2), material=laboratory.Material.BLOOD),
    )  # fmt: skip


LISTS = (
    ("/people/households/", "households"), ("/people/", "persons"), ("/cases/", "cases"), ("/tracing/visits/", "visits"),
    ("/tracing/meetings/", "contacts"), ("/laboratory/", "samples"),
)  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_list_comes_back_as_the_same_file(officer: Actor, at: datetime, form: str) -> None:
    with centre():
        outbreak(officer, at)
        files = {path: taken(path, export=form) for path, _kind in LISTS}
        cells = taken("/cases/")
    assert cells.count(b"\r\n") == 4
    with centre():
        bring(officer, at, *((f"{kind}.{form}", files[path], kind) for path, kind in LISTS))
        assert taken("/cases/").decode() == cells.decode()
        assert [path for path, _kind in LISTS if taken(path, export=form) != files[path]] == []


def test_cases_alone_come_back_as_the_same_file(officer: Actor, at: datetime) -> None:
    with centre():
        outbreak(officer, at)
        case_file = taken("/cases/")
    with centre():
        bring(officer, at, ("ca.csv", case_file, "cases"))
        assert taken("/cases/").decode() == case_file.decode()
