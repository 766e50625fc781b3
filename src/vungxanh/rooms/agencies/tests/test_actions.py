"""Agencies, users and roles through the door."""

from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from vungxanh.common.models import AuditEntry
from vungxanh.kernel.actor import NOBODY, Actor, system
from vungxanh.kernel.permission import Permission as May
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.agencies import actions, queries
from vungxanh.rooms.agencies.models import Agency, Membership, User
from vungxanh.testing import COMMUNE, DISTRICT, OTHER_COMMUNE, OTHER_DISTRICT, actor

pytestmark = pytest.mark.django_db
PASSWORD = "mot-mat-khau-tam-27"


def made(body: Agency, at: datetime, role: str = "officer", area: str = COMMUNE, name: str = "tran.thu") -> User:
    return actions.create_user(
        by=system(), at=at, username=name, full_name="Cán bộ Thử", password=PASSWORD,
        agency_id=body.pk, role=role, area_path=area,
    )  # fmt: skip


def admin_of(area: str) -> Actor:
    return actor(May.USER_MANAGE, May.AGENCY_MANAGE, May.AGENCY_SEE, area=area, name="Quản trị")


def test_rights_reach_down_the_chain_of_command_and_never_up_or_across(body: Agency, at: datetime) -> None:
    above, below = made(body, at, area=DISTRICT, name="huyen"), made(body, at, area=COMMUNE, name="xa.mot")
    district, commune = (queries.actor(user.pk, date(2021, 8, 17)) for user in (above, below))
    for area in (COMMUNE, OTHER_COMMUNE, DISTRICT):
        assert district.may(May.TRACE_ASSIGN, area)
    assert commune.may(May.TRACE_ASSIGN, COMMUNE)
    assert not commune.may(May.TRACE_ASSIGN, OTHER_COMMUNE)
    assert not commune.may(May.TRACE_ASSIGN, DISTRICT)
    assert not district.may(May.TRACE_ASSIGN, OTHER_DISTRICT)


def test_police_and_health_staff_work_as_tracers_of_one_area(body: Agency, at: datetime) -> None:
    police = actions.found(by=system(), at=at, name="Công an xã", kind="police", area_path=COMMUNE)
    health = actions.found(by=system(), at=at, name="Trạm Y tế xã", kind="health", area_path=COMMUNE)
    users = [made(police, at, "tracer", name="cong.an"), made(health, at, "tracer", name="y.te")]
    found = queries.staff(actor(May.AGENCY_SEE), May.TRACE_RECORD, COMMUNE, date(2021, 8, 17))
    assert {user.pk for user in found} == {user.pk for user in users}


def test_what_a_user_may_do_is_his_roles_of_today(body: Agency, at: datetime) -> None:
    user = made(body, at)
    today = date(2021, 8, 17)
    acts = queries.actor(user.pk, today)
    assert acts.name == "Cán bộ Thử"
    assert acts.may(May.CASE_CONFIRM, COMMUNE)
    assert not acts.may(May.CASE_CONFIRM, OTHER_COMMUNE)
    assert not acts.may(May.USER_MANAGE)
    assert not queries.actor(user.pk, today - timedelta(days=1)).scopes
    (given,) = user.memberships.all()
    actions.end_membership(by=system(), at=at, membership_id=given.pk)
    assert not queries.actor(user.pk, today).scopes


def test_a_closed_agency_gives_no_rights(body: Agency, at: datetime) -> None:
    user = made(body, at)
    actions.close(by=system(), at=at, agency_id=body.pk)
    assert not queries.actor(user.pk, date(2021, 8, 17)).scopes
    actions.reopen(by=system(), at=at, agency_id=body.pk)
    assert queries.actor(user.pk, date(2021, 8, 17)).scopes


def test_a_closed_account_is_nobody(body: Agency, at: datetime) -> None:
    user = made(body, at)
    with pytest.raises(Refused):
        actions.deactivate(by=system(), at=at, user_id=user.pk, reason="x")
    actions.deactivate(by=system(), at=at, user_id=user.pk, reason="nghỉ việc")
    assert queries.actor(user.pk) == NOBODY
    assert queries.actor_named("tran.thu") == NOBODY


def test_the_password_is_nowhere_in_the_trail(body: Agency, at: datetime) -> None:
    user = made(body, at)
    me = queries.actor(user.pk)
    actions.change_password(by=me, at=at, old=PASSWORD, new="bon-tu-ghep-lai-day")
    said = str([entry.detail for entry in AuditEntry.objects.all()])
    assert PASSWORD not in said
    assert "bon-tu" not in said


def test_giving_is_limited_to_ones_own_area(body: Agency, at: datetime) -> None:
    user = made(body, at, area=COMMUNE)
    local = admin_of(COMMUNE)
    with pytest.raises(NotYours):
        actions.give_membership(by=local, at=at, user_id=user.pk, agency_id=body.pk, role="head", area_path=DISTRICT)
    with pytest.raises(NotYours):
        actions.give_membership(by=local, at=at, user_id=user.pk, agency_id=body.pk, role="head", area_path="")
    fresh = {"username": "a.b.c", "full_name": "A B", "password": PASSWORD, "agency_id": body.pk}
    with pytest.raises(NotYours):
        actions.create_user(by=local, at=at, role="head", area_path=OTHER_COMMUNE, **fresh)
    assert Membership.objects.count() == 1


def test_nobody_gives_himself_a_role(body: Agency, at: datetime) -> None:
    user = made(body, at, role="admin", area=DISTRICT)
    me = queries.actor(user.pk, date(2021, 8, 17))
    with pytest.raises(Refused):
        actions.give_membership(by=me, at=at, user_id=user.pk, agency_id=body.pk, role="head", area_path=COMMUNE)
    with pytest.raises(Refused):
        actions.deactivate(by=me, at=at, user_id=user.pk, reason="nghỉ việc")
    with pytest.raises(Refused):
        actions.close(by=me, at=at, agency_id=body.pk)


