"""At seven in the morning: what Today says, to whom, and what its buttons do."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from vungxanh.common import centre
from vungxanh.common.models import OutboxMessage
from vungxanh.kernel.actor import Actor, system
from vungxanh.rooms.agencies import actions as agencies
from vungxanh.rooms.agencies import queries as who
from vungxanh.rooms.cases import actions as cases
from vungxanh.rooms.cases.models import Case
from vungxanh.rooms.laboratory import actions as laboratory
from vungxanh.rooms.laboratory import queries as samples
from vungxanh.rooms.pipeline import actions as pipeline
from vungxanh.rooms.places import actions as places
from vungxanh.rooms.tracing.models import CallAttempt, Contact, Team, TeamMember, Visit
from vungxanh.testing import AT, COMMUNE, DISTRICT, OTHER_COMMUNE, hours, person, venue

pytestmark = pytest.mark.django_db
SYSTEM = system("thử")
PASSWORD = "mat-khau-thu-2021"
Enter = Callable[..., Client]


@pytest.fixture(autouse=True)
def morning() -> None:
    """The centre's clock stands at 07:30 on 17/8/2021; the units of Bình Phước are there."""
    places.load_official_units(by=SYSTEM, at=AT, only=("3/70/",))
    centre.set_up(
        by=SYSTEM, at=AT, name="Huyện thử", area_path=DISTRICT, simulated=True, clock_offset=AT - timezone.now()
    )


@pytest.fixture
def enter() -> Enter:
    """Log in a new user with one role in one area."""

    def made(role: str, area: str = DISTRICT, username: str = "") -> Client:
        name = username or f"{role}.{area.strip('/').replace('/', '-')}"
        office = agencies.found(by=SYSTEM, at=AT, name=f"Cơ quan {name}", kind="command", area_path=area)
        user = agencies.create_user(
            by=SYSTEM, at=AT, username=name, full_name=f"Cán bộ {name}", password=PASSWORD, agency_id=office.pk,
            role=role, area_path=area, must_change=False,
        )  # fmt: skip
        client = Client(headers={"accept-language": "vi"})
        client.force_login(user)
        client.actor = who.actor(user.pk)  # type: ignore[attr-defined]
        return client

    return made


def sick(name: str, *, area: str = COMMUNE, ago: float = 30, **facts: Any) -> Case:
    """A confirmed case diagnosed so many hours ago, in the way the room records it."""
    given: dict[str, Any] = {
        "onset_date": date(2021, 8, 14),
        "diagnosed_at": AT - hours(ago),
        "isolated_at": AT - hours(ago),
    }
    made: Case = cases.record(
        by=SYSTEM, at=AT, person_id=person(name, area).pk, disease="covid19", status=cases.Status.CONFIRMED,
        facts=cases.CaseFacts(**(given | facts)),
    )  # fmt: skip
    return made


def contact(name: str, *, area: str = COMMUNE, **values: Any) -> Contact:
    """A stored contact, as the trace of a case leaves him."""
    given: dict[str, Any] = {
        "level": 1, "priority": 100, "first_exposed_at": AT - hours(50), "last_exposed_at": AT - hours(48),
        "followed_until": date(2021, 8, 31), "created_at": AT - hours(3),
    }  # fmt: skip
    return Contact.objects.create(person=person(name, area), disease="covid19", area_path=area, **(given | values))


