"""A laboratory's list of results: by the code on the tube; what fits no tube waits, nothing is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from vungxanh.adapters.linelist import sending
from vungxanh.adapters.linelist.views import following
from vungxanh.common.models import Job
from vungxanh.kernel.actor import Actor, system
from vungxanh.rooms.laboratory import actions
from vungxanh.rooms.laboratory.models import Sample, UnmatchedResult
from vungxanh.testing import AT, DISTRICT, person

pytestmark = pytest.mark.django_db
Bring = Callable[..., Job]


def test_a_list_of_results_finds_its_tubes(bring: Bring, login: Callable[[Actor], Client], officer: Actor) -> None:
    for n in (1, 2):
        facts = actions.SampleFacts(collected_at=AT.replace(day=14), code=f"T-{n}")
        actions.record(by=system(), at=AT, person_id=person(f"Người {n}").pk, disease="covid19", sample=facts)
    text = 'Mã ống,Kết quả,Phương pháp,Ct,Có kết quả lúc\nT-1,âm tính,PCR,,15/8/2021 17:00\nT-2,dương tính,PCR,"21,5",\nT-9,âm tính,PCR,,\n'
    job = bring(text, name="ket-qua.csv")
    assert job.arguments["kind"] == "results"
    assert dict(Sample.objects.values_list("code", "result")) == {"T-1": "negative", "T-2": "positive"}
    assert (UnmatchedResult.objects.get().code, job.result["errors"]) == ("T-9", 0)
    page = login(officer).get(f"/import/job/{job.pk}/").content.decode()
    assert 'href="/laboratory/unmatched/"' in page, "what came of it is one step away"
    for kind in following.LISTS:
        assert following.lists(kind, officer), kind
    bring(text, name="ket-qua.csv")
    assert UnmatchedResult.objects.count() == 1, "sent twice, queued once"


def test_the_dry_run_says_what_the_import_will_do(bring: Bring, officer: Actor) -> None:
    for n in (1, 2, 3):
        facts = actions.SampleFacts(collected_at=AT.replace(day=14), code=f"T-{n}")
        actions.record(by=system(), at=AT, person_id=person(f"Người {n}").pk, disease="covid19", sample=facts)
    bring("Mã ống,Kết quả\nT-3,âm tính\n", name="truoc.csv")
    text = (
        "Mã ống,Kết quả,Có kết quả lúc\n"
        "T-1,âm tính,13/8/2021 17:00\nT-2,dương tính,15/8/2021 17:00\nT-2,âm tính,15/8/2021 18:00\n"
        "T-3,âm tính,\nT-3,dương tính,\nT-9,âm tính,\n"
    )  # before it was taken; good; told twice otherwise; known; differs; no such tube
    (sent,) = sending.prepare([("kq.csv", text.encode())], by=system(), area=DISTRICT, disease="COVID-19")
    (dry,) = sending.dry_runs([sent], by=system(), at=AT)
    said = dry.tally.plain()
    job = bring(text, name="kq.csv")
    counted = {name: job.result[name] for name in ("new", "known", "errors", "warnings")}
    assert counted == {name: said[name] for name in counted}, (job.result, said)
    assert (counted["errors"], counted["known"], counted["warnings"]) == (1, 1, 3)
    assert UnmatchedResult.objects.count() == 3
    assert dict(Sample.objects.values_list("code", "result")) == {
        "T-1": "pending",
        "T-2": "positive",
        "T-3": "negative",
    }


@pytest.mark.shared
def test_the_template_of_care(bring: Bring, shared: Path) -> None:
    text = (shared / "formats/care/External-Results-Template.csv").read_text("utf-8")
    job = bring(text, name="care.csv", kind="results")
    waiting = UnmatchedResult.objects.get()
    assert (waiting.code, waiting.result, waiting.method) == ("00/EKM/0000", "negative", "antigen"), job.result
    assert "Bodhi" in waiting.who
