"""Logging in as people do, and the pages of accounts."""

import re
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from vungxanh.common.models import AuditEntry
from vungxanh.kernel.actor import system
from vungxanh.rooms.agencies import actions, queries
from vungxanh.rooms.agencies.models import Agency, User
from vungxanh.rooms.agencies.tests.test_actions import code_of
from vungxanh.testing import DISTRICT

pytestmark = pytest.mark.django_db
PASSWORD = "mot-mat-khau-tam-27"
LOGIN, HERE = "/login/", "/me/"


def made(body: Agency, role: str = "admin", name: str = "quan.tri", **more: object) -> User:
    return actions.create_user(
        by=system(), at=timezone.now(), username=name, full_name="Người Quản Trị", password=PASSWORD,
        agency_id=body.pk, role=role, area_path=DISTRICT, **({"must_change": False} | more),
    )  # fmt: skip


def enter(client: Client, name: str = "quan.tri", password: str = PASSWORD, **more: str):
    return client.post(LOGIN, {"username": name, "password": password, **more})


def forget_failures() -> None:
    for kind in (TOTPDevice, StaticDevice):
        kind.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)


def test_nobody_gets_the_log_in_page_and_comes_back_where_he_wanted(client: Client, body: Agency) -> None:
    made(body)
    answer = client.get(HERE)
    assert answer.status_code == 302
    assert answer["Location"] == "/login/?next=/me/"
    page = client.get(answer["Location"])
    assert 'name="next" value="/me/"' in page.content.decode()
    assert enter(client, " Quan.Tri ", next=HERE)["Location"] == HERE
    shown = client.get(HERE).content.decode()
    assert "Người Quản Trị" in shown
    assert "Huyện Bù Gia Mập" in shown
    assert AuditEntry.objects.filter(action="agencies.log_in").count() == 1


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"])
def test_log_in_never_leads_to_another_site(client: Client, body: Agency, evil: str) -> None:
    made(body)
    assert enter(client, next=evil)["Location"] == "/"


def test_unknown_wrong_and_closed_are_answered_alike(client: Client, body: Agency) -> None:
    user = made(body)
    closed = made(body, name="da.khoa")
    actions.deactivate(by=system(), at=timezone.now(), user_id=closed.pk, reason="nghỉ việc")
    texts = set()
    for name, password in (("khong.co", PASSWORD), (user.username, "sai-mat-khau"), ("da.khoa", PASSWORD)):
        answer = enter(client, name, password)
        assert answer.status_code == 422
        page = re.sub(r'value="[^"]*"|"X-CSRFToken": "[^"]*"', "", answer.content.decode())
        texts.add(page)
    assert len(texts) == 1
    assert "không đúng" in texts.pop()


def test_after_five_failures_the_page_says_when_to_try_again(client: Client, body: Agency) -> None:
    made(body)
    for _n in range(4):
        assert enter(client, password="sai-mat-khau").status_code == 422
    locked = enter(client, password="sai-mat-khau")
    assert locked.status_code == 429
    assert re.search(r"Thử lại từ \d\d:\d\d", locked.content.decode())
    assert 60 <= int(locked["Retry-After"]) <= 16 * 60
    assert enter(client).status_code == 429, "the right password does not help while locked"
    assert client.get(HERE).status_code == 302
    from axes.models import AccessAttempt

    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert enter(client).status_code == 302


def test_success_forgets_earlier_failures(client: Client, body: Agency) -> None:
    made(body)
    for _round in range(3):
        for _n in range(3):
            enter(client, password="sai-mat-khau")
        assert enter(client).status_code == 302
        client.post("/logout/")


def test_log_out_is_a_post_and_ends_the_session(client: Client, body: Agency) -> None:
    made(body)
    enter(client)
    assert client.get("/logout/").status_code == 405
    assert client.get(HERE).status_code == 200
    client.post("/logout/")
    assert client.get(HERE).status_code == 302
    assert AuditEntry.objects.filter(action="agencies.log_out").count() == 1


def test_a_temporary_password_opens_only_the_page_to_change_it(client: Client, body: Agency) -> None:
    made(body, must_change=True)
    enter(client)
    for url in (HERE, "/users/", "/roles/", "/agencies/"):
        assert client.get(url)["Location"] == "/me/password/"
    htmx = client.get("/users/", headers={"HX-Request": "true"})
    assert htmx["HX-Redirect"] == "/me/password/"
    form = {"_key": "0190a000-0000-7000-8000-000000000001", "old": PASSWORD, "new": "bon-tu-ghep-lai", "again": "x"}
    assert "không giống nhau" in client.post("/me/password/", form).content.decode()
    assert client.post("/me/password/", form | {"again": "bon-tu-ghep-lai"}).status_code == 302
    assert client.get(HERE).status_code == 200


