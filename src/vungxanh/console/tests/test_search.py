"""The search box: what one may see, and no name in an address."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.apps import apps
from django.http import HttpRequest
from django.test import RequestFactory

from vungxanh import testing
from vungxanh.common.web.private_text import open_sealed
from vungxanh.console import search
from vungxanh.console.search import finding
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission

pytestmark = pytest.mark.django_db


def labels(by: Actor, text: str) -> list[str]:
    return [hit.label for group in search.find(by, text) for hit in group.hits]


def test_a_case_a_person_and_a_venue_are_found(officer: Actor) -> None:
    case = testing.case(of=testing.person("Điểu Thị Thử Nghiệm"), code="BGM-0042")
    testing.venue("Chợ Thử Nghiệm")
    assert labels(officer, "bgm-00") == ["BGM-0042"]
    assert labels(officer, "thu nghiem") == ["Điểu Thị Thử Nghiệm", "Chợ Thử Nghiệm"]
    (people,) = [g for g in search.find(officer, "dieu thi") if g.icon == "users"]
    assert "BGM-0042" in people.hits[0].hint
    assert people.hits[0].url == f"/people/{case.person_id}/"


def test_another_district_finds_nobody(stranger: Actor) -> None:
    testing.case(of=testing.person("Điểu Thị Thử Nghiệm"), code="BGM-0042")
    assert labels(stranger, "bgm-0042") == []
    assert labels(stranger, "điểu thị") == []


def test_without_the_right_to_open_identities_the_name_is_masked() -> None:
    testing.person("Điểu Thị Thử Nghiệm")
    looker = testing.actor(Permission.PERSON_SEE)
    assert labels(looker, "dieu thi") == ["Đ*** T*** T*** Nghiệm"]


@pytest.mark.parametrize("text", ["", "a", " "])
def test_too_little_finds_nothing(officer: Actor, text: str) -> None:
    testing.person("An An")
    assert search.find(officer, text) == []


def test_the_words_travel_sealed(officer: Actor) -> None:
    request: HttpRequest = RequestFactory().post("/search/", {"q": "Điểu Thị"})
    request.actor = officer  # type: ignore[attr-defined]
    address = search.index(request)["Location"]
    assert "Điểu" not in unquote(address)
    assert open_sealed(parse_qs(urlsplit(address).query)["q"][0]) == "Điểu Thị"


def test_screens_are_found_by_what_people_call_them(officer: Actor) -> None:
    (pages,) = [g for g in search.find(officer, "nhap tep") if g.icon == "layout-list"]
    assert [hit.url for hit in pages.hits] == ["/import/"]
    nobody = testing.actor(Permission.PERSON_SEE)
    assert "layout-list" not in [g.icon for g in search.find(nobody, "nhap tep")]


def test_users_are_found_by_those_who_manage_them(officer: Actor, stranger: Actor) -> None:
    User = apps.get_model("agencies", "User")
    User.objects.create(username="tim.thu", full_name="Điểu Thị Tìm", created_at=testing.AT, created_in=testing.COMMUNE)
    assert labels(officer, "dieu thi tim") == ["Điểu Thị Tìm"]
    assert labels(stranger, "dieu thi tim") == []
    assert labels(testing.actor(Permission.PERSON_SEE), "dieu thi tim") == []


def test_lines_are_offered_while_one_types_and_only_by_post(officer: Actor) -> None:
    testing.person("Điểu Thị Thử Nghiệm")
    request: HttpRequest = RequestFactory().post("/search/suggest/", {"q": "thu nghiem"})
    request.actor = officer  # type: ignore[attr-defined]
    html = search.suggest(request).content.decode()
    assert 'role="option" data-url="/people/' in html
    assert "Điểu Thị Thử Nghiệm" in html
    asked: HttpRequest = RequestFactory().get("/search/suggest/?q=thu")
    asked.actor = officer  # type: ignore[attr-defined]
    assert search.suggest(asked).status_code == 405


@pytest.mark.nodb
def test_no_kind_hides_another_in_the_box() -> None:
    hits = [search.Hit(str(n), "", "/") for n in range(8)]
    many = [search.Group(name, "", hits) for name in ("a", "b", "c", "d", "e", "f", "g")]
    offered = [len(group.hits) for group in search.shortened([*many, search.Group("one", "", hits[:1])])]
    assert offered == [3, 2, 2, 2, 2, 2, 2, 1]
    assert [len(group.hits) for group in search.shortened(many[:2])] == [4, 4]


@pytest.mark.nodb
def test_a_document_number_shows_documents_first(monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(_by: Actor, text: str) -> list[search.Hit]:
        return [search.Hit(text, "", "/")]

    kinds = tuple((kind, kind, None, ask) for kind in ("cases", "people", "documents", "tasks"))
    monkeypatch.setattr(finding, "_KINDS", kinds)
    by = testing.actor(Permission.CASE_SEE)
    assert [group.icon for group in search.find(by, "134/TB-UBND")] == ["documents", "tasks", "cases", "people"]
    assert [group.icon for group in search.find(by, "CV-2021-000005")] == ["cases", "people", "documents", "tasks"]
