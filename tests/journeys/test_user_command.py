"""``vungxanh user``: the first administrator, roles, passwords."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from vungxanh.common.models import AuditEntry
from vungxanh.rooms.agencies.models import User
from vungxanh.site.cli import main

pytestmark = pytest.mark.django_db


def run(*words: str, **more: Any) -> Result:
    return CliRunner().invoke(main, ["user", *words], **more)


def told(*words: str, **more: Any) -> Any:
    answer = run(*words, "--json", **more)
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout)


def test_the_first_administrator_of_an_empty_centre() -> None:
    made = told("add", "Quan.Tri", "--role", "admin", "--name", "Quản trị Mẫu")
    user = User.objects.get()
    assert (user.username, user.must_change_password) == ("quan.tri", True)
    assert user.check_password(made["password"])
    assert [(r["role"], r["area"]) for r in made["roles"]] == [("admin", "")]
    assert [row["username"] for row in told("list")] == ["quan.tri"]
    assert "password" not in told("list")[0]
    assert made["password"] not in str(list(AuditEntry.objects.values_list("detail", flat=True)))


def test_a_password_from_the_input_is_not_printed() -> None:
    made = told("add", "can.bo", "--role", "officer", "--password-stdin", "--keep-password", input="bon-tu-ghep-lai\n")
    assert "password" not in made
    assert not made["must_change_password"]
    assert User.objects.get().check_password("bon-tu-ghep-lai")


@pytest.mark.parametrize(
    "words",
    [("add", "x", "--role", "admin"), ("add", "can.bo", "--role", "king"), ("list-all",),
     ("add", "can.bo", "--role", "officer", "--area", "9/9/"), ("password", "khong.co"),
     ("deactivate", "khong.co", "--reason", "nghỉ việc")],
)  # fmt: skip
def test_what_cannot_be_done_is_said_and_nothing_is_left(words: tuple[str, ...]) -> None:
    answer = run(*words)
    assert answer.exit_code != 0
    assert "Traceback" not in answer.output
    assert not User.objects.exists()


def test_roles_passwords_and_closing() -> None:
    first = told("add", "can.bo", "--role", "officer")["password"]
    assert {r["role"] for r in told("role", "can.bo", "--role", "head")["roles"]} == {"officer", "head"}
    ended = told("role", "can.bo", "--role", "head", "--end")["roles"]
    assert [r["to"] is None for r in ended if r["role"] == "head"] == [False]
    second = told("password", "can.bo")["password"]
    assert first != second
    assert User.objects.get().check_password(second)
    assert told("deactivate", "can.bo", "--reason", "nghỉ việc")["active"] is False
