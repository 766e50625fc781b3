"""The pages of users, agencies and roles."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.agencies.models import Agency, User
from vungxanh.rooms.agencies.rules import ROLES
from vungxanh.rooms.agencies.tests.test_pages import enter, made
from vungxanh.testing import COMMUNE, client_as

pytestmark = pytest.mark.django_db


def test_an_administrator_makes_a_user_who_then_logs_in(client: Client, body: Agency) -> None:
    made(body)
    enter(client)
    form = {
        "_key": "0190a000-0000-7000-8000-000000000003", "full_name": "Trần Thị Thử", "username": "tran.thu",
        "agency_id": str(body.pk), "role": "tracer", "area_path": COMMUNE,
    }  # fmt: skip
    shown = client.post("/users/new/", form).content.decode()
    password = re.search(r"user-select-all\">([a-z2-9-]{19})<", shown)
    assert password
    again = client.post("/users/new/", form).content.decode()
    assert "chỉ hiện một lần" in again
    assert not re.search(r"user-select-all\">([a-z2-9-]{19})<", again)
    assert User.objects.filter(username="tran.thu").count() == 1
    assert enter(Client(), "tran.thu", password[1])["Location"] == "/"
    bad = client.post("/users/new/", form | {"_key": "0190a000-0000-7000-8000-000000000004"})
    assert bad.status_code == 422
    assert "đã có người dùng" in bad.content.decode()
    listed = client.get("/users/").content.decode()
    assert "Trần Thị Thử" in listed
    assert "Tổ truy vết" in listed


def test_the_pages_of_a_user_work(client: Client, body: Agency) -> None:
    made(body)
    user = made(body, "clerk", "tran.thu")
    enter(client)
    base, key = f"/users/{user.pk}/", "0190a000-0000-7000-8000-00000000001"
    role = {"agency_id": str(body.pk), "role": "officer", "area_path": COMMUNE, "_key": f"{key}0"}
    assert client.get(base).status_code == 200
    assert client.post(f"{base}roles/", role).status_code == 302
    assert client.post(f"{base}roles/", role | {"area_path": "nowhere", "_key": f"{key}1"}).status_code == 422
    given = user.memberships.get(role="officer")
    assert client.post(f"{base}roles/{given.pk}/end/").status_code == 302
    assert client.post(f"{base}name/", {"full_name": "Trần Thị Khác", "_key": f"{key}2"}).status_code == 302
    assert "Mật khẩu tạm" in client.post(f"{base}password/").content.decode()
    assert client.post(f"{base}close/", {"reason": "", "_key": f"{key}3"}).status_code == 422
    assert client.post(f"{base}close/", {"reason": "nghỉ việc", "_key": f"{key}4"}).status_code == 302
    assert client.post(f"{base}open/").status_code == 302
    user.refresh_from_db()
    assert user.is_active
    assert user.full_name == "Trần Thị Khác"
    assert user.must_change_password


def test_the_pages_of_agencies_work(client: Client, body: Agency) -> None:
    made(body)
    enter(client)
    form = {"name": "Trạm Y tế xã Đak Ơ", "short_name": "TYT", "kind": "health", "area_path": COMMUNE,
            "_key": "0190a000-0000-7000-8000-000000000005"}  # fmt: skip
    there = client.post("/agencies/new/", form)
    assert there.status_code == 302
    assert client.get(there["Location"]).status_code == 200
    fresh = {"_key": "0190a000-0000-7000-8000-000000000006"}
    assert client.post(there["Location"] + "edit/", form | fresh | {"name": "Trạm Y tế"}).status_code == 302
    assert client.post(there["Location"] + "state/").status_code == 302
    shown = client.get("/agencies/").content.decode()
    assert "Trạm Y tế" in shown
    assert "đã đóng" in shown
    assert "Trung tâm" in client.get("/agencies/options/?q=trung tam").content.decode()


def test_the_page_of_roles_says_what_the_rules_say(client: Client, body: Agency) -> None:
    made(body)
    enter(client)
    page = client.get("/roles/").content.decode()
    for right in Permission:
        if right is Permission.SYSTEM:
            continue
        line = re.search(rf'data-right="{re.escape(right)}".*?</tr>', page, re.S)
        assert line, right
        cells = [">được<" in cell for cell in line[0].split("<td")[1:]]
        assert cells == [right in role.permissions for role in ROLES.values()], right


@pytest.mark.parametrize("role", ["officer", "tracer", "clerk", "head", "auditor"])
def test_only_administrators_reach_the_users(client: Client, body: Agency, role: str) -> None:
    user = made(body, role)
    enter(client)
    for url in ("/users/", "/users/new/", f"/users/{user.pk}/", "/agencies/new/"):
        assert client.get(url).status_code == 404
    assert client.post(reverse("agencies:reset", args=[user.pk])).status_code == 404


def test_bodies_without_an_establishing_decision_are_found_and_it_is_recorded(body: Agency) -> None:
    """CMD-22 as far as bodies go: the decision is written, shown, kept in the trail, and its lack is listed."""
    admin = client_as("admin")
    page, missing = f"/agencies/{body.pk}/", "/agencies/?decided=0"
    assert "Chưa ghi quyết định thành lập" in admin.get(page).content.decode()
    assert body.name in admin.get(missing).content.decode()
    said = {"_key": new_id(), "name": body.name, "kind": body.kind, "decision": "1024/QĐ-UBND  ngày 12/8/2021"}
    assert admin.post(f"{page}edit/", said).status_code == 302
    assert "Thành lập theo 1024/QĐ-UBND ngày 12/8/2021" in admin.get(page).content.decode()
    assert 'value="1024/QĐ-UBND ngày 12/8/2021"' in admin.get(f"{page}edit/").content.decode()
    assert body.name not in admin.get(missing).content.decode()
