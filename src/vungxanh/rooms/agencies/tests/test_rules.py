"""Roles, user names, temporary passwords."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.kernel.permission import Permission as May
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.agencies import rules
from vungxanh.rooms.agencies.rules import ROLES, RoleKey

HEALTH = {May.PERSON_SEE, May.PERSON_RECORD, May.IDENTITY_OPEN, May.CASE_SEE, May.CASE_RECORD, May.CASE_CONFIRM, May.CASE_CORRECT,
          May.SAMPLE_SEE, May.SAMPLE_RECORD, May.TRACE_SEE, May.TRACE_RECORD, May.TRACE_ASSIGN, May.TRACE_OVERRIDE, May.CALL_RECORD, May.FOLLOWUP_RECORD,
          May.IMPORT, May.EXPORT}  # fmt: skip


def test_every_right_and_every_role_is_explained_once() -> None:
    assert sorted(r.permission for r in rules.RIGHTS) == sorted(May)
    assert set(ROLES) == set(RoleKey)
    assert set(rules.KINDS) == set(rules.AgencyKind)
    assert all(len(right.label) > 5 for right in rules.RIGHTS)


def test_the_line_between_the_roles() -> None:
    may = {key: role.permissions for key, role in ROLES.items()}
    assert not may[RoleKey.ADMIN] & HEALTH, "administrators see nothing of anybody's health"
    assert not may[RoleKey.CLERK] & {May.EXPORT, May.IDENTITY_OPEN}, "a clerk takes nothing out"
    assert May.IMPORT in may[RoleKey.CLERK]
    assert may[RoleKey.AUDITOR] <= {p for p in May if p.value.endswith(".see")}, "an auditor only looks"
    assert May.AUDIT_SEE in may[RoleKey.AUDITOR]
    assert {May.CALL_RECORD, May.FOLLOWUP_RECORD, May.IDENTITY_OPEN} <= may[RoleKey.TRACER]
    assert not may[RoleKey.TRACER] & {May.CASE_CONFIRM, May.EXPORT, May.TRACE_ASSIGN}
    assert {May.CASE_CONFIRM, May.TRACE_ASSIGN, May.TRACE_OVERRIDE, May.AUDIT_SEE} <= may[RoleKey.HEAD]
    assert all(May.SYSTEM not in rights for rights in may.values())


def test_a_role_nobody_knows_gives_nothing() -> None:
    assert rules.permissions_of("king") == frozenset()


def test_only_administrators_make_users() -> None:
    assert [key for key, role in ROLES.items() if May.USER_MANAGE in role.permissions] == [RoleKey.ADMIN]


@given(st.text(max_size=80))
def test_a_user_name_is_refused_or_typeable(text: str) -> None:
    try:
        name = rules.check_username(text)
    except Refused:
        return
    assert set(name) <= set(string.ascii_lowercase + string.digits + "._-")
    assert rules.check_username(name) == name


@pytest.mark.parametrize(("typed", "kept"), [(" Tran.Binh ", "tran.binh"), ("y-te_25222", "y-te_25222")])
def test_user_names_are_kept_in_lower_case(typed: str, kept: str) -> None:
    assert rules.check_username(typed) == kept


def test_temporary_passwords_differ_and_can_be_read_out() -> None:
    made = {rules.temporary_password() for _ in range(200)}
    assert len(made) == 200
    assert all(len(p) == 19 and not set(p) & set("0O1lI") for p in made)


def test_a_reason_says_something() -> None:
    assert rules.check_reason("  nghỉ   việc ") == "nghỉ việc"
    with pytest.raises(Refused):
        rules.check_reason("  x ")
