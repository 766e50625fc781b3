"""The stranger test, first half: every action there is, tried by people who must not. It finds new ones by itself."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any, get_type_hints

import pytest
from django.db import transaction

import vungxanh
from tests.stranger import world as stranger_world
from vungxanh.adapters.linelist.plan import Plan
from vungxanh.common.actions import ACTIONS, Action
from vungxanh.engine.directive.api import Directive, Header
from vungxanh.kernel.actor import NOBODY, Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.cases import actions as cases
from vungxanh.rooms.directives import actions as directives
from vungxanh.rooms.directives.rules.own import Head, Part, PartKind
from vungxanh.rooms.isolation import actions as isolation
from vungxanh.rooms.laboratory import actions as laboratory
from vungxanh.rooms.meetings import actions as meetings
from vungxanh.rooms.people import actions as people
from vungxanh.rooms.people.queries import Alike
from vungxanh.rooms.sites import actions as sites
from vungxanh.rooms.tasks.rules import handling
from vungxanh.rooms.tracing import actions as tracing
from vungxanh.rooms.tracing.actions.importing import FollowUpRow, NamedContact
from vungxanh.rooms.treatment import actions as treatment
from vungxanh.rooms.venues import actions as venues
from vungxanh.rooms.zones import actions as zones
from vungxanh.testing import AT, COMMUNE

pytestmark = pytest.mark.django_db

OPEN_ON_PURPOSE = {
    "laboratory.report_many": "a row that fits no tube of one's own waits among one's own, with nothing of others in it",
    "venues.record": "an itinerary leaves the district, and a market is no secret",
    "venues.record_many": "as above",
    "adapters.linelist.remember": "how one reads one's own files; headers only, one's own alone",
    "adapters.linelist.send": "what one sends is one's own until it is brought in, and that is refused row by row",
    "places.import_boundaries": "boundaries are of the whole country; refused for want of GeoJSON, not of right",
    "places.load_official_units": "official units are public; loading them again changes nothing",
}
OWN = "what is his alone"


def load_everything() -> None:
    """Import every module, so that every action has registered."""
    for module in pkgutil.walk_packages(vungxanh.__path__, "vungxanh."):
        if not {"tests", "migrations", "commands"} & set(module.name.split(".")) and "settings" not in module.name:
            importlib.import_module(module.name)


load_everything()
NAMES = sorted(
    name for name, one in ACTIONS.items() if not name.startswith("common.tests") and ".tests." not in one.__module__
)


def rows(name: str, ids: dict[str, Any]) -> list[Any]:
    """A row for each bulk action; a new one must be told here."""
    span = {"start_at": AT - timedelta(hours=3), "end_at": AT - timedelta(hours=2)}
    made = {
        "cases.record_many": lambda: cases.CaseRow(person_id=ids["person_id"], disease="covid19", external_id="x1"),
        "cases.name_sources_many": lambda: cases.SourceRow(case_id=ids["case_id"], source_id=ids["case_id"]),
        "tracing.name_contacts_many": lambda: NamedContact(
            person_id=ids["person_id"], area_path=COMMUNE, first=span["start_at"], last=span["end_at"]
        ),
        "tracing.record_follow_ups_many": lambda: FollowUpRow(person_id=ids["other_id"], day=AT.date()),
        "zones.record_series": lambda: zones.SeriesRow(area_path=COMMUNE, day=AT.date(), cases=1),
        "laboratory.record_many": lambda: laboratory.SampleRow(
            person_id=ids["person_id"],
            disease="covid19",
            external_id="s1",
            area_path=COMMUNE,
            sample=laboratory.SampleFacts(collected_at=AT),
        ),
        "laboratory.report_many": lambda: laboratory.ResultRow(
            code="BIMAT-T1", test=laboratory.ResultFacts(result=laboratory.Result.POSITIVE)
        ),
        "people.record_many": lambda: people.PersonRow(full_name="Lê Văn Lạ", area_path=COMMUNE),
        "people.record_households_many": lambda: people.HouseholdRow(area_path=COMMUNE, code="H-LA"),
        "venues.record_many": lambda: venues.Description(name="Chợ lạ", kind="market", area_path=COMMUNE),
        "tracing.record_visits_many": lambda: tracing.VisitRow(
            person_id=ids["person_id"], venue_id=ids["venue_id"], area_path=COMMUNE, external_id="v1", **span
        ),
        "tracing.record_contacts_many": lambda: tracing.ContactRow(
            person_id=ids["person_id"], other_id=ids["other_id"], area_path=COMMUNE, external_id="c1", **span
        ),
    }
    if name not in made:
        pytest.fail(f"a new bulk action {name}: tell the stranger test what one of its rows is")
    return [made[name]()]


def of_isolation(one: "Action[..., Any]", ids: dict[str, Any]) -> dict[str, Any]:
    """What the actions of isolation and sites take under names that mean something else elsewhere."""
    if one.name.startswith("isolation."):
        return {"facts": ids["decision_facts"], "kind": isolation.Kind.HOME, "met": {"1": True}, "model": "hall"}
    if one.name.startswith("treatment."):
        kit = treatment.FacilityFacts(tier=1)
        return {"facts": ids["triage_facts"] if "case_id" in one.signature.parameters else kit}
    if one.name.startswith("sites."):
        foreign = sites.SiteFacts(name="Khu lạ", kind=sites.SiteKind.HOTEL)
        return {"facts": sites.DayFacts(meals=1) if "day" in one.signature.parameters else foreign}
    return {}


def of_orders(one: "Action[..., Any]") -> dict[str, Any]:
    """What the actions of meetings and of handling take."""
    if one.name.startswith("meetings."):
        return {
            "facts": meetings.Facts(
                title="Họp lạ", purpose="Bàn việc của người lạ", starts_at=AT + timedelta(days=1), persons=5,
                place="Nơi lạ", chair="Người lạ",
            ), "set_id": "meetings-ct16",
        }  # fmt: skip
    if one.name in ("tasks.open_handling", "tasks.correct_handling", "tasks.decide_handling"):
        return {
            "measure": "remind",
            "facts": handling.HandlingFacts(
                subject=handling.Subject.ORGANISATION, name="Quán lạ", finding="Việc lạ của người lạ",
                basis=handling.Basis.OTHER, measure=handling.Measure.REMIND,
            ),
        }  # fmt: skip
    return {}


def value(one: "Action[..., Any]", parameter: inspect.Parameter, hint: Any, ids: dict[str, Any]) -> Any:
    """Something fitting for an argument, out of the world where it names one of its things."""
    name, text = parameter.name, str(hint)
    if name in ids:
        return ids[name]
    if name == "rows" and "int" not in text:
        return rows(one.name, ids)
    known = {
        "area_path": COMMUNE, "area": COMMUNE, "path": COMMUNE, "other_area": COMMUNE, "venue_area": COMMUNE,
        "disease": "covid19", "kind": "command", "role": "officer", "fields": ["phone"], "level": 1, "outcome": "reached", "stage": "isolate",
        "facts": cases.CaseFacts(onset_date=AT.date()), "described": venues.Description(name="Chợ lạ", kind="market", area_path=COMMUNE),
        "meeting": tracing.Meeting(), "geojson": b"{}", "data": b"a,b\n1,2\n", "edition": "3", "arguments": {}, "clock_offset": timedelta(0),
        "plan": Plan("persons", {}, "nguồn lạ"), "found": [Alike(ids["survivor_id"], ids["away_id"], 5.0, "AAAAAA", 0, 0, COMMUNE, COMMUNE)],
    }  # fmt: skip
    if one.name.startswith("laboratory."):
        known |= {
            "sample": laboratory.SampleFacts(collected_at=AT),
            "test": laboratory.ResultFacts(result=laboratory.Result.NEGATIVE),
            "stage": "received",
            "state": "absent",
            "reason": "area" if one.name == "laboratory.open_campaign" else "một lý do đủ dài",
            "times": {},
            "codes": [],
            "topic": "sampling",
            "duty": "stopped",
            "trainees": [laboratory.Trainee("Người lạ")],
            "tubes": [laboratory.TakenTube(code="LA-1", person_ids=(ids["person_id"],), collected_at=AT)],
            "calls": [laboratory.Call("A1", "BIMAT-T1", laboratory.Result.POSITIVE, None)],
        }
        known["kind"] = "medical" if one.name.endswith(("_training", "_sampler")) else known["kind"]
    known |= of_isolation(one, ids)
    known |= of_orders(one)
    if one.name.startswith("directives."):
        known |= {
            "facts": directives.Facts(subject="Văn bản lạ"), "content": directives.Content("Việc lạ của người lạ"),
            "found": Directive("Văn bản lạ", Header(), (), ()), "head": Head(subject="Văn bản lạ"),
            "part": Part(str(ids["part_id"]), PartKind.TEXT, "Đoạn của người lạ"),
        }  # fmt: skip
    if one.name == "cases.set_outcome" and name == "outcome":
        return cases.Outcome.RECOVERED
    if name in known:
        return known[name]
    for kind, given in (
        (datetime, AT),
        (float, 1.0),
        (date, AT.date()),
        (bool, False),
        (int, 1),
        (str, "một lý do đủ dài"),
    ):
        if hint is kind or (kind.__name__ in text and "None" in text):
            return given
    if inspect.isclass(hint) and issubclass(hint, Enum):
        return next(iter(hint))
    return pytest.fail(f"{one.name} takes {name}: {hint}; tell the stranger test how to fill it")


def arguments(one: "Action[..., Any]", ids: dict[str, Any]) -> dict[str, Any]:
    """Required arguments, and those that name a thing of the world."""
    hints = get_type_hints(one.function)
    return {
        p.name: value(one, p, hints.get(p.name), ids)
        for p in one.signature.parameters.values()
        if p.name not in ("by", "at") and (p.default is p.empty or p.name in {"area_path", "area", "venue_area"})
    }


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[stranger_world.World]:
    """Once for all actions: what a test does is undone within this transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield stranger_world.build()
        transaction.set_rollback(True)


