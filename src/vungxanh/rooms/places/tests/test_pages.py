"""What the pages show, and to whom."""

import json
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from vungxanh.kernel.actor import NOBODY, Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.places import queries
from vungxanh.testing import COMMUNE, actor

pytestmark = pytest.mark.django_db
Login = Callable[[Actor], Client]
CLERK = actor(Permission.AREA_SEE)


def body(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize("url", ["/places/", "/places/suggest?q=bu", f"/places/{COMMUNE}", "/places/boundaries"])
def test_nobody_is_sent_to_log_in(areas: None, login: Login, url: str) -> None:
    response = login(NOBODY).get(url)
    assert response.status_code == 302
    assert "next=" in response["Location"]


def test_search_shows_parents(areas: None, login: Login) -> None:
    page = body(login(CLERK).get("/places/", {"q": "tan uyen", "edition": "3"}))
    assert "Tỉnh Lai Châu" in page
    assert "Tỉnh Bình Dương" in page


def test_browsing_starts_with_the_provinces(areas: None, login: Login) -> None:
    page = body(login(CLERK).get("/places/"))
    assert "Tỉnh Đồng Nai" in page
    assert "/places/3/70/" not in page
    assert "/places/3/70/" in body(login(CLERK).get("/places/?edition=3"))


def test_htmx_gets_only_the_results(areas: None, login: Login) -> None:
    part = body(login(CLERK).get("/places/", {"q": "bu gia map"}, headers={"HX-Request": "true"}))
    assert "Bù Gia Mập" in part
    assert "<html" not in part


def test_suggestions_carry_path_and_label(areas: None, login: Login) -> None:
    part = body(login(CLERK).get("/places/suggest", {"q": "x. dak o", "edition": "3"}))
    assert 'data-value="3/70/691/25225/"' in part
    assert 'data-label="Xã Đak Ơ, Huyện Bù Gia Mập, Tỉnh Bình Phước"' in part
    assert "mã 25225" in part
    assert 'role="option"' not in body(login(CLERK).get("/places/suggest", {"q": ""}))


def test_suggestions_start_with_the_tree_one_works_in(areas: None, login: Login) -> None:
    for area, first in (("3/70/691/", "3/70/691/25225/"), ("2/75/", "2/75/25225/")):
        part = body(login(actor(Permission.AREA_SEE, area=area)).get("/places/suggest", {"q": "xã đăk ơ"}))
        assert part.split('data-value="')[1].startswith(first)


def test_suggestions_are_escaped(areas: None, login: Login) -> None:
    page = body(login(CLERK).get("/places/", {"q": '"><script>alert(1)</script>'}))
    assert "<script>alert(1)" not in page


def test_a_page_of_an_area_says_what_it_is(areas: None, login: Login) -> None:
    page = body(login(CLERK).get(f"/places/{COMMUNE}"))
    for text in (
        "25222",
        "Huyện Bù Gia Mập",
        "30/6/2025",
        "Ranh giới gần đúng",
        "Xã Đak Ơ",
        "<svg",
        "/places/2/75/25222/",
    ):
        assert text in page, text
    assert "Ghi dân số" not in page  # a clerk may not


def test_every_kind_of_area_has_a_page(areas: None, login: Login) -> None:
    client = login(CLERK)
    for path in ("3/", "2/", "3/70/", "3/70/691/", "2/75/", "2/75/25231/"):
        assert client.get(f"/places/{path}").status_code == 200, path


def test_an_unknown_area_is_said_so(areas: None, login: Login) -> None:
    response = login(CLERK).get("/places/3/99/")
    assert response.status_code == 422
    assert "Không có đơn vị hành chính này" in body(response)


def test_the_population_is_written_once_and_errors_keep_what_was_typed(areas: None, login: Login) -> None:
    client = login(actor())
    bad = client.post(
        f"/places/population/{COMMUNE}", {"_key": new_id(), "population": "8000", "as_of": "", "source": "UBND"}
    )
    assert bad.status_code == 422
    assert 'value="8000"' in body(bad)
    key = new_id()
    for _ in range(2):
        good = {"_key": key, "population": "8000", "as_of": "2021-01-01", "source": "UBND xã"}
        assert client.post(f"/places/population/{COMMUNE}", good).status_code == 302
    assert queries.get(by=CLERK, path=COMMUNE).population == 8000
    assert "8.000" in body(client.get(f"/places/{COMMUNE}"))


def test_a_stranger_writes_no_population(areas: None, login: Login, stranger: Actor) -> None:
    good = {"_key": new_id(), "population": "8000", "as_of": "2021-01-01", "source": "UBND xã"}
    assert login(stranger).post(f"/places/population/{COMMUNE}", good).status_code == 404
    assert queries.get(by=CLERK, path=COMMUNE).population is None


def upload(client: Client, content: bytes, **more: str) -> object:
    file = SimpleUploadedFile("ranh.geojson", content, "application/geo+json")
    return client.post(
        "/places/boundaries", {"_key": new_id(), "file": file, "edition": "3", "source": "Sở TNMT", **more}
    )


def test_outlines_are_tried_then_written(areas: None, login: Login) -> None:
    ring = [[107.1, 12.1], [107.2, 12.1], [107.2, 12.2], [107.1, 12.1]]
    features = [
        {"type": "Feature", "properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for code in ("25222", "00000")
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    client = login(actor())
    tried = body(upload(client, content, **{"try": "1"}))
    assert "chưa ghi gì" in tried
    assert "00000" in tried
    outline = queries.boundary(by=CLERK, path=COMMUNE)
    assert outline is not None
    assert outline.approximate
    upload(client, content)
    outline = queries.boundary(by=CLERK, path=COMMUNE)
    assert outline is not None
    assert not outline.approximate


def test_a_bad_file_is_refused_on_the_page(areas: None, login: Login) -> None:
    response = upload(login(actor()), b"not json")
    assert response.status_code == 422  # type: ignore[attr-defined]
    assert "không phải GeoJSON" in body(response)
    assert login(CLERK).get("/places/boundaries").status_code == 404


def test_suggestions_start_with_the_district_one_works_in(areas: None, login: Login) -> None:
    """A name found in many provinces: his own comes before those of the same spelling elsewhere."""
    for area in ("3/70/691/", "3/70/691/25222/"):
        part = body(login(actor(Permission.AREA_SEE, area=area)).get("/places/suggest", {"q": "bu gia map"}))
        assert part.split('data-value="')[1].startswith("3/70/691/")
