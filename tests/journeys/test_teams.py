"""The district forms a police-led tracing team; when the work grows, a second one shares it."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from vungxanh.kernel.actor import system
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.agencies import actions as agencies
from vungxanh.rooms.agencies.models import User
from vungxanh.rooms.places import actions as places
from vungxanh.rooms.tracing import actions as tracing
from vungxanh.rooms.tracing.models import Contact, Team
from vungxanh.testing import AT, COMMUNE, OTHER_DISTRICT, case, client_as, hours, person

pytestmark = pytest.mark.django_db
SYSTEM = system("thử")


@pytest.fixture(autouse=True)
def units() -> None:
    places.load_official_units(by=SYSTEM, at=AT, only=("3/70/",))


@pytest.fixture
def officer() -> Client:
    found: Client = client_as("officer")
    return found


def tracer(username: str, kind: str) -> User:
    """Somebody of a police post or a health station who may trace in the commune."""
    body = agencies.found(by=SYSTEM, at=AT, name=f"Cơ quan {username}", kind=kind, area_path=COMMUNE)
    user: User = agencies.create_user(
        by=SYSTEM, at=AT, username=username, full_name=f"Cán bộ {username}", password="mat-khau-thu-2021",
        agency_id=body.pk, role="tracer", area_path=COMMUNE, must_change=False,
    )  # fmt: skip
    return user


def formed(officer: Client, name: str, lead: User, *others: User) -> Team:
    """A team of the agency of its lead, formed through the pages."""
    agency = lead.memberships.get().agency_id
    form = {"_key": str(new_id()), "name": name, "agency": str(agency), "area": COMMUNE}
    answer = officer.post("/tracing/teams/new/", form)
    assert answer.status_code == 302, answer.content.decode()
    team = Team.objects.get(name=name)
    for user in (lead, *others):
        more = {"lead": "on"} if user == lead else {}
        officer.post(f"/tracing/teams/{team.pk}/put/", {"user": str(user.pk), **more})
    return team


def waiting(count: int, since: float) -> None:
    """So many people a new case met."""
    now = timezone.now()
    index = case(person(f"Lê Văn Nguồn {since}"), onset_date=(now - hours(30)).date(), diagnosed_at=now)
    for n in range(count):
        met = tracing.Meeting(minutes=30, distance_m=1.0)
        tracing.record_contact(
            by=SYSTEM, at=now, case_id=index.pk, person_id=index.person_id, other_id=person(f"Thị {since} {n}").pk,
            start_at=now - hours(since), end_at=now - hours(since - 0.5), meeting=met,
        )  # fmt: skip


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.mark.requirement("TRC-01", page="/tracing/teams/")
def test_police_lead_the_team_and_health_staff_work_in_it(officer: Client) -> None:
    police, health = tracer("cong.an", "police"), tracer("y.te", "health")
    team = formed(officer, "Tổ truy vết số 1", police, health)
    shown = page(officer, f"/tracing/teams/{team.pk}/")
    assert "Cơ quan cong.an" in shown
    lead, other = re.search(r'<ul class="trace-rows">(.*?)</ul>', shown)[1].split("</li>")[:2]  # type: ignore[index]
    assert ("cong.an" in lead, "tổ trưởng" in lead) == (True, True)
    assert ("y.te" in other, "tổ trưởng" in other) == (True, False)
    waiting(2, since=10)
    officer.post("/tracing/teams/deal/")
    for user in (police, health):
        mine = Client()
        mine.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        assert "2 người gọi được ngay bây giờ" in page(mine, f"/tracing/calls/?team={team.pk}")


@pytest.mark.requirement("TRC-02", page="/tracing/teams/")
def test_when_the_load_grows_a_further_team_takes_its_share(officer: Client) -> None:
    first = formed(officer, "Tổ truy vết số 1", tracer("cong.an", "police"))
    waiting(4, since=10)
    officer.post("/tracing/teams/deal/")
    assert "4 người cần gọi" in page(officer, "/tracing/teams/")
    second = formed(officer, "Tổ truy vết số 2", tracer("dan.quan", "military"))
    waiting(6, since=8)
    assert "6 người cần gọi chưa giao cho tổ nào" in page(officer, "/tracing/teams/")
    officer.post("/tracing/teams/deal/")
    shares = {team: Contact.objects.filter(team=team).count() for team in (first, second)}
    assert shares == {first: 5, second: 5}
    assert "chưa giao cho tổ nào" not in page(officer, "/tracing/teams/")


@pytest.mark.requirement("CMD-22", page="/tracing/teams/")
def test_every_team_and_checkpoint_has_the_decision_that_founded_it_or_is_on_the_list_without(officer: Client) -> None:
    decision = "1024/QĐ-UBND ngày 12/8/2021 của UBND huyện Bù Gia Mập"
    police = tracer("cong.an", "police")
    bare, based = formed(officer, "Tổ truy vết số 1", police), formed(officer, "Tổ truy vết số 2", police)
    assert "Chưa ghi quyết định thành lập" in page(officer, f"/tracing/teams/{based.pk}/")
    officer.post(f"/tracing/teams/{based.pk}/rename/", {"name": based.name, "decision": decision})
    officer.post(f"/tracing/teams/{based.pk}/rename/", {"name": based.name})  # what is not asked stays
    shown = page(officer, f"/tracing/teams/{based.pk}/")
    assert f"Thành lập theo {decision}" in shown
    assert f"Quyết định thành lập: {decision}" in shown  # its history
    without, with_ = (page(officer, f"/tracing/teams/?decided={n}") for n in (0, 1))
    assert (bare.name in without, based.name in without, bare.name in with_, based.name in with_) == (
        True, False, False, True,
    )  # fmt: skip
    chief, stranger = client_as("admin"), client_as("officer", OTHER_DISTRICT)
    for name, basis in (("Chốt kiểm soát cầu Đak Ơ", ""), ("Chốt kiểm soát ĐT 741", decision)):
        form = {"_key": str(new_id()), "name": name, "kind": "checkpoint", "area_path": COMMUNE, "decision": basis}
        assert chief.post("/agencies/new/", form).status_code == 302
    without = page(chief, "/agencies/?kind=checkpoint&decided=0")
    assert ("cầu Đak Ơ" in without, "ĐT 741" in without) == (True, False)
    assert decision in page(chief, "/agencies/?kind=checkpoint&decided=1")
    refused = stranger.post(f"/tracing/teams/{based.pk}/rename/", {"name": "Khác", "decision": "1/QĐ"})
    assert refused.status_code in (403, 404)
    assert Team.objects.get(pk=based.pk).decision == decision