@pytest.fixture
def world(built: stranger_world.World, db: None) -> stranger_world.World:
    return built


def tries(world: stranger_world.World) -> dict[str, Actor]:
    """Those who must not."""
    keys = ("other_district", "other_commune", "other_admin")
    everything = {
        f"{key} with every right": Actor(
            id=world.users[key].pk,
            scopes=tuple(
                type(s)(area=s.area, permissions=frozenset(Permission) - {Permission.SYSTEM})
                for s in world.actors[key].scopes
            ),
        )
        for key in keys[:2]
    }
    return {"nobody": NOBODY, **{key: world.actors[key] for key in keys}, **everything}


@pytest.mark.parametrize("name", NAMES)
def test_no_stranger_gets_through(world: stranger_world.World, name: str) -> None:
    one = ACTIONS[name]
    if name in OPEN_ON_PURPOSE:
        with pytest.raises(NotYours):
            one(by=NOBODY, at=AT, **arguments(one, world.ids))
        return
    before = stranger_world.snapshot()
    for who, by in tries(world).items():
        if one.own and by.id is not None and not any(p.endswith("_id") for p in one.signature.parameters):
            continue  # his own account, his own job: there is nobody else's thing to touch
        try:
            result = one(by=by, at=AT, **arguments(one, world.ids))
        except Refused:
            continue
        assert stranger_world.snapshot() == before, f"{who} changed something by {name}"
        empty = not result or getattr(result, "created", None) == 0
        assert empty, f"{who} was answered by {name}"


def test_a_clerk_takes_nothing_away(world: stranger_world.World) -> None:
    for name in NAMES:
        one = ACTIONS[name]
        if one.needs is Permission.EXPORT:
            with pytest.raises(NotYours):
                one(by=world.actors["clerk"], at=AT, **arguments(one, world.ids))


def test_a_clerk_opens_no_identity(world: stranger_world.World) -> None:
    with pytest.raises(NotYours):
        people.open_identity(
            by=world.actors["clerk"], at=AT, person_id=world.ids["person_id"], fields=["phone"], reason="muốn biết số"
        )
