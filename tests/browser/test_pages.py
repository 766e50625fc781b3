"""Every main page in a real browser: desk, paper, phone; readable by a machine, alone on its machine. And in English."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import Seen
from tests.stranger import world as stranger
from vungxanh.common import centre
from vungxanh.common.models import Job
from vungxanh.rooms.cases import actions as cases
from vungxanh.rooms.tracing import actions as tracing
from vungxanh.testing import AT, COMMUNE, DISTRICT, hours, person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PAGES = {
    "today": "/",
    "documents": "/directives/",
    "register": "/directives/register/",
    "document": "/directives/{document_id}/",
    "document facts": "/directives/{document_id}/edit/",
    "document check": "/directives/{document_id}/check/",
    "document readers": "/directives/{document_id}/readers/",
    "tasks": "/tasks/",
    "task": "/tasks/{task_id}/",
    "task board": "/tasks/board/?whose=all",
    "new task": "/tasks/new/",
    "task act": "/tasks/{task_id}/do/progress/",
    "task agency": "/tasks/agency/{agency_id}/",
    "task table": "/tasks/table/?agency={agency_id}",
    "duties": "/tasks/duties/",
    "obstacles": "/tasks/obstacles/",
    "obstacle": "/tasks/obstacles/{obstacle_id}/",
    "new obstacle": "/tasks/obstacles/new/?task={task_id}",
    "scenario": "/tasks/scenario/",
    "digest": "/tasks/digest/",
    "task levels": "/tasks/levels/",
    "handlings": "/tasks/handling/",
    "handling": "/tasks/handling/{handling_id}/",
    "meetings": "/meetings/",
    "meeting": "/meetings/{meeting_pk}/",
    "new meeting": "/meetings/new/",
    "distancing": "/meetings/distancing/",
    "levels": "/zones/",
    "level": "/zones/place/{proposal_id}/",
    "level decision": "/zones/decision/{decision_id}/",
    "level set": "/zones/sets/level-4800/",
    "levels over time": "/zones/timeline/",
    "behind a level": "/zones/place/{proposal_id}/behind/community_cases/",
    "level history": "/zones/place/{proposal_id}/history/",
    "cluster of communes": "/zones/clusters/{area_cluster_id}/",
    "levels for everybody": "/public/levels/",
    "map": "/map/",
    "command desk": "/command/",
    "command screen": "/command/screen/?panel=tests&hold=1",
    "decisions": "/command/decisions/",
    "bulletins": "/reports/",
    "bulletin": "/reports/{bulletin_id}/",
    "cases": "/cases/",
    "line list": "/linelist/",
    "case": "/cases/{case_id}/",
    "case sheet": "/cases/{case_id}/sheet/",
    "new case": "/cases/new/",
    "edit case": "/cases/{case_id}/edit/",
    "chain": "/cases/chain/?disease=covid19",
    "clusters": "/cases/clusters/",
    "cluster": "/cases/clusters/{cluster_id}/",
    "interview": "/tracing/interview/{case_id}/",
    "calls": "/tracing/calls/",
    "followups": "/tracing/followups/",
    "contacts": "/tracing/",
    "contact": "/tracing/{contact_id}/",
    "likely sources": "/tracing/case/{case_id}/sources/",
    "cluster finder": "/tracing/clusters/",
    "teams": "/tracing/teams/",
    "team": "/tracing/teams/{team_id}/",
    "isolation": "/isolation/",
    "decision": "/isolation/{isolation_id}/",
    "new decision": "/isolation/new/?contact={contact_id}",
    "isolation round": "/isolation/checks/?who={isolation_id}",
    "samplers": "/laboratory/samplers/",
    "site": "/sites/{site_id}/",
    "people": "/people/",
    "person": "/people/{person_id}/",
    "new person": "/people/new/",
    "households": "/people/households/",
    "household": "/people/households/{household_id}/",
    "doubles": "/people/duplicates/",
    "pair": "/people/duplicates/{pair_id}/",
    "venues": "/venues/",
    "venue": "/venues/{venue_id}/",
    "places": "/places/",
    "areas": "/places/list",
    "area": "/places/3/70/691/",
    "import": "/import/",
    "import file": "/import/file/{upload_id}/",
    "import job": "/import/job/{job_id}/",
    "regulations": "/regulations/",
    "agencies": "/agencies/",
    "agency": "/agencies/{agency_id}/",
    "command": "/agencies/command/",
    "roles": "/roles/",
    "users": "/users/",
    "user": "/users/{user_id}/",
    "new user": "/users/new/",
    "jobs": "/jobs/",
    "job": "/jobs/{desk_job_id}/",
    "outbox": "/outbox/",
    "audit": "/audit/",
    "audit entry": "/audit/{entry_id}/",
    "me": "/me/",
    "search": "/search/",
}


@pytest.fixture(autouse=True)
def _django_db_marker() -> None:
    """In place of pytest-django's own, which empties the database after every test: here one world is kept for all."""


