"""Builders for tests: actors and small pieces of a district. Real areas, generated people."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib import import_module
from io import BytesIO
from typing import Any

from django.apps import apps

from vungxanh.kernel.actor import Actor, Scope
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.text import fold

AT = datetime(2021, 8, 17, 0, 30, tzinfo=UTC)  # 07:30 in Vietnam, the day of Kế hoạch 152
DISTRICT = "3/70/691/"
COMMUNE, OTHER_COMMUNE = "3/70/691/25222/", "3/70/691/25225/"
OTHER_DISTRICT = "3/12/111/"


def actor(*permissions: Permission, area: str = DISTRICT, name: str = "Cán bộ thử") -> Actor:
    """Somebody holding ``permissions`` (all when none are named) in ``area``."""
    return Actor(id=new_id(), name=name, scopes=(Scope(area=area, permissions=frozenset(permissions or Permission)),))


def hours(count: float) -> timedelta:
    """So many hours."""
    return timedelta(hours=count)


def person(name: str = "Trần Thị Thử", area: str = COMMUNE, **values: Any) -> Any:
    """A stored person."""
    folded = fold(name)
    return apps.get_model("people", "Person").objects.create(
        full_name=name,
        name_folded=folded,
        name_reversed=" ".join(reversed(folded.split())),
        name_ends=" ".join(sorted({*folded.split()[:1], *folded.split()[-1:]}, key=folded.index)),
        area_path=area,
        created_at=AT,
        **values,
    )


def venue(name: str = "Chợ Bù Gia Mập", area: str = COMMUNE, kind: str = "market", **values: Any) -> Any:
    """A stored venue."""
    return apps.get_model("venues", "Venue").objects.create(
        name=name, name_folded=fold(name), kind=kind, area_path=area, created_at=AT, **values
    )


def case(of: Any | None = None, *, code: str | None = None, area: str | None = None, **values: Any) -> Any:
    """A stored confirmed COVID-19 case, onset two days before ``AT``."""
    of = of or person()
    given = {
        "disease": "covid19",
        "status": "confirmed",
        "symptomatic": True,
        "onset_date": (AT - hours(48)).date(),
        "diagnosed_at": AT,
        "confirmed_at": AT,
        "created_at": AT,
    } | values
    return apps.get_model("cases", "Case").objects.create(
        person=of, code=code or f"T-{new_id().hex[-10:]}", area_path=area or of.area_path, **given
    )


def client_as(role: str, area: str = DISTRICT) -> Any:
    """A browser in which somebody holding ``role`` in ``area`` has just logged in."""
    from django.test import Client
    from django.utils import timezone

    from vungxanh.kernel.actor import system

    actions = import_module("vungxanh.rooms.agencies.actions")
    now, key = timezone.now(), new_id().hex[-8:]
    body = actions.found(by=system(), at=now, name=f"Trung tâm thử {key}", kind="command", area_path=area)
    user = actions.create_user(
        by=system(), at=now, username=f"{role}.{key}", full_name="Cán bộ Thử", password="mot-mat-khau-tam-27",  # noqa: S106
        agency_id=body.pk, role=role, area_path=area, must_change=False,
    )  # fmt: skip
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def together(*jobs: Callable[[], Any]) -> list[str]:
    """Run them at the same moment, a thread and a connection each; what each was told, sorted: "được" or its refusal."""
    from django.db import connection

    from vungxanh.kernel.refused import Refused

    start, said = threading.Barrier(len(jobs)), []

    def run(job: Callable[[], Any]) -> None:
        try:
            start.wait()
            job()
            said.append("được")
        except Refused as no:
            said.append(no.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(said)


class Clock:
    """The centre's clock, moved by hand: ``monkeypatch.setattr("vungxanh.common.centre.now", Clock(at))``."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


def body(response: Any) -> str:
    """The text of a page."""
    return str(response.content.decode())


def sent(browser: Any, url: str, **given: Any) -> Any:
    """A form sent once, with a key of its own."""
    return browser.post(url, {"_key": str(new_id()), **given})


def words(file: Any) -> str:
    """Every paragraph and cell of a DOCX that a page answered with."""
    from docx import Document

    made = Document(BytesIO(file.content))
    cells = [c.text for t in made.tables for r in t.rows for c in r.cells]
    return "\n".join([*(p.text for p in made.paragraphs), *cells])
