"""What the pages show, and to whom."""

import csv
import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from vungxanh.common.models import AuditEntry
from vungxanh.kernel.actor import NOBODY, Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases import actions
from vungxanh.rooms.cases.models import Case
from vungxanh.rooms.cases.rules import CaseFacts, Status
from vungxanh.testing import COMMUNE, actor, hours, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("areas")]
Login = Callable[[Actor], Client]
Grow = Callable[..., dict[str, Case]]


def body(response: Any) -> str:
    if getattr(response, "streaming", False):
        return b"".join(response.streaming_content).decode()
    return str(response.content.decode())


def add(by: Actor, at: datetime, name: str = "Trần Thị Thử", **values: Any) -> Case:
    values.setdefault("disease", "covid19")
    return actions.record(by=by, at=at, person_id=person(name).pk, **values)


def addresses(case: Case) -> list[str]:
    own = f"/cases/{case.pk}"
    return ["/cases/", "/cases/new/", "/cases/chain/", "/cases/clusters/", "/cases/clusters/new/",
            "/cases/chain.csv", "/cases/secondary.csv", f"{own}/", f"{own}/sheet/", f"{own}/edit/",
            f"{own}/do/confirm/"]  # fmt: skip


def test_nobody_is_sent_to_log_in(login: Login, officer: Actor, at: datetime) -> None:
    case = add(officer, at)
    for url in addresses(case):
        assert login(NOBODY).get(url).status_code == 302, url


def test_the_officer_gets_every_page(login: Login, officer: Actor, at: datetime) -> None:
    case = add(officer, at)
    for url in addresses(case):
        assert login(officer).get(url).status_code == 200, url


def test_a_stranger_sees_no_case(login: Login, officer: Actor, stranger: Actor, at: datetime) -> None:
    case = add(officer, at)
    client = login(stranger)
    for url in (
        f"/cases/{case.pk}/",
        f"/cases/{case.pk}/sheet/",
        f"/cases/{case.pk}/edit/",
        f"/cases/{case.pk}/do/confirm/",
    ):
        assert client.get(url).status_code == 404, url
    for url in ("/cases/", "/cases/chain/", "/cases/secondary.csv", "/cases/chain.csv"):
        assert case.code not in body(client.get(url)), url
    assert case.code not in body(client.post("/cases/options/", {"q": case.code}))


def test_without_the_right_to_export_there_is_no_file(login: Login, officer: Actor, at: datetime) -> None:
    add(officer, at)
    looker = actor(Permission.CASE_SEE, Permission.PERSON_SEE)
    for url in ("/cases/chain.csv", "/cases/secondary.csv"):
        assert login(looker).get(url).status_code == 404
    assert login(looker).post("/cases/", {"export": "csv"}).status_code == 404
    assert 'name="export"' not in body(login(looker).get("/cases/"))


def test_names_are_masked_for_who_may_not_open_them(login: Login, officer: Actor, at: datetime) -> None:
    case = add(officer, at, "Lê Văn Mẫu")
    assert "Lê Văn Mẫu" in body(login(officer).get("/cases/"))
    looker = actor(Permission.CASE_SEE, Permission.PERSON_SEE, Permission.EXPORT)
    for url in ("/cases/", f"/cases/{case.pk}/", f"/cases/{case.pk}/sheet/"):
        page = body(login(looker).get(url))
        assert "Lê Văn Mẫu" not in page
        assert "L*** V*** Mẫu" in page


def test_the_list_is_filtered_by_status_name_and_lateness(login: Login, officer: Actor, at: datetime) -> None:
    late = add(officer, at, "Lê Văn Trễ", status=Status.CONFIRMED, facts=CaseFacts(diagnosed_at=at - hours(30)))
    other = add(officer, at, "Phạm Thị Khác")
    client = login(officer)
    shown = body(client.get("/cases/?status=confirmed"))
    assert late.code in shown
    assert other.code not in shown
    shown = body(client.get("/cases/?late=1"))
    assert late.code in shown
    assert other.code not in shown
    answer = client.post("/cases/", {"q": "pham thi"}, headers={"HX-Request": "true"})
    assert other.code in body(answer)
    assert late.code not in body(answer)
    assert "pham" not in answer["HX-Push-Url"]  # a name never stands in an address