def test_changing_the_password_ends_the_other_sessions(client: Client, body: Agency) -> None:
    made(body)
    other = Client()
    enter(client)
    enter(other)
    form = {"_key": "0190a000-0000-7000-8000-000000000001", "old": PASSWORD, "new": "bon-tu-ghep-lai"}
    client.post("/me/password/", form | {"again": form["new"]})
    assert client.get(HERE).status_code == 200
    assert other.get(HERE).status_code == 302


@pytest.mark.parametrize("how", ["deactivate", "reset", "end"])
def test_sessions_end_at_once(client: Client, body: Agency, how: str) -> None:
    user = made(body)
    enter(client)
    assert client.get(HERE).status_code == 200
    if how == "deactivate":
        actions.deactivate(by=system(), at=timezone.now(), user_id=user.pk, reason="nghỉ việc")
    elif how == "reset":
        actions.reset_password(by=system(), at=timezone.now(), user_id=user.pk, password="mat-khau-tam-moi-9")
    else:
        actions.end_sessions(by=queries.actor(user.pk), at=timezone.now())
    assert client.get(HERE).status_code == 302


def test_an_idle_session_ends_and_says_so(client: Client, body: Agency) -> None:
    made(body)
    enter(client)
    session = client.session
    session["seen"] = int(time.time()) - 3601
    session.save()
    assert client.get(HERE).status_code == 302
    assert "lâu không dùng" in client.get(LOGIN).content.decode()


def test_a_session_is_marked_rarely_and_ends_twelve_hours_after_log_in(client: Client, body: Agency) -> None:
    made(body)
    enter(client)
    ends = client.session.get_expiry_date()
    with CaptureQueriesContext(connection) as asked:
        client.get("/roles/")
    tables = [
        query["sql"].split(' FROM "')[1].split('"')[0] for query in asked.captured_queries if " FROM " in query["sql"]
    ]
    assert tables[:3] == ["django_session", "agencies_user", "agencies_membership"], "each once"
    assert not [q for q in asked.captured_queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    session = client.session
    session["seen"] = int(time.time()) - 301
    session.save()
    client.get("/roles/")
    assert client.session["seen"] >= int(time.time()) - 5
    assert client.session.get_expiry_date() == ends
    assert timedelta(hours=11, minutes=59) < ends - timezone.now() <= timedelta(hours=12)


def test_with_a_second_step_nobody_is_in_before_the_code(client: Client, body: Agency) -> None:
    user = made(body)
    me = queries.actor(user.pk)
    device = actions.begin_second_step(by=me, at=timezone.now())
    device.tolerance = 2
    codes = actions.confirm_second_step(by=me, at=timezone.now(), code=code_of(device))
    assert enter(client, next=HERE)["Location"] == "/login/code/"
    assert client.get(HERE).status_code == 302, "the password alone opens nothing"
    assert client.post("/login/code/", {"code": "000000"}).status_code == 422
    assert client.get(HERE).status_code == 302
    forget_failures()
    TOTPDevice.objects.update(last_t=-1)
    done = client.post("/login/code/", {"code": code_of(device)})
    assert done["Location"] == HERE
    assert client.get(HERE).status_code == 200
    # A backup code works once.
    second, third = Client(), Client()
    enter(second)
    forget_failures()
    assert second.post("/login/code/", {"code": codes[0].upper()}).status_code == 302
    enter(third)
    forget_failures()
    assert third.post("/login/code/", {"code": codes[0]}).status_code == 422


def test_guessing_codes_leads_back_to_the_start(client: Client, body: Agency) -> None:
    user = made(body)
    me = queries.actor(user.pk)
    device = actions.begin_second_step(by=me, at=timezone.now())
    actions.confirm_second_step(by=me, at=timezone.now(), code=code_of(device))
    enter(client)
    for _n in range(6):
        client.post("/login/code/", {"code": "000000"})
    assert client.post("/login/code/", {"code": "000000"})["Location"] == LOGIN


def test_switching_the_second_step_on_in_the_browser(client: Client, body: Agency) -> None:
    user = made(body)
    enter(client)
    page = client.get("/me/second-step/on/").content.decode()
    assert "<svg" in page
    device = TOTPDevice.objects.get(user=user)
    key = "0190a000-0000-7000-8000-000000000002"
    shown = client.post("/me/second-step/on/", {"_key": key, "code": code_of(device)}).content.decode()
    assert len(re.findall(r"<li>[0-9a-f]{8}</li>", shown)) == 10
    assert client.get(HERE).status_code == 200, "the session in hand goes on"
    off = client.post("/me/second-step/off/", {"_key": key, "password": PASSWORD})
    assert off.status_code == 302
    assert client.get(HERE).status_code == 200
