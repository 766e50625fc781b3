"""Pages of venues."""

from collections.abc import Callable

import pytest
from django.test import Client

from vungxanh.kernel.actor import NOBODY, Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.venues.models import Venue
from vungxanh.testing import COMMUNE, actor, venue

pytestmark = pytest.mark.django_db
Login = Callable[[Actor], Client]


def body(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def form(**more: object) -> dict[str, object]:
    return {"_key": new_id(), "name": "Chợ Phú Nghĩa", "kind": "market", "area_path": COMMUNE, **more}


def test_the_list_shows_own_venues_with_their_area(areas: None, login: Login, officer: Actor) -> None:
    venue()
    venue("Chợ Tân Uyên", area="3/12/111/03598/")
    page = body(login(officer).get("/venues/"))
    assert "Chợ Bù Gia Mập" in page
    assert "Xã Bù Gia Mập, Huyện Bù Gia Mập" in page
    assert "Chợ Tân Uyên" not in page


def test_an_empty_list_says_what_would_be_here(areas: None, login: Login, officer: Actor) -> None:
    assert "Chưa có địa điểm nào" in body(login(officer).get("/venues/"))


def test_the_list_costs_the_same_for_many_rows(
    areas: None, login: Login, officer: Actor, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for n in range(40):
        venue(f"Quán {n}", kind="shop")
    client = login(officer)
    with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
        assert client.get("/venues/").status_code == 200


def test_a_venue_is_added_shown_and_corrected(areas: None, login: Login, officer: Actor) -> None:
    client = login(officer)
    added = client.post("/venues/new", form())
    assert added.status_code == 302
    page = body(client.get(added["Location"]))
    assert "Chợ Phú Nghĩa" in page
    made = Venue.objects.get()
    edited = client.post(f"/venues/{made.pk}/edit", form(address="Thôn Đắk Son", lat="12.01", lng="107.2"))
    assert edited.status_code == 302
    made.refresh_from_db()
    assert (made.address, made.lat) == ("Thôn Đắk Son", 12.01)


def test_sending_twice_adds_once(areas: None, login: Login, officer: Actor) -> None:
    data = form()
    client = login(officer)
    assert client.post("/venues/new", data)["Location"] == client.post("/venues/new", data)["Location"]
    assert Venue.objects.count() == 1


def test_a_namesake_is_explained_and_may_be_insisted_on(areas: None, login: Login, officer: Actor) -> None:
    client = login(officer)
    client.post("/venues/new", form())
    refused = client.post("/venues/new", form())
    assert refused.status_code == 422
    assert "cùng tên" in body(refused)
    assert "Vẫn ghi" in body(refused)
    assert client.post("/venues/new", form(anyway="on")).status_code == 302


def test_mistakes_keep_what_was_typed(areas: None, login: Login, officer: Actor) -> None:
    response = login(officer).post("/venues/new", form(lat="107", lng="12", address="Thôn Đắk Son"))
    assert response.status_code == 422
    assert "ngoài Việt Nam" in body(response)
    assert "Thôn Đắk Son" in body(response)
    assert not Venue.objects.exists()


def test_a_home_elsewhere_is_like_nothing(areas: None, login: Login, stranger: Actor) -> None:
    home = venue("Nhà ông Ba", kind="home")
    client = login(stranger)
    for url in (f"/venues/{home.pk}/", f"/venues/{home.pk}/edit"):
        assert client.get(url).status_code == 404
    market = venue()
    assert client.get(f"/venues/{market.pk}/").status_code == 200
    assert client.get(f"/venues/{market.pk}/edit").status_code == 404
    assert client.post(f"/venues/{market.pk}/edit", form()).status_code == 404


def test_suggestions_come_by_post_only(areas: None, login: Login, officer: Actor) -> None:
    made = venue()
    client = login(officer)
    assert client.get("/venues/suggest?q=cho").status_code == 405
    assert f'data-value="{made.pk}"' in body(client.post("/venues/suggest", {"q": "cho bu"}))


def test_nobody_and_clerks_without_the_right_see_nothing(areas: None, login: Login) -> None:
    assert login(NOBODY).get("/venues/").status_code == 302
    assert login(actor(Permission.AREA_SEE)).get("/venues/").status_code == 404
    assert login(actor(Permission.PERSON_SEE)).get("/venues/new").status_code == 404
