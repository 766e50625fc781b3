"""A laboratory's list of results: by the code on the tube; what fits no tube waits, nothing is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from vungxanh.adapters.linelist.views import following
from vungxanh.common.models import Job
from vungxanh.kernel.actor import Actor, system
from vungxanh.rooms.laboratory import actions
from vungxanh.rooms.laboratory.models import Sample, UnmatchedResult
from vungxanh.testing import AT, person

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


@pytest.mark.shared
def test_the_template_of_care(bring: Bring, shared: Path) -> None:
    text = (shared / "formats/care/External-Results-Template.csv").read_text("utf-8")
    job = bring(text, name="care.csv", kind="results")
    waiting = UnmatchedResult.objects.get()
    assert (waiting.code, waiting.result, waiting.method) == ("00/EKM/0000", "negative", "antigen"), job.result
    assert "Bodhi" in waiting.who
