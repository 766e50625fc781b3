"""What every test may use."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

from vungxanh.kernel.actor import Actor
from vungxanh.testing import AT, actor

# A busy machine is not a bug in the code: no time limit an example, however slow the draws.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

SHARED = Path(os.environ.get("VUNGXANH_SHARED", Path(__file__).resolve().parent.parent / "shared"))


# What prepares something dear is run by one worker, which prepares it once; these begin first, so that none is left over.
# (The mark xdist_group does nothing with pytest 9.2 and xdist 3.8, which renames tests by an attribute that is gone.)
TOGETHER = (
    "src/vungxanh/adapters/demo/tests/test_load.py",
    "src/vungxanh/engine/linkage/",  # compiles for 20 s
    "src/vungxanh/engine/tracing/",  # compiles for 12 s
    "src/vungxanh/site/tests/test_backup.py",
    "src/vungxanh/site/tests/test_up.py",
    "tests/docs/test_docs.py::test_examples_run",
    "tests/stranger/test_actions.py",
)


class Together(LoadScopeScheduling):
    """Each test for itself, but those of TOGETHER."""

    def _split_scope(self, nodeid: str) -> str:
        return next((prefix for prefix in TOGETHER if nodeid.startswith(prefix)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together | None:
    """For ``--dist loadgroup``."""
    return Together(config, log) if config.getoption("dist") == "loadgroup" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that read ``../shared`` are skipped, with the reason, where it is absent; in CI its absence fails them."""
    for item in items:
        if any(f"/vungxanh/{pure}/" in str(item.path) for pure in ("engine", "regulations", "kernel")):
            item.add_marker(pytest.mark.nodb)
    if SHARED.is_dir() or os.environ.get("CI"):
        return
    for item in items:
        if "shared" in item.keywords:
            item.add_marker(pytest.mark.skip(reason=f"{SHARED} is not here (set VUNGXANH_SHARED)"))


@pytest.fixture
def shared() -> Path:
    """The folder of real data."""
    return SHARED


@pytest.fixture
def at() -> datetime:
    """The moment of the test."""
    return AT


@pytest.fixture
def officer() -> Actor:
    """Somebody with every right in the district of Bù Gia Mập."""
    return actor()


@pytest.fixture
def stranger() -> Actor:
    """Somebody with every right, elsewhere."""
    return actor(area="3/12/111/", name="Người nơi khác")


@pytest.fixture
def login(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], Client]:
    """A browser in which this actor is logged in; his jobs are his too."""

    def enter(actor: Actor) -> Client:
        monkeypatch.setattr("vungxanh.rooms.agencies.queries.actor_of_request", lambda request: actor)
        monkeypatch.setattr("vungxanh.common.running.actor_of", lambda row: actor)
        return Client()

    return enter


@pytest.fixture(autouse=True)
def _the_clock_of_another_test_is_forgotten() -> None:
    """The centre's clock is kept per process."""
    from vungxanh.common import centre

    centre.forget()


@pytest.fixture(autouse=True, scope="session")
def flush_past_the_audit_trail() -> None:
    """Transactional tests empty every table at their end; the audit trail's triggers step aside for just that."""
    from django.db import connection

    from vungxanh.common import append_only

    kind, vendor = type(connection.ops), connection.vendor
    flush = kind.sql_flush

    def sql_flush(self: object, *args: object, **kwargs: object) -> list[str]:
        statements = flush(self, *args, **kwargs)
        return [*append_only.remove(vendor), *statements, *append_only.install(vendor)] if statements else []

    kind.sql_flush = sql_flush