def shown(client: Client, query: str = "") -> str:
    answer = client.get(f"/{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def line(html: str, key: object) -> str:
    """The line of Today with this key; "" when it is not there."""
    found = re.search(rf'<li class="todo-line[^>]*id="todo-{key}".*?</li>', html, re.DOTALL)
    return found[0] if found else ""


def band(html: str, number: int) -> str:
    found = re.search(rf'aria-labelledby="band-{number}".*?</section>', html, re.DOTALL)
    return found[0] if found else ""


def test_the_overdue_report_is_on_top_and_gone_when_reported(enter: Enter) -> None:
    late, fresh = sick("Điểu Văn Trễ", ago=30), sick("Điểu Văn Mới", ago=2)
    officer = enter("officer")
    html = shown(officer)
    assert late.code in band(html, 1)
    row = line(html, f"notify-{late.pk}")
    assert "trễ 6 giờ" in row
    assert "24 giờ" in row
    assert fresh.code not in band(html, 1).split("notify")[0]
    (url,) = set(re.findall(r'hx-get="([^"]+notify/)"', row))
    form = officer.get(url, headers={"hx-request": "true"})
    key = re.search(r'name="_key" value="([^"]+)"', form.content.decode())
    assert key
    here = {"hx-request": "true", "hx-current-url": "http://testserver/"}
    values = {"_key": key[1], "notified_at": "07:20 17/8/2021", "notified_at_0": "2021-08-17", "notified_at_1": "07:20"}
    done = officer.post(url, values, headers=here)
    assert (done.status_code, done.headers["HX-Redirect"]) == (204, "/")
    html = shown(officer)
    assert not line(html, f"notify-{late.pk}")
    assert line(html, f"notify-{fresh.pk}")


def test_a_commune_officer_sees_his_commune_and_nothing_else(enter: Enter) -> None:
    mine, theirs = sick("Điểu Văn Nhà", area=COMMUNE), sick("Lê Văn Ngoài", area=OTHER_COMMUNE)
    contact("Thị Ở Đây", area=COMMUNE)
    contact("Thị Ở Kia", area=OTHER_COMMUNE)
    html = shown(enter("officer", COMMUNE))
    assert mine.code in html
    assert "Thị Ở Đây" in html
    assert theirs.code not in html
    assert "Thị Ở Kia" not in html
    assert "Lê Văn Ngoài" not in html
    html = shown(enter("officer", COMMUNE, "nguoi.to.mo"), f"?area={OTHER_COMMUNE}")
    assert theirs.code not in html


def test_the_district_narrows_to_a_commune(enter: Enter) -> None:
    here, there = sick("Điểu Văn Nhà", area=COMMUNE), sick("Lê Văn Ngoài", area=OTHER_COMMUNE)
    officer = enter("officer")
    both = shown(officer)
    assert here.code in both
    assert there.code in both
    one = shown(officer, f"?area={OTHER_COMMUNE}")
    assert here.code not in one
    assert there.code in one


def test_a_clerk_sees_no_identity(enter: Enter) -> None:
    case = sick("Điểu Thị Bí Mật")
    contact("Thị Kín Đáo", symptomatic_since=date(2021, 8, 16))
    html = shown(enter("clerk"))
    assert case.code in html
    assert "Bí Mật" not in html.replace("Đ*** T*** B*** Mật", "")
    assert "Điểu Thị" not in html
    assert "Kín Đáo" not in html


def test_what_a_role_may_not_do_is_not_offered(enter: Enter) -> None:
    case = sick("Điểu Văn Trễ")
    contact("Thị Chờ")
    html = shown(enter("auditor"))
    assert "Ghi đã báo cáo" not in line(html, f"notify-{case.pk}")
    assert "Xem ca bệnh" in line(html, f"notify-{case.pk}")
    assert "chưa gọi" not in html
    html = shown(enter("admin"))
    assert case.code not in html
    assert 'class="strip"' not in html


def test_each_work_on_contacts_has_its_line(enter: Enter) -> None:
    first = contact("Thị Gọi", priority=500)
    back = contact("Thị Hẹn", state="no_answer", next_call_at=AT - hours(1), priority=1)
    contact("Thị Hẹn Sau", state="no_answer", next_call_at=AT + hours(3), priority=1)
    contact("Thị Sót", state="followed", last_followed_on=date(2021, 8, 15))
    contact("Thị Hỏi", state="followed", last_followed_on=date(2021, 8, 16))
    ill = contact("Thị Sốt", state="followed", last_followed_on=date(2021, 8, 17), symptomatic_since=date(2021, 8, 16))
    contact("Thị Cuối", state="followed", last_followed_on=date(2021, 8, 17), followed_until=date(2021, 8, 17))
    contact("Thị Quá", state="followed", followed_until=date(2021, 8, 16))
    html = shown(enter("officer"))
    now, later = band(html, 1), band(html, 3)
    for key in (f"person-{first.pk}", f"ill-{ill.pk}", "back", "missed", "unassigned"):
        assert line(now, key), key
    assert "trễ 1 giờ" in line(now, f"person-{back.pk}")
    assert line(band(html, 2), "due")
    assert "1 người cần hỏi" in line(html, "due")
    assert line(html, "ending")
    assert line(html, "over")
    assert "1 người hẹn gọi lại" in line(later, "later")
    assert "F1 chưa gọi" in now
    assert escape(first.person.full_name) in now


def test_finished_follow_ups_are_closed_by_one_press(enter: Enter) -> None:
    over = contact("Thị Quá", state="followed", followed_until=date(2021, 8, 16))
    officer = enter("officer")
    html = shown(officer)
    assert line(html, "over")
    key = re.search(r'name="_key" value="([^"]+)"', line(html, "over"))
    assert key
    done = officer.post("/today/do/close/", {"_key": key[1], "next": "/"})
    assert done.headers["Location"] == "/"
    over.refresh_from_db()
    assert over.state == "done"
    assert not line(shown(officer), "over")


def test_contacts_are_dealt_out_by_one_press(enter: Enter) -> None:
    waiting = contact("Thị Chờ")
    officer = enter("officer")
    html = shown(officer)
    office = agencies.found(by=SYSTEM, at=AT, name="Công an thử", kind="police", area_path=COMMUNE)
    team = Team.objects.create(name="Tổ thử", agency=office, area_path=COMMUNE)
    action = re.search(r'action="([^"]+)"', line(html, "unassigned"))
    key = re.search(r'name="_key" value="([^"]+)"', line(html, "unassigned"))
    assert action
    assert key
    officer.post(action[1].replace("&amp;", "&"), {"_key": key[1], "next": "https://noi.khac/"})
    waiting.refresh_from_db()
    assert waiting.team_id == team.pk
    assert not line(shown(officer), "unassigned")


def test_of_my_team_is_only_what_it_was_given(enter: Enter) -> None:
    tracer = enter("tracer")
    office = agencies.found(by=SYSTEM, at=AT, name="Công an thử", kind="police", area_path=DISTRICT)
    team = Team.objects.create(name="Tổ thử", agency=office, area_path=DISTRICT)
    TeamMember.objects.create(team=team, user_id=_user(tracer))
    contact("Thị Của Tôi", team=team)
    contact("Thị Của Ai")
    assert "Thị Của Ai" in shown(tracer)
    mine = shown(tracer, "?whose=mine")
    assert "Thị Của Tôi" in mine
    assert "Thị Của Ai" not in mine


def test_the_strip_measures_and_says_what_is_not_sure(enter: Enter) -> None:
    one = sick("Điểu Văn Một", ago=40, notified_at=AT - hours(30), sampled_at=AT - hours(44))
    two = sick("Điểu Văn Hai", ago=40, notified_at=AT - hours(20), sampled_at=AT - hours(48), isolated_at=None)
    pipeline.follow(by=SYSTEM, at=AT, case_ids=[one.pk, two.pk])
    html = shown(enter("officer"))
    stages = re.findall(r'<li class="stage.*?</li>', html, re.DOTALL)
    assert len(stages) == 5
    detect, notify, trace, isolate, treat = stages
    assert "Trung vị 6,0 giờ" in detect
    assert "mốc tự đặt, cần xác nhận" in detect
    assert "Trung vị 15,0 giờ" in notify
    assert "mốc 24 giờ" in notify
    assert "<b>0</b>" in trace
    assert "<b>1</b>" in isolate
    assert "mốc 6 giờ" in isolate
    assert "50 % đúng hạn" in isolate
    assert "mốc 24 giờ" in treat
    assert "Trung vị" not in treat


def test_hours_to_reach_a_contact_are_counted_from_the_diagnosis(enter: Enter) -> None:
    officer = enter("officer")
    case = sick("Điểu Văn Nguồn", ago=30)
    met = contact("Thị Gặp", state="reached")
    met.exposures.create(
        case=case, case_area_path=COMMUNE, level=1, first_exposed_at=AT - hours(50), last_exposed_at=AT - hours(48),
        through=case.person, rule="thử", reason="F1: thử.", computed_at=AT,
    )  # fmt: skip
    CallAttempt.objects.create(contact=met, at=AT - hours(20), outcome="reached", by_id=_user(officer))
    pipeline.follow(by=SYSTEM, at=AT, case_ids=[case.pk])
    assert "Trung vị 10,0 giờ" in shown(officer)


def test_an_empty_centre_tells_the_first_steps(enter: Enter) -> None:
    html = shown(enter("officer"))
    assert "Trung tâm chưa có dữ liệu" in html
    assert "/cases/new/" in html
    assert "Tạo tài khoản" not in html
    assert "Không có việc nào đang chờ" in shown(enter("admin"))


def test_when_nothing_is_urgent_it_says_so(enter: Enter) -> None:
    done = sick("Điểu Văn Xong", notified_at=AT - hours(29))
    cases.set_outcome(by=SYSTEM, at=AT, case_id=done.pk, outcome=cases.Outcome.RECOVERED, outcome_date=AT.date())
    officer = enter("officer")
    assert "trễ 24 giờ" in line(shown(officer), f"interview-{done.pk}")
    at = {"start_at": AT - hours(50), "end_at": AT - hours(49), "changed_at": AT}
    Visit.objects.create(person=done.person, case=done, venue=venue(), area_path=COMMUNE, **at)
    html = shown(officer)
    assert "Không có việc nào." in band(html, 1)
    assert "1 ca chưa rõ nguồn lây" in band(html, 3)


def test_nobody_is_sent_to_log_in() -> None:
    assert Client().get("/").headers["Location"].startswith("/login/")


def test_a_refresh_answers_with_the_lines_alone(enter: Enter) -> None:
    sick("Điểu Văn Trễ")
    officer = enter("officer")
    html = str(officer.get("/", headers={"hx-request": "true"}).content.decode())
    assert "<html" not in html
    assert 'id="band-1"' in html


@pytest.mark.parametrize("many", [3, 40])
def test_queries_do_not_grow(enter: Enter, django_assert_max_num_queries: DjangoAssertNumQueries, many: int) -> None:
    for n in range(many):
        area = (COMMUNE, OTHER_COMMUNE)[n % 2]
        case = sick(f"Điểu Văn {n}", area=area, ago=20 + n % 10, isolated_at=None)
        made = contact(f"Thị {n}", area=area, priority=n, symptomatic_since=date(2021, 8, 16) if n % 3 else None)
        made.exposures.create(
            case=case, case_area_path=area, level=1, first_exposed_at=AT - hours(50), last_exposed_at=AT - hours(48),
            through=case.person, rule="thử", reason="F1: thử.", computed_at=AT,
        )  # fmt: skip
    officer = enter("officer")
    shown(officer)
    with django_assert_max_num_queries(57):  # one per state of a contact: each along its index
        shown(officer)


def test_a_wrong_result_and_a_late_tube_are_not_forgotten(enter: Enter) -> None:
    given: dict[str, Any] = {"by": SYSTEM, "at": AT}
    taken = laboratory.start_session(by=SYSTEM, at=AT - hours(20), area_path=COMMUNE, place="Thôn 3")
    tubes = [
        laboratory.take_many(
            by=SYSTEM, at=AT - hours(19), session_id=taken.pk,
            tubes=[laboratory.TakenTube(code=code, person_ids=(person(code, COMMUNE).pk,), collected_at=AT - hours(19))],
        )[0]
        for code in ("T-1", "T-2")
    ]  # fmt: skip
    negative, positive = (
        laboratory.ResultFacts(result=r) for r in (laboratory.Result.NEGATIVE, laboratory.Result.POSITIVE)
    )
    laboratory.report_tube(**given, tube_id=tubes[0], test=negative)
    laboratory.give_back(**given, tube_ids=[tubes[0]], to="Trạm Y tế xã")
    officer = enter("officer")
    assert not line(shown(officer), "tube-again")
    (test,) = samples.tests_of_tube(by=SYSTEM, tube_id=tubes[0])
    laboratory.correct(**given, test_id=test.pk, test=positive, reason="Nhầm giếng")
    html = shown(officer)
    assert "1 nơi đã nhận kết quả sai" in line(html, "tube-again")
    assert "/laboratory/again/" in line(html, "tube-again")
    assert "1 ống mẫu quá hạn" in line(html, "tube-late")
    assert not line(shown(enter("officer", "3/70/689/")), "tube-again"), "elsewhere nobody was told"


def _user(client: Client) -> UUID:
    actor: Actor = client.actor  # type: ignore[attr-defined]
    assert actor.id
    return actor.id


def test_the_clock_is_the_centres() -> None:
    now: datetime = centre.now()
    assert abs(now - AT) < timedelta(minutes=5)


def test_a_centre_without_any_account_says_how_to_make_the_first(enter: Enter) -> None:
    assert "vungxanh user add" in Client().get("/login/").content.decode()
    enter("admin")
    assert "vungxanh user add" not in Client().get("/login/").content.decode()


def test_locked_accounts_and_dead_letters_are_the_keepers(enter: Enter) -> None:
    admin = enter("admin", "")
    enter("officer", COMMUNE, "bi.khoa")
    for _n in range(6):
        Client().post("/login/", {"username": "bi.khoa", "password": "sai"})
    letter = {"event": "x", "listener": "y", "payload": {}, "due_at": AT, "created_at": AT}
    OutboxMessage.objects.create(state="dead", **letter)
    OutboxMessage.objects.create(state="done", **letter)
    html = shown(admin)
    assert "1 tài khoản bị khóa" in line(html, "locked")
    assert "1 thư nội bộ gửi hỏng" in line(html, "letters")
    assert not line(shown(enter("officer")), "letters")


def test_numbers_of_the_strip_lead_to_as_many_cases(enter: Enter) -> None:
    for n in range(3):
        sick(f"Điểu Văn {n}", isolated_at=None if n else AT - hours(20), notified_at=AT - hours(20) if n == 2 else None)
    sick("Điểu Văn Cũ", ago=24 * 60, onset_date=None, isolated_at=None, notified_at=AT - hours(24 * 59))
    officer = enter("officer")
    stages = re.findall(r'<a class="stage-count" href="([^"]+)"[^>]*><b>(\d+)</b>', shown(officer))
    counts = [int(count) for _url, count in stages]
    assert counts == [0, 2, 0, 2, 3]
    for (url, _count), expected in zip(stages, counts, strict=True):
        if url.startswith("/cases/"):
            listed = officer.get(url.replace("&amp;", "&")).content.decode()
            assert len(set(re.findall(r'href="/cases/([0-9a-f-]{36})/"', listed))) == expected
