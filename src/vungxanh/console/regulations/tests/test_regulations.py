"""The page of regulations: what was in force, and what it does not know for sure."""

from datetime import date

import pytest
from django.test import Client

from vungxanh import testing
from vungxanh.console.regulations.sections import sections
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.regulations.api import Subject


def of(subject: Subject, on: date, disease: str = "covid19") -> list[str]:
    (section,) = sections(disease, on, "", subject.value)
    return [one.chosen.number for one in section.ruled]


def test_the_document_follows_the_day() -> None:
    assert of(Subject.CONTACT, date(2021, 8, 17)) == ["3638/QĐ-BYT"]
    assert of(Subject.CONTACT, date(2020, 8, 6)) == ["963/QĐ-BYT"]
    assert of(Subject.CONTACT, date(2022, 5, 1)) == ["1909/BYT-DP"]


def test_each_kind_of_person_has_his_isolation_rule() -> None:
    (section,) = sections("covid19", date(2021, 8, 17), "", Subject.ISOLATION.value)
    assert {"F1", "F2"} <= {one.who for one in section.ruled}
    for one in section.ruled:
        assert all(fact.label.startswith(one.who) for fact in one.facts)


def test_where_nothing_is_in_force_it_says_what_is_nearest() -> None:
    (section,) = sections("dengue", date(2021, 8, 17), "", Subject.CONTACT.value)
    assert section.ruled == []
    assert "không truy vết theo tiếp xúc" in section.refusal


@pytest.fixture
def client_of(monkeypatch: pytest.MonkeyPatch, officer: Actor) -> Client:
    monkeypatch.setattr("vungxanh.rooms.agencies.queries.actor_of_request", lambda request: officer)
    return Client(headers={"accept-language": "vi"})


@pytest.mark.django_db
def test_doubt_is_shown_at_each_value_and_date(client_of: Client) -> None:
    html = client_of.get("/regulations/", {"disease": "covid19", "on": "17/8/2021", "subject": "notification"})
    text = html.content.decode()
    assert "54/2015/TT-BYT" in text
    assert "<b>24</b> giờ <span" in text
    assert text.count("cần xác nhận</span>") >= 2
    setting = client_of.get("/regulations/", {"disease": "covid19", "on": "17/8/2021", "subject": "trace_target"})
    assert "thiết lập của trung tâm</span>" in setting.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"on": "hôm qua"}, {"disease": "covid99"}, {"area": "9/9/"}, {"subject": "x"}])
def test_wrong_questions_are_explained(client_of: Client, wrong: dict[str, str]) -> None:
    answer = client_of.get("/regulations/", {"disease": "covid19", "on": "17/8/2021"} | wrong)
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()


@pytest.mark.django_db
def test_without_the_right_it_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    looker = testing.actor(Permission.CASE_SEE)
    monkeypatch.setattr("vungxanh.rooms.agencies.queries.actor_of_request", lambda request: looker)
    assert Client().get("/regulations/").status_code == 404
