"""``vungxanh check`` finds what it is there for."""

import pytest
from django.db import connection

from vungxanh.common.models import OutboxMessage
from vungxanh.site import checking
from vungxanh.testing import AT

pytestmark = pytest.mark.django_db


def answers() -> dict[str, checking.Answer]:
    return {answer.name: answer for answer in checking.everything()}


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path
    (tmp_path / "keys.json").write_text("{}")
    (tmp_path / "keys.json").chmod(0o600)
    return tmp_path


def test_the_pragmas_of_this_connection_make_what_is_acknowledged_durable():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no pragmas")
    with connection.cursor() as cursor:
        found = {
            name: checking._ask(cursor, f"PRAGMA {name}") for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert checking.durability().ok


def test_a_database_that_may_lose_commits_is_found():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            pytest.skip("synchronous cannot change inside a transaction")
        cursor.execute("SET LOCAL synchronous_commit = off")
    assert not checking.durability().ok


def test_dead_letters_open_keys_and_wide_doors_are_found(home, settings):
    assert answers()["outbox"].ok
    OutboxMessage.objects.create(event="e", listener="l", payload={}, state="dead", due_at=AT, created_at=AT)
    (home / "keys.json").chmod(0o644)
    settings.ALLOWED_HOSTS, settings.HTTPS, settings.DEBUG = ["10.0.0.5"], False, True
    found = answers()
    assert [found[name].ok for name in ("outbox", "keys", "settings")] == [False] * 3
    assert "HTTPS" in found["settings"].text
    assert "DEBUG" in found["settings"].text


def test_missing_keys_and_a_full_disk_are_found(home, monkeypatch):
    (home / "keys.json").unlink()
    monkeypatch.setattr(checking.limits, "DISK_LOW_BYTES", 2**62)
    found = answers()
    assert not found["keys"].ok
    assert not found["disk"].ok


def test_a_table_that_is_not_there_is_trouble_not_a_crash(monkeypatch):
    monkeypatch.setattr(checking, "pending", lambda: ["cases.0002_next"])
    assert not answers()["migrations"].ok
