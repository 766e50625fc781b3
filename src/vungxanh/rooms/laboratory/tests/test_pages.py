"""Pages of samples."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.cases import actions as cases
from vungxanh.rooms.laboratory import actions
from vungxanh.rooms.laboratory.models import LabTest, Sample
from vungxanh.rooms.laboratory.rules import SampleFacts
from vungxanh.testing import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("areas")]
Login = Callable[[Actor], Client]


def body(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def test_from_the_case_to_a_result_and_its_correction(login: Login, officer: Actor, at: datetime) -> None:
    case = cases.record(
        by=officer, at=at, person_id=person("Lò Thị Páo").pk, disease="covid19", facts=cases.CaseFacts(), code="BN-1"
    )
    desk = login(officer)
    assert f"/laboratory/case/{case.pk}/" in body(desk.get(f"/cases/{case.pk}/"))
    assert f"/laboratory/new/?case={case.pk}" in body(desk.get(f"/laboratory/case/{case.pk}/"))
    assert "BN-1" in body(desk.get(f"/laboratory/new/?case={case.pk}"))
    key = str(new_id())
    typed = {
        "_key": key,
        "case": case.pk,
        "disease": "covid19",
        "collected_at": "17/08/2021 06:00",
        "material": "throat",
        "code": "T-7",
    }
    made = desk.post("/laboratory/new/", typed)
    assert made.status_code == 302, body(made)[-3000:]
    assert desk.post("/laboratory/new/", typed)["Location"] == made["Location"], "sent twice, done once"
    sample = Sample.objects.get()
    result = {
        "_key": str(new_id()),
        "result": "positive",
        "method": "pcr",
        "ct": "21,5",
        "resulted_at": "17/08/2021 07:00",
    }
    assert desk.post(f"/laboratory/{sample.pk}/result/", result).status_code == 302
    page = body(desk.get(f"/laboratory/{sample.pk}/"))
    assert "dương tính" in page
    assert "21,5" in page
    test = LabTest.objects.get()
    fixed = result | {"_key": str(new_id()), "result": "negative", "ct": "", "reason": "Nhầm ống"}
    assert desk.post(f"/laboratory/test/{test.pk}/correct/", fixed).status_code == 302
    page = body(desk.get(f"/laboratory/{sample.pk}/"))
    assert "<s>PCR: dương tính</s>" in page
    assert "Nhầm ống" in page
    assert "âm tính" in body(desk.get(f"/laboratory/case/{case.pk}/"))
    listed = body(desk.get("/laboratory/?result=negative"))
    assert "T-7" in listed
    assert "T-7" not in body(desk.get("/laboratory/?result=positive"))


def test_a_form_says_what_is_missing(login: Login, officer: Actor) -> None:
    wrong = login(officer).post("/laboratory/new/", {"_key": str(new_id()), "disease": "covid19"})
    assert wrong.status_code == 422
    assert "Chọn ca bệnh, hoặc chọn người" in body(wrong)


def test_the_list_costs_the_same_for_many_rows(
    login: Login, officer: Actor, at: datetime, django_assert_max_num_queries: Callable[..., object]
) -> None:
    assert "Chưa có mẫu nào" in body(login(officer).get("/laboratory/"))
    for n in range(12):
        sample = SampleFacts(collected_at=at - timedelta(hours=n))
        actions.record(by=officer, at=at, person_id=person(f"Người {n}").pk, disease="covid19", sample=sample)
    desk = login(officer)
    with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
        assert desk.get("/laboratory/").status_code == 200