@dataclass
class Desk:
    """One server, one world, one browser for the whole file."""

    url: str
    ids: dict[str, Any]
    english: Client
    mine: Any
    guest: Any
    trouble: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def desk(chromium: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[Desk]:
    """The world of the stranger test, kept for all pages and emptied at the end."""
    with django_db_blocker.unblock():
        try:
            w = stranger.build()
            yield from _opened(chromium, w, _furnish(w))
        finally:
            call_command("flush", interactive=False, verbosity=0)
            centre.forget()


def _opened(chromium: Any, w: stranger.World, cookie: str) -> Iterator[Desk]:
    server = LiveServer("localhost")
    english = Client()
    english.cookies["sessionid"], english.cookies["django_language"] = cookie, "en"
    made = Desk(server.url, w.ids, english, *(_window(chromium, server.url, who) for who in (cookie, "")))
    pages = (made.mine, made.guest)
    for page in pages:
        _watch(page, made)
    yield made
    for page in pages:
        chromium.close(page.context)
    server.stop()


def _furnish(w: stranger.World) -> str:
    """A chain, a call, a job of the desk; somebody with every role. His session."""
    centre.set_up(
        by=stranger.SYSTEM,
        at=AT,
        name="Huyện thử",
        area_path=DISTRICT,
        simulated=True,
        clock_offset=AT - timezone.now(),
    )
    child = cases.record(
        by=stranger.SYSTEM, at=AT, person_id=person("Lê Thị Lây", COMMUNE).pk, disease="covid19",
        status=cases.Status.CONFIRMED,
        facts=cases.CaseFacts(symptomatic=True, onset_date=AT.date(), diagnosed_at=AT - hours(1)),
    )  # fmt: skip
    cases.name_source(by=stranger.SYSTEM, at=AT, case_id=child.pk, source_case_id=w.ids["case_id"], setting="cùng nhà")
    cases.put_in_cluster(
        by=stranger.SYSTEM, at=AT, cluster_id=w.ids["cluster_id"], case_ids=[w.ids["case_id"], child.pk]
    )
    tracing.log_call(by=stranger.SYSTEM, at=AT, contact_id=w.ids["contact_id"], outcome="reached")
    w.ids["desk_job_id"] = Job.objects.order_by("pk").first().pk
    user = w.users["owner"]
    membership = apps.get_model("agencies", "Membership")
    for role in ("admin", "auditor"):
        membership.objects.create(
            user=user, agency_id=w.ids["agency_id"], role=role, area_path=DISTRICT,
            valid_from=(AT - timedelta(days=30)).date(),
        )  # fmt: skip
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies["sessionid"].value


def _window(chromium: Any, url: str, cookie: str) -> Any:
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900}, color_scheme="light", locale="vi-VN", reduced_motion="reduce"
    )
    if cookie:
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": url}])
    return context.new_page()


def _watch(page: Any, desk: Desk) -> None:
    inside = (desk.url, "data:", "blob:", "about:")
    note = desk.trouble.append
    page.on("request", lambda r: None if r.url.startswith(inside) else note(f"left the machine: {r.url}"))
    page.on("pageerror", lambda e: note(f"error: {e}"))
    page.on("console", lambda m: note(f"console: {m.text}") if m.type == "error" else None)


def _open(page: Any, desk: Desk, name: str) -> None:
    desk.trouble.clear()
    answer = page.goto(desk.url + PAGES.get(name, name).format(**desk.ids))
    assert answer.status == 200, (name, answer.status)
    page.wait_for_function("() => !document.querySelector('.htmx-request')")
    assert page.locator("h1").count() == 1
    assert page.locator("h1").inner_text().strip()
    assert page.title().strip()


def _looked_at(page: Any, desk: Desk, name: str) -> None:
    """On the desk, on paper, on the phone."""
    page.set_viewport_size({"width": 1440, "height": 900})
    _open(page, desk, name)
    assert page.locator("html").get_attribute("lang") == "vi"
    seen = Seen(page)
    assert (seen.overflow(), seen.axe()) == (0, [])
    page.emulate_media(media="print")
    assert page.locator("h1:visible, .sheet:visible").count()
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 390, "height": 844})
    assert seen.overflow() == 0
    assert desk.trouble == []


@pytest.mark.parametrize("name", PAGES)
def test_page(desk: Desk, name: str) -> None:
    _looked_at(desk.mine, desk, name)


@pytest.mark.parametrize("name", PAGES)
def test_page_in_english(desk: Desk, name: str) -> None:
    answer = desk.english.get(PAGES[name].format(**desk.ids), follow=True)
    assert answer.status_code == 200
    assert '<html lang="en"' in answer.content.decode()


def test_log_in(desk: Desk) -> None:
    _looked_at(desk.guest, desk, "/login/")