def test_the_list_costs_the_same_queries_for_one_case_and_for_forty(
    login: Login, officer: Actor, at: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = login(officer)
    for n in range(40):
        add(officer, at, f"Người {n}")
    client.get("/cases/")
    with django_assert_max_num_queries(12):
        assert "Người 39" in body(client.get("/cases/"))


def test_a_case_is_reported_from_the_form(login: Login, officer: Actor, at: datetime) -> None:
    who = person("Lê Văn Mẫu")
    form = {"_key": str(new_id()), "person": str(who.pk), "disease": "covid19", "status": "suspected",
            "onset_date": "15/8/2021", "symptomatic": "yes", "sex": "U"}  # fmt: skip
    client = login(officer)
    answer = client.post("/cases/new/", form)
    case = Case.objects.get()
    assert answer["Location"] == f"/cases/{case.pk}/"
    assert (case.person_id, str(case.onset_date), case.symptomatic) == (who.pk, "2021-08-15", True)
    assert client.post("/cases/new/", form)["Location"] == f"/cases/{case.pk}/"  # sent twice, written once
    assert Case.objects.count() == 1


def test_a_case_of_somebody_new_records_both_or_neither(login: Login, officer: Actor) -> None:
    form = {"_key": str(new_id()), "full_name": "Nguyễn Thị Mới", "sex": "F", "birth_year": "1990", "disease": "covid19",
            "status": "suspected", "area_path": COMMUNE, "onset_date": "1/1/2099"}  # fmt: skip
    client = login(officer)
    from vungxanh.rooms.people.models import Person

    answer = client.post("/cases/new/", form)
    assert answer.status_code == 422
    assert "ở tương lai" in body(answer)
    assert "Nguyễn Thị Mới" in body(answer)  # nothing typed is lost
    assert not Person.objects.exists()
    client.post("/cases/new/", form | {"onset_date": ""})
    assert Case.objects.get().person.full_name == "Nguyễn Thị Mới"
    again = client.post("/cases/new/", form | {"onset_date": "", "_key": str(new_id())})
    assert "trùng tên" in body(again)


def test_contradicting_dates_are_refused_at_their_field_and_possible_ones_can_be_accepted(
    login: Login, officer: Actor, at: datetime
) -> None:
    case = add(officer, at)
    form = {"_key": str(new_id()), "onset_date": "16/8/2021", "sampled_at": "07:00 15/8/2021", "outcome": "unknown"}
    client = login(officer)
    answer = client.post(f"/cases/{case.pk}/edit/", form)
    assert answer.status_code == 422
    assert "trước ngày khởi phát" in body(answer)
    assert "accept_unusual" in body(answer)
    assert client.post(f"/cases/{case.pk}/edit/", form | {"accept_unusual": "on"}).status_code == 302
    case.refresh_from_db()
    assert str(case.onset_date) == "2021-08-16"


def test_only_the_moves_that_are_allowed_are_offered(login: Login, officer: Actor, at: datetime) -> None:
    case = add(officer, at)
    page = body(login(officer).get(f"/cases/{case.pk}/"))
    assert f"/cases/{case.pk}/do/confirm/" in page
    assert f"/cases/{case.pk}/do/reopen/" not in page
    assert f"/cases/{case.pk}/do/notify/" not in page  # nothing diagnosed yet
    looker = actor(Permission.CASE_SEE, Permission.PERSON_SEE)
    assert "/do/" not in body(login(looker).get(f"/cases/{case.pk}/"))


def test_a_dialog_confirms_a_case(login: Login, officer: Actor, at: datetime) -> None:
    case = add(officer, at)
    client, url = login(officer), f"/cases/{case.pk}/do/confirm/"
    part = body(client.get(url, headers={"HX-Request": "true"}))
    assert "<html" not in part
    sent = {"_key": str(new_id()), "diagnosed_at": "07:00 17/8/2021"}
    answer = client.post(url, sent, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, f"/cases/{case.pk}/")
    case.refresh_from_db()
    assert case.status == Status.CONFIRMED
    lacking = client.post(url, {"_key": str(new_id()), "diagnosed_at": ""}, headers={"HX-Request": "true"})
    assert lacking.status_code == 422


def test_lateness_the_rule_and_the_doubt_are_said_in_words(login: Login, officer: Actor, at: datetime) -> None:
    facts = CaseFacts(diagnosed_at=at - hours(30), onset_date=(at - hours(70)).date(), symptomatic=True)
    case = add(officer, at, status=Status.CONFIRMED, facts=facts)
    page = body(login(officer).get(f"/cases/{case.pk}/"))
    assert "trễ" in page
    assert "54/2015/TT-BYT" in page
    assert "cần xác nhận" in page
    assert "3 ngày trước khởi phát" in page


def test_history_says_who_changed_what_and_why(login: Login, officer: Actor, at: datetime) -> None:
    case = add(officer, at, facts=CaseFacts(onset_date=(at - hours(48)).date()))
    facts = CaseFacts(onset_date=(at - hours(72)).date())
    actions.correct(by=officer, at=at, case_id=case.pk, facts=facts, reason="người nhà nhớ lại")
    page = body(login(officer).get(f"/cases/{case.pk}/"))
    assert "Ngày khởi phát: <s>15/8/2021</s> → 14/8/2021" in page
    assert "người nhà nhớ lại" in page
    assert officer.name in page


def test_the_chain_is_drawn_with_links_and_a_table(login: Login, officer: Actor, grow: Grow) -> None:
    cases = grow("AB", "AC", "CD")
    page = body(login(officer).get("/cases/chain/?disease=covid19"))
    for case in cases.values():
        assert f'href="/cases/{case.pk}/" aria-label="{case.code}, xác định, khởi phát' in page
    assert "<title>A → B: chợ</title>" in page
    assert "lây cho 2 ca" in page
    assert page.count('class="arrow"') == 3


def test_a_branch_is_folded_by_the_address(login: Login, officer: Actor, grow: Grow) -> None:
    cases = grow("AB", "AC", "CD", "CE")
    part = body(login(officer).get(f"/cases/chain/?fold={cases['C'].pk}", headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert f"/cases/{cases['D'].pk}/" not in part
    assert "+2 ca" in part


def test_clusters_are_drawn_as_one(login: Login, officer: Actor, at: datetime, grow: Grow) -> None:
    cases = grow("AB", "BC", "CD")
    cluster = actions.open_cluster(
        by=officer, at=at, name="Chợ đầu mối", disease="covid19", area_path=COMMUNE, opened_on=at.date()
    )
    actions.put_in_cluster(by=officer, at=at, cluster_id=cluster.pk, case_ids=[cases["B"].pk, cases["C"].pk])
    part = body(login(officer).get("/cases/chain/?by=cluster", headers={"HX-Request": "true"}))
    assert "Chợ đầu mối (2)" in part
    assert part.count('class="arrow"') == 2
    of_cluster = body(login(officer).get(f"/cases/chain/?cluster={cluster.pk}"))
    assert f"/cases/{cases['A'].pk}/" in of_cluster  # who brought it in
    assert f"/cases/{cases['D'].pk}/" not in of_cluster
    assert cases["B"].code in body(login(officer).get(f"/cases/clusters/{cluster.pk}/"))


def test_the_chain_leaves_as_csv_and_the_audit_trail_knows(login: Login, officer: Actor, grow: Grow) -> None:
    grow("AB", "AC", "CD")
    lines = list(
        csv.DictReader(io.StringIO(body(login(officer).get("/cases/chain.csv?disease=covid19")).lstrip("\ufeff")))
    )
    assert [(x["Mã ca nguồn"], x["Mã ca bị lây"], x["Số ngày"], x["Hoàn cảnh"]) for x in lines] == [
        ("A", "B", "1", "chợ"), ("A", "C", "2", "chợ"), ("C", "D", "1", "chợ"),
    ]  # fmt: skip
    text = body(login(officer).get("/cases/secondary.csv?disease=covid19")).lstrip("\ufeff")
    found = {
        x["Mã ca bệnh"]: (x["Số ca thứ phát"], x["Thế hệ"], x["Số ca về sau"])
        for x in csv.DictReader(io.StringIO(text))
    }
    assert found == {"A": ("2", "0", "3"), "B": ("0", "1", "0"), "C": ("1", "1", "1"), "D": ("0", "2", "0")}
    assert AuditEntry.objects.filter(action="common.exports.take_away").count() == 2


def test_a_cell_of_a_file_cannot_become_a_formula(login: Login, officer: Actor, at: datetime) -> None:
    add(officer, at, facts=CaseFacts(infected_where="=HYPERLINK(1)"))
    assert ",'=HYPERLINK(1)" in body(login(officer).post("/cases/", {"export": "csv"}))


def test_the_chain_page_costs_few_queries(
    login: Login, officer: Actor, grow: Grow, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    grow(*(f"A{name}" for name in "BCDEFGHIJKLMNOPQRSTUVWXYZ"))
    client = login(officer)
    with django_assert_max_num_queries(12):
        client.get("/cases/chain/")
    case = Case.objects.get(code="A")
    with django_assert_max_num_queries(22):
        client.get(f"/cases/{case.pk}/")


def test_an_officer_of_one_commune_finds_it_filled_in_and_no_other_is_taken(login: Login, at: datetime) -> None:
    mine = actor(*Permission, area=COMMUNE)
    page = body(login(mine).get("/cases/new/"))
    assert f'value="{COMMUNE}"' in page
    sent = {"_key": str(new_id()), "full_name": "Lê Thị Nơi Khác", "disease": "covid19", "status": "suspected",
            "sex": "U", "outcome": "unknown", "area_path": "3/70/691/25225/"}  # fmt: skip
    answer = login(mine).post("/cases/new/", sent)
    assert answer.status_code == 422
    assert "Nơi này ngoài địa bàn bạn được ghi ca" in body(answer)
    assert "Lê Thị Nơi Khác" in body(answer)
    assert "Ngày đúng như vậy" not in body(answer)
    assert not Case.objects.exists()


def test_a_negative_result_is_one_press_away_from_the_positive_one(login: Login, officer: Actor, at: datetime) -> None:
    case = add(officer, at)
    assert f"/cases/{case.pk}/do/discard/" in body(login(officer).get(f"/cases/{case.pk}/do/confirm/"))
