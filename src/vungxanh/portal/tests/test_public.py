"""What everybody may see, through HTTP, without log-in."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from vungxanh.common import centre
from vungxanh.kernel.actor import system
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission as May
from vungxanh.rooms.places import actions as places
from vungxanh.rooms.zones import actions as zones
from vungxanh.rooms.zones import queries
from vungxanh.testing import COMMUNE, DISTRICT, actor, case, hours, person

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("ZON-16")
def test_only_what_is_published_is_public_and_only_the_place(
    at: datetime, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: object
) -> None:
    monkeypatch.setattr("vungxanh.common.centre.now", lambda: at)
    head, today, nobody = actor(*May), timezone.localdate(at), Client()
    places.load_official_units(by=system(), at=at, only=("3/70/",))
    case(person("Lò Thị Bí Mật", COMMUNE), code="MÃ-BÍ-MẬT", diagnosed_at=at - hours(30))
    zones.evaluate(by=system(), at=at, area_path=DISTRICT, day=today)
    found = queries.of_area(by=head, area=COMMUNE)
    assert found
    zones.review(by=head, at=at, proposal_id=found.pk, text="Đã hỏi trạm")
    first = zones.decide(
        by=head, at=at, proposal_id=found.pk, level=4, number="21/QĐ-UBND", start=today, reason="Chùm ca ở chợ, kín"
    )  # fmt: skip

    def page(url: str = "/public/levels/") -> str:
        answer = nobody.get(url)
        return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)

    one = f"/public/levels/{first.pk}/"
    assert "Chưa có mức nào được công bố" in page()
    assert page(one) == "404", "decided is not yet published"
    zones.publish(by=head, at=at, decision_id=first.pk)
    listed, shown = page(), page(one)
    assert "Xã Bù Gia Mập" in listed
    assert "21/QĐ-UBND" in shown
    assert "Giãn cách xã hội toàn địa bàn 14 ngày" in shown
    for secret in ("Bí Mật", "BÍ-MẬT", "Chùm ca", "Đã hỏi trạm", head.name, "F0 không rõ"):
        assert secret not in listed + shown, secret
    assert nobody.get("/public/levels/")["Cache-Control"] == "public, max-age=60"
    assert "Xã Bù Gia Mập" in page("/public/levels/?q=bu+gia")
    assert "Không có nơi nào khớp" in page("/public/levels/?level=X")
    assert page("/public/levels/?page=9999999&level=<b>") == listed
    assert page(f"/public/levels/{new_id()}/") == "404"
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        page()
    assert len(listed.encode()) < 40_000
    lower = zones.decide(
        by=head, at=at + timedelta(hours=1), proposal_id=found.pk, level=3, number="22/QĐ-UBND", start=today
    )  # fmt: skip
    zones.publish(by=head, at=at + timedelta(hours=1), decision_id=lower.pk)
    after = page(f"/public/levels/{lower.pk}/")
    assert "Thôi áp dụng" in after
    assert "Giãn cách xã hội toàn địa bàn 14 ngày" in after.split("Thôi áp dụng")[1]
    assert "Tiếp tục thực hiện" in after
    zones.withdraw(by=head, at=at + timedelta(hours=2), decision_id=lower.pk, reason="Ghi nhầm mức")
    assert "22/QĐ-UBND" not in page(one)
    assert page(f"/public/levels/{lower.pk}/") == "404", "taken back: gone at once"


@pytest.mark.requirement("ZON-22")
def test_the_public_map_shows_what_is_published_and_leads_to_what_must_be_done(
    at: datetime, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: object
) -> None:
    monkeypatch.setattr("vungxanh.common.centre.now", lambda: at)
    head, today, nobody = actor(*May), timezone.localdate(at), Client()
    places.load_official_units(by=system(), at=at, only=("3/70/",))
    centre.set_up(by=system(), at=at, name="Thử", area_path=DISTRICT, simulated=True, clock_offset=timedelta())
    case(person("Lò Thị Bí Mật", COMMUNE), code="MÃ-BÍ-MẬT", diagnosed_at=at - hours(30))
    zones.evaluate(by=system(), at=at, area_path=DISTRICT, day=today)
    empty = nobody.get("/public/map/").content.decode()
    assert 'class="map-ink map-fill-' not in empty, "a proposal is not a level"
    found = queries.of_area(by=head, area=COMMUNE)
    assert found
    zones.review(by=head, at=at, proposal_id=found.pk, text="Đã hỏi trạm")
    made = zones.decide(
        by=head, at=at, proposal_id=found.pk, level=4, number="21/QĐ-UBND", start=today, reason="Chùm ca ở chợ, kín"
    )  # fmt: skip
    assert nobody.get("/public/map/").content.decode() == empty, "decided is not published"
    zones.publish(by=head, at=at, decision_id=made.pk)
    answer = nobody.get("/public/map/")
    shown = answer.content.decode()
    assert answer["Cache-Control"] == "public, max-age=60"
    assert f'href="/public/levels/{made.pk}/" aria-label="Xã Bù Gia Mập' in shown
    assert shown.count("map-fill-4") == 1
    assert "url(#hatch-4)" in shown, "readable without colour"
    for secret in ("Bí Mật", "BÍ-MẬT", "Chùm ca", "Đã hỏi trạm", head.name):
        assert secret not in shown, secret
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        nobody.get("/public/map/")
    assert nobody.get("/public/map/?area=3/12/").status_code == 404
    zones.withdraw(by=head, at=at + timedelta(hours=2), decision_id=made.pk, reason="Ghi nhầm mức")
    assert nobody.get("/public/map/").content.decode() == empty, "taken back: gone at once"


def test_a_country_is_entered_by_its_provinces(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vungxanh.common.centre.now", lambda: at)
    head, today, nobody = actor(*May), timezone.localdate(at), Client()
    places.load_official_units(by=system(), at=at, only=("3/70/",))
    assert "Chưa có mức nào được công bố" in nobody.get("/public/map/").content.decode()
    zones.evaluate(by=system(), at=at, area_path=DISTRICT, day=today)
    found = queries.of_area(by=head, area=COMMUNE)
    assert found
    zones.review(by=head, at=at, proposal_id=found.pk)
    why = "Chưa ghi ca nào: theo rà soát tại chỗ"
    made = zones.decide(by=head, at=at, proposal_id=found.pk, level=found.level, number="1/QĐ", start=today, reason=why)
    zones.publish(by=head, at=at, decision_id=made.pk)
    assert 'href="?area=3/70/"' in nobody.get("/public/map/").content.decode()
    assert "Xã Bù Gia Mập" in nobody.get("/public/map/?area=3/70/").content.decode()
