"""``vungxanh user …``: users and their roles. Whoever may run this on the machine is the centre itself."""

import sys
from typing import Any

import click

from vungxanh.site.commands import json_option, now, refusals, say, start_django

DEFAULT_AGENCY = "Trung tâm Chỉ huy phòng, chống dịch"


@click.group(name="user")
def command() -> None:
    """Users and their roles. The first administrator is made here: ``vungxanh user add NAME --role admin``."""
    start_django()


def _password(from_stdin: bool) -> tuple[str, bool]:
    """(password, made here). With ``--password-stdin`` the first line of the input."""
    from vungxanh.rooms.agencies import actions

    if from_stdin:
        return sys.stdin.readline().rstrip("\n"), False
    return actions.temporary_password(), True


def _user(username: str) -> Any:
    from vungxanh.kernel.actor import system
    from vungxanh.rooms.agencies import queries

    found = queries.visible_users(system()).filter(username=username.strip().lower()).first()
    if found is None:
        raise click.ClickException(f"Không có người dùng {username}.")
    return found


def _agency(name: str, area: str) -> Any:
    """The agency of that name in the area; founded when it is not there."""
    from vungxanh.kernel.actor import system
    from vungxanh.rooms.agencies import actions, queries

    known = queries.visible_agencies(system()).filter(area_path=area, name=name).first()
    return known or actions.found(by=system("dòng lệnh"), at=now(), name=name, kind="command", area_path=area)


def _check_area(area: str) -> None:
    from vungxanh.kernel.actor import system
    from vungxanh.rooms.places import queries as places

    if area:
        places.get(by=system(), path=area)


def _name_centre(name: str, area: str) -> None:
    """A centre that has no name yet takes those of its first user's agency and area."""
    from vungxanh.common import centre
    from vungxanh.kernel.actor import system

    if not centre.current().name:
        centre.set_up(by=system("dòng lệnh"), at=now(), name=name, area_path=area)


def _shown(user: Any) -> dict[str, Any]:
    return {
        "id": user.pk,
        "username": user.username,
        "full_name": user.full_name,
        "active": user.is_active,
        "second_step": user.second_step,
        "must_change_password": user.must_change_password,
        "roles": [
            {"role": m.role, "area": m.area_path, "agency": m.agency.name, "from": m.valid_from, "to": m.valid_to}
            for m in user.memberships.select_related("agency").order_by("id")
        ],
    }


@command.command()
@click.argument("username")
@click.option("--name", default="", help="Full name; the user name when left out.")
@click.option("--role", required=True, help="head, officer, tracer, clerk, admin or auditor.")
@click.option("--area", default="", help="Area path such as 3/70/691/; everywhere when left out.")
@click.option("--agency", default=DEFAULT_AGENCY, help="Its name in that area; founded when it is not there.")
@click.option("--password-stdin", is_flag=True, help="Read the password from the input instead of making one.")
@click.option("--keep-password", is_flag=True, help="Do not ask for a new password at the first log-in.")
@json_option
@refusals
def add(
    username: str,
    name: str,
    role: str,
    area: str,
    agency: str,
    password_stdin: bool,
    keep_password: bool,
    as_json: bool,
) -> None:
    """Create a user with a first role; prints the temporary password once."""
    from django.db import transaction

    from vungxanh.kernel.actor import system
    from vungxanh.rooms.agencies import actions

    password, made = _password(password_stdin)
    with transaction.atomic():
        _check_area(area)
        user = actions.create_user(
            by=system("dòng lệnh"), at=now(), username=username, full_name=name or username, password=password,
            agency_id=_agency(agency, area).pk, role=role, area_path=area, must_change=not keep_password,
        )  # fmt: skip
        _name_centre(agency, area)
    shown = _shown(user) | ({"password": password} if made else {})
    text = f"Đã tạo {user.username} ({role}, {area or 'mọi địa bàn'})."
    say(as_json, shown, text + (f"\nMật khẩu tạm, chỉ hiện một lần: {password}" if made else ""))


@command.command(name="list")
@json_option
@refusals
def list_(as_json: bool) -> None:
    """All users with their roles."""
    from vungxanh.kernel.actor import system
    from vungxanh.rooms.agencies import queries

    rows = [_shown(user) for user in queries.visible_users(system()).order_by("username")]
    lines = [
        f"{row['username']:<24} {'mở  ' if row['active'] else 'khóa'} {row['full_name']:<28} "
        + "; ".join(f"{r['role']} @ {r['area'] or 'mọi địa bàn'}" for r in row["roles"])
        for row in rows
    ]
    say(as_json, rows, "\n".join(lines) or "Chưa có người dùng. Tạo: vungxanh user add TÊN --role admin")


@command.command()
@click.argument("username")
@click.option("--role", required=True, help="head, officer, tracer, clerk, admin or auditor.")
@click.option("--area", default="", help="Area path; everywhere when left out.")
@click.option("--agency", default=DEFAULT_AGENCY, help="Its name in that area; founded when it is not there.")
@click.option("--end", is_flag=True, help="End this role instead of giving it.")
@json_option
@refusals
def role(username: str, role: str, area: str, agency: str, end: bool, as_json: bool) -> None:
    """Give a user one more role, or end one."""
    from vungxanh.kernel.actor import system
    from vungxanh.rooms.agencies import actions

    by, user = system("dòng lệnh"), _user(username)
    if end:
        given = user.memberships.filter(role=role, area_path=area).first()
        if given is None:
            raise click.ClickException("Người này không có vai trò đó ở địa bàn đó.")
        actions.end_membership(by=by, at=now(), membership_id=given.pk)
    else:
        _check_area(area)
        body = _agency(agency, area)
        actions.give_membership(by=by, at=now(), user_id=user.pk, agency_id=body.pk, role=role, area_path=area)
    say(as_json, _shown(_user(username)), "Đã thôi vai trò." if end else "Đã giao vai trò.")


@command.command()
@click.argument("username")
@click.option("--password-stdin", is_flag=True, help="Read the password from the input instead of making one.")
@click.option("--keep-password", is_flag=True, help="Do not ask for a new password at the first log-in.")
@click.option("--drop-second-step", is_flag=True, help="Also take the second step off (the telephone is lost).")
@json_option
@refusals
def password(username: str, password_stdin: bool, keep_password: bool, drop_second_step: bool, as_json: bool) -> None:
    """Give a user a temporary password; his sessions end."""
    from vungxanh.kernel.actor import system
    from vungxanh.rooms.agencies import actions

    by, user = system("dòng lệnh"), _user(username)
    fresh, made = _password(password_stdin)
    actions.reset_password(by=by, at=now(), user_id=user.pk, password=fresh, must_change=not keep_password)
    if drop_second_step:
        actions.drop_second_step(by=by, at=now(), user_id=user.pk, reason="đặt lại từ dòng lệnh")
    shown = _shown(_user(username)) | ({"password": fresh} if made else {})
    say(as_json, shown, "Đã đặt lại." + (f"\nMật khẩu tạm, chỉ hiện một lần: {fresh}" if made else ""))


@command.command()
@click.argument("username")
@click.option("--reason", required=True, help="Why; kept in the audit trail.")
@json_option
@refusals
def deactivate(username: str, reason: str, as_json: bool) -> None:
    """Close an account; its sessions end at once."""
    from vungxanh.kernel.actor import system
    from vungxanh.rooms.agencies import actions

    actions.deactivate(by=system("dòng lệnh"), at=now(), user_id=_user(username).pk, reason=reason)
    say(as_json, _shown(_user(username)), "Đã khóa tài khoản.")
