"""What the pages do, through the client: an interview, a shift of calls, a morning of follow-up."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from vungxanh.common import centre
from vungxanh.common.models import AuditEntry
from vungxanh.kernel.actor import system
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.places import actions as places
from vungxanh.rooms.tracing import actions, queries
from vungxanh.rooms.tracing.models import CallAttempt, Contact, ContactEvent, FollowUp, Visit
from vungxanh.testing import COMMUNE, OTHER_DISTRICT, client_as, hours, person, venue

from .builders import f0, meeting, visit

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def areas(db) -> None:
    places.load_official_units(by=system(), at=timezone.now(), only=("3/70/", "3/12/"))


@pytest.fixture
def officer() -> Client:
    return client_as("officer")


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def case(now) -> Any:
    day = now - hours(20)
    return f0(onset_date=day.date(), diagnosed_at=day, confirmed_at=day, code="CV-2026-000001")


@pytest.fixture
def contacts(case, now) -> list[Contact]:
    """Two people he met, the second of risk age."""
    for name, born in (("Phạm Văn Một", 1990), ("Phạm Thị Hai", 1940)):
        meeting(case.person, person(name, birth_year=born), now - hours(10), physical=True)
    actions.recompute(by=system(), at=now, case_id=case.pk)
    return list(Contact.objects.order_by("-priority"))


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def pages(case: Any, contact: Contact) -> list[str]:
    return ["/tracing/", "/tracing/calls/", "/tracing/followups/", "/tracing/teams/", "/tracing/teams/new/", "/tracing/visits/", "/tracing/meetings/", "/tracing/checks/",
            f"/tracing/case/{case.pk}/", f"/tracing/interview/{case.pk}/", f"/tracing/{contact.pk}/",
            f"/tracing/{contact.pk}/do/override/", f"/tracing/{contact.pk}/do/isolate/", f"/tracing/{contact.pk}/do/positive/"]  # fmt: skip


def test_every_page_opens_for_the_officer(officer: Client, case, contacts) -> None:
    for url in pages(case, contacts[0]):
        assert officer.get(url).status_code == 200, url


def test_nobody_and_strangers_get_nothing(case, contacts) -> None:
    stranger = client_as("officer", area=OTHER_DISTRICT)
    for url in pages(case, contacts[0]):
        assert Client().get(url).status_code == 302, url
        answer = stranger.get(url)
        assert "Phạm" not in (b"".join(answer) if answer.streaming else answer.content).decode(), url
        if str(case.pk) in url or str(contacts[0].pk) in url:
            assert answer.status_code == 404, url


def test_a_clerk_may_not_take_the_list_away(case, contacts) -> None:
    assert client_as("clerk").post("/tracing/", {"export": "csv"}).status_code == 404


def test_an_interview_by_telephone(officer: Client, case, now) -> None:
    market = venue("Chợ Đắk Ơ")
    there = now - hours(6)
    visit(person("Phạm Thị Chợ"), market, there, 45)
    url = f"/tracing/interview/{case.pk}/"
    shown = text(officer.get(url))
    assert "Chưa rõ:" in shown
    local = timezone.localtime(there)
    line = {"_key": str(new_id()), "day": local.date().isoformat(), "start": f"{local:%H:%M}", "venue": str(market.pk),
            "end": f"{timezone.localtime(there + timedelta(minutes=40)):%H:%M}", "venue_name": market.name, "kind": "other"}  # fmt: skip
    answer = officer.post(f"{url}milestone/", line, **HTMX)
    assert answer.status_code == 200
    assert "Chợ Đắk Ơ" in text(answer)
    assert officer.post(f"{url}milestone/", line, **HTMX).status_code == 200
    stone = Visit.objects.get(case=case)
    assert Contact.objects.get().person.full_name == "Phạm Thị Chợ"

    wrong = officer.post(
        f"{url}milestone/",
        line | {"_key": str(new_id()), "start": "mấy giờ", "venue": "", "venue_name": "Quán mới"},
        **HTMX,
    )
    assert wrong.status_code == 422
    assert "Quán mới" in text(wrong)  # nothing typed is lost
    assert "mấy giờ" in text(wrong)

    met = {"_key": str(new_id()), "name": "Hoàng Văn Bạn", "phone": "0912345678", "area": COMMUNE, "relation": "cùng làm",
           "day": f"{local.day}/{local.month}/{local.year}", "near": "yes", "masked": "no"}  # fmt: skip
    answer = officer.post(f"{url}met/", met, **HTMX)
    assert answer.status_code == 200, text(answer)
    assert "Hoàng Văn Bạn" in text(answer)
    assert '<span class="fbadge fbadge-1">F1</span> <b>2</b>' in text(answer)
    officer.post(f"{url}met/{ContactEvent.objects.get().pk}/drop/", **HTMX)
    officer.post(f"{url}milestone/{stone.pk}/drop/", **HTMX)
    assert set(Contact.objects.values_list("state", flat=True)) == {"dropped"}


def test_a_shift_of_calls_in_two_keys_each(officer: Client, case, contacts) -> None:
    first, second = contacts
    card = officer.post("/tracing/calls/take/", {"team": ""}, **HTMX)
    assert "Phạm Thị Hai" in text(card)
    assert AuditEntry.objects.filter(action="tracing.open_phone", subject_id=first.pk).count() == 1
    key = str(new_id())
    none = officer.post(f"/tracing/calls/{first.pk}/", {"_key": key, "team": ""}, **HTMX)
    assert none.status_code == 422
    assert "bấm phím 1 đến 5" in text(none)
    for _twice in range(2):
        card = officer.post(f"/tracing/calls/{first.pk}/", {"_key": key, "outcome": "no_answer", "team": ""}, **HTMX)
        assert "Phạm Văn Một" in text(card)
    assert CallAttempt.objects.count() == 1
    card = officer.post(
        f"/tracing/calls/{second.pk}/", {"_key": str(new_id()), "outcome": "reached", "team": ""}, **HTMX
    )
    assert "Không còn ai gọi được ngay" in text(card)
    assert [c.state for c in Contact.objects.order_by("-priority")] == ["no_answer", "reached"]


def test_a_morning_of_follow_up(officer: Client, case, contacts) -> None:
    for contact in contacts:
        Contact.objects.filter(pk=contact.pk).update(state="reached")
    url = f"/tracing/followups/{contacts[0].pk}/"
    assert officer.post(url, {"_key": str(new_id())}, **HTMX).status_code == 422
    answer = officer.post(url, {"_key": str(new_id()), "quick": "none"}, **HTMX)
    assert "Còn 1 người chưa hỏi hôm nay" in text(answer)
    ill = {"_key": str(new_id()), "symptoms": ["fever"], "temperature": "38,5"}
    answer = officer.post(f"/tracing/followups/{contacts[1].pk}/", ill, **HTMX)
    assert "Hôm nay đã hỏi hết" in text(answer)
    told = FollowUp.objects.get(contact=contacts[1])
    assert (told.symptoms, str(told.temperature)) == (["fever"], "38.5")


def test_symptoms_ticked_are_never_written_down_as_none(officer: Client, case, contacts) -> None:
    actions.log_call(by=system(), at=timezone.now(), contact_id=contacts[0].pk, outcome="reached")
    both = {"_key": str(new_id()), "quick": "none", "symptoms": ["fever"], "temperature": "38,4"}
    answer = officer.post(f"/tracing/followups/{contacts[0].pk}/", both, **HTMX)
    assert answer.status_code == 422
    assert "Bạn đã đánh dấu triệu chứng" in text(answer)
    assert re.search(r'value="fever"[^>]* checked', text(answer))
    assert not FollowUp.objects.exists()


def test_the_page_of_a_contact(officer: Client, case, contacts) -> None:
    contact = contacts[0]
    shown = text(officer.get(f"/tracing/{contact.pk}/"))
    for words in ("Vì sao là người tiếp xúc", "CV-2026-000001", "gặp trực tiếp ca bệnh", "Thứ tự gọi", "tuổi (+20)"):
        assert words in shown
    url = f"/tracing/{contact.pk}/do/override/"
    assert officer.post(url, {"_key": str(new_id()), "level": "0", "reason": ""}, **HTMX).status_code == 422
    done = officer.post(url, {"_key": str(new_id()), "level": "0", "reason": "nhầm người, không gặp"}, **HTMX)
    assert done.status_code == 204
    assert done["HX-Redirect"] == f"/tracing/{contact.pk}/"
    assert "nhầm người" in text(officer.get(f"/tracing/{contact.pk}/"))
    officer.post(f"/tracing/{contact.pk}/clear/")
    assert Contact.objects.get(pk=contact.pk).level == 1


def test_the_part_of_the_case_page(officer: Client, case, contacts) -> None:
    shown = text(officer.get(f"/tracing/case/{case.pk}/", **HTMX))
    assert "chưa có mốc dịch tễ nào trong cửa sổ lây" in shown
    assert "Phạm Thị Hai" in shown
    assert "Cần gọi" in shown


def test_teams_are_formed_and_given_work(officer: Client, case, contacts) -> None:
    from vungxanh.rooms.agencies.models import Agency

    agency = Agency.objects.filter(area_path="3/70/691/").first()
    form = {"_key": str(new_id()), "name": "Tổ truy vết số 1", "agency": str(agency.pk), "area": "3/70/691/"}
    assert officer.post("/tracing/teams/new/", form).status_code == 302
    team = queries.visible_teams(system()).get()
    assert "2 người cần gọi chưa giao" in text(officer.get("/tracing/teams/"))
    officer.post("/tracing/teams/deal/")
    assert Contact.objects.filter(team=team).count() == 2
    assert officer.post(f"/tracing/teams/{team.pk}/close/").status_code == 302
    assert Contact.objects.filter(team=None).count() == 2


def test_an_itinerary_has_places_and_no_names(case, now) -> None:
    home = venue("Nhà ông Nguồn", kind="home")
    for where in (venue("Chợ Đắk Ơ"), home):
        visit(case.person, where, now - hours(9), 60, case=case)
    stops = queries.itinerary(by=system(), case_id=case.pk)
    assert sorted(s.venue for s in stops) == ["", "Chợ Đắk Ơ"]
    assert "Nguồn" not in str(stops)


def test_the_list_costs_the_same_for_many(officer: Client, case, contacts, django_assert_max_num_queries) -> None:
    for n in range(30):
        meeting(case.person, person(f"Đỗ {n}"), timezone.now() - hours(8), physical=True)
    actions.recompute(by=system(), at=timezone.now(), case_id=case.pk)
    with django_assert_max_num_queries(24):
        assert "Đỗ" in text(officer.get("/tracing/"))
    with django_assert_max_num_queries(30):
        officer.get("/tracing/calls/")


def test_the_next_call_comes_from_the_list_as_it_was_narrowed(officer: Client, case, contacts) -> None:
    """ "Gọi" beside a name calls that person; a list of one place and level never offers somebody of another."""
    _first, second = contacts
    page = text(officer.get("/tracing/calls/", {"contact": str(second.pk)}))
    assert f'name="contact" value="{second.pk}"' in page
    assert "Gọi Phạm Văn Một" in page
    card = text(officer.post("/tracing/calls/take/", {"team": "", "contact": str(second.pk)}, **HTMX))
    assert "Phạm Văn Một" in card
    narrow = {"area": "3/70/691/25225/", "level": "1"}
    page = text(officer.get("/tracing/calls/", narrow))
    assert "Không còn ai gọi được ngay" in page
    assert "Không còn ai gọi được ngay" in text(officer.post("/tracing/calls/take/", {"team": "", **narrow}, **HTMX))
    assert "Không còn ai gọi được ngay" in text(
        officer.post("/tracing/calls/take/", {"team": "", "area": COMMUNE, "level": "3"}, **HTMX)
    )
    card = text(officer.post("/tracing/calls/take/", {"team": "", "area": COMMUNE, "level": "1"}, **HTMX))
    assert "Phạm Thị Hai" in card
    assert f'name="area" value="{COMMUNE}"' in card


def test_a_contact_leads_to_his_call_his_sample_and_his_case(officer: Client, case, contacts) -> None:
    page = text(officer.get(f"/tracing/{contacts[0].pk}/"))
    assert f"/tracing/calls/?contact={contacts[0].pk}" in page
    assert f"/cases/new/?person={contacts[0].person_id}" in page
    assert f'href="/cases/{case.pk}/"' in page


def test_a_simulated_centre_reads_when_contacts_were_computed_on_its_own_clock(officer, case, contacts):
    centre.set_up(by=system(), at=timezone.now(), name="Tập", area_path="", clock_offset=timedelta(days=1900))
    said = timezone.localdate(timezone.now() + timedelta(days=1900)).year
    assert f"/{said};" in text(officer.get(f"/tracing/case/{case.pk}/")), "as the rest of the page"
