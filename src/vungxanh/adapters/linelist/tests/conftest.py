"""Real units of the district and its neighbours, an empty home for files, a browser for an actor, a file that comes in."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from vungxanh.adapters.linelist import actions, sending
from vungxanh.common import running
from vungxanh.common.models import Job
from vungxanh.kernel.actor import Actor, system
from vungxanh.rooms.places import actions as places
from vungxanh.testing import DISTRICT

ONLY = ("3/70/", "3/12/111/")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: LazySettings) -> Path:
    """Uploads of a test stay with it."""
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def areas(db: None, at: datetime) -> None:
    """Real units."""
    places.load_official_units(by=system(), at=at, only=ONLY)


@pytest.fixture
def bring(areas: None, at: datetime, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Job]:
    """Send a file and run its import to the end; the job."""

    def run(text: str, by: Actor | None = None, name: str = "so_ca.csv", **options: Any) -> Job:
        by = by or system()
        monkeypatch.setattr("vungxanh.common.running.actor_of", lambda row: by)
        given: Mapping[str, Any] = {"area": DISTRICT, "disease": "COVID-19"} | options
        (one,) = sending.prepare([(name, text.encode())], by=by, **given)
        upload = actions.send(by=by, at=at, data=one.data, name=one.name)
        job = actions.begin(by=by, at=at, upload_id=upload.id, plan=one.plan)
        assert running.run_next(only=job.pk) == 1
        job.refresh_from_db()
        return job

    return run