def test_a_local_administrator_cannot_take_over_a_wider_account(body: Agency, at: datetime) -> None:
    user = made(body, at, area=COMMUNE)
    actions.give_membership(by=system(), at=at, user_id=user.pk, agency_id=body.pk, role="head", area_path=DISTRICT)
    local = admin_of(COMMUNE)
    assert queries.user(local, user.pk)
    for attempt in (
        lambda: actions.reset_password(by=local, at=at, user_id=user.pk, password=PASSWORD),
        lambda: actions.deactivate(by=local, at=at, user_id=user.pk, reason="nghỉ việc"),
        lambda: actions.drop_second_step(by=local, at=at, user_id=user.pk, reason="mất điện thoại"),
        lambda: actions.correct_user(by=local, at=at, user_id=user.pk, full_name="Khác"),
    ):
        with pytest.raises(NotYours):
            attempt()


def test_strangers_see_no_users_and_no_agencies(body: Agency, at: datetime) -> None:
    user = made(body, at)
    far = admin_of(OTHER_DISTRICT)
    assert not queries.visible_users(far).exists()
    assert not queries.visible_agencies(far).exists()
    with pytest.raises(NotYours):
        queries.user(far, user.pk)
    with pytest.raises(NotYours):
        actions.rename(by=far, at=at, agency_id=body.pk, name="Khác hẳn", kind="other")
    assert queries.visible_users(admin_of(DISTRICT)).get() == user
    assert queries.visible_users(admin_of("")).get() == user


def test_the_same_role_again_is_prolonged(body: Agency, at: datetime) -> None:
    user = made(body, at)
    again = actions.give_membership(
        by=system(), at=at, user_id=user.pk, agency_id=body.pk, role="officer", area_path=COMMUNE,
        valid_to=date(2021, 12, 31),
    )  # fmt: skip
    assert user.memberships.get() == again
    assert again.valid_to == date(2021, 12, 31)


def test_names_are_taken_once(body: Agency, at: datetime) -> None:
    made(body, at)
    with pytest.raises(Refused, match="đã có người dùng"):
        made(body, at, name="TRAN.THU")
    with pytest.raises(Refused, match="đã có cơ quan"):
        actions.found(by=system(), at=at, name=" Trung tâm  Chỉ huy ", kind="command", area_path=DISTRICT)


@pytest.mark.parametrize("weak", ["1234567890", "short", "password123", "tran.thu.1"])
def test_weak_passwords_are_refused(body: Agency, at: datetime, weak: str) -> None:
    user = made(body, at)
    with pytest.raises(Refused) as no:
        actions.change_password(by=queries.actor(user.pk), at=at, old=PASSWORD, new=weak)
    assert no.value.field == "new"


def test_staff_of_an_area_are_those_who_hold_the_right_over_it(body: Agency, at: datetime) -> None:
    here = made(body, at, name="a.truyvet", role="tracer")
    above = made(body, at, name="b.canbo", role="officer", area=DISTRICT)
    made(body, at, name="c.nhaplieu", role="clerk")
    made(body, at, name="d.xakhac", role="tracer", area=OTHER_COMMUNE)
    found = queries.staff(actor(May.AGENCY_SEE), May.CALL_RECORD, COMMUNE, date(2021, 8, 17))
    assert {user.pk for user in found} == {here.pk, above.pk}
    assert queries.names([here.pk]) == {here.pk: "Cán bộ Thử"}


def code_of(device: TOTPDevice) -> str:
    return f"{totp(device.bin_key, device.step, device.t0, device.digits):06d}"


def test_the_second_step_counts_once_a_code_was_given(body: Agency, at: datetime) -> None:
    user = made(body, at)
    me = queries.actor(user.pk)
    device = actions.begin_second_step(by=me, at=at)
    assert actions.begin_second_step(by=me, at=at).pk == device.pk
    with pytest.raises(Refused):
        actions.confirm_second_step(by=me, at=at, code="000000")
    user.refresh_from_db()
    assert not user.second_step
    device.throttle_reset()
    before = user.get_session_auth_hash()
    codes = actions.confirm_second_step(by=me, at=at, code=code_of(device))
    user.refresh_from_db()
    assert user.second_step
    assert len(set(codes)) == 10
    assert user.get_session_auth_hash() != before, "other sessions end"
    assert StaticToken.objects.filter(device__user=user).count() == 10
    with pytest.raises(Refused):
        actions.stop_second_step(by=me, at=at, password="sai mật khẩu")
    actions.stop_second_step(by=me, at=at, password=PASSWORD)
    user.refresh_from_db()
    assert not user.second_step
    assert not TOTPDevice.objects.exists()
    assert codes[0] not in str([entry.detail for entry in AuditEntry.objects.all()])


def test_without_the_second_step_a_session_is_nobodys(body: Agency, at: datetime) -> None:
    user = made(body, at)
    user.must_change_password, user.second_step = False, True
    request = RequestFactory().get("/")
    request.user, request.session = user, {}
    assert queries.actor_of_request(request) == NOBODY
    request.session = {queries.SECOND_STEP: True}
    assert queries.actor_of_request(request).id == user.pk
    request.user = AnonymousUser()
    assert queries.actor_of_request(request) == NOBODY


def test_with_a_temporary_password_one_may_do_nothing(body: Agency, at: datetime) -> None:
    user = made(body, at)
    request = RequestFactory().get("/")
    request.user, request.session = user, {}
    acts = queries.actor_of_request(request)
    assert acts.id == user.pk
    assert acts.scopes == ()
