"""Out of the centre and back: what is in the folder, what is not, who may, and that the answer is the centre's own."""

import importlib.util
import json
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner
from django.utils import timezone

from vungxanh.adapters.lake import leaving
from vungxanh.common.models import AuditEntry
from vungxanh.engine.lake.api import manifest_of
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.tracing.models import Contact, ContactEvent, Visit
from vungxanh.site.commands import export_, trace_
from vungxanh.testing import AT, DISTRICT, actor, case, hours, person, venue

pytestmark = pytest.mark.django_db
CODE = "CV-2021-000077"


@pytest.fixture
def outbreak(monkeypatch: pytest.MonkeyPatch) -> None:
    """F0 stays at a market with B (across midnight), meets C closely and D not; B meets E; isolated I passes nothing on."""
    for module in (export_, trace_):
        monkeypatch.setattr(module, "start_django", lambda: None)
    f0, b, c, d, e, isolated, last = (
        person(f"Lê Văn {name}") for name in ("Không", "Bê", "Xê", "Dê", "E", "I", "Cuối")
    )
    case(f0, code=CODE)
    market = venue()
    for who, start, end in ((f0, 40, 34), (b, 35, 33), (isolated, 36, 35)):
        stay = {"start_at": AT - hours(start), "end_at": AT - hours(end)}
        Visit.objects.create(person=who, venue=market, area_path=market.area_path, changed_at=timezone.now(), **stay)
    for one, other, start, close in (
        (f0, c, 30, True),
        (f0, d, 30, False),
        (b, e, 20, True),
        (isolated, last, 20, True),
    ):
        ContactEvent.objects.create(
            person=one, other=other, area_path=one.area_path, start_at=AT - hours(start), end_at=AT - hours(start - 1),
            physical=close, distance_m=None if close else 20, minutes=None if close else 1, masked=not close, closed_space=close, changed_at=timezone.now(),
        )  # fmt: skip
    Contact.objects.create(
        person=isolated, disease="covid19", area_path=isolated.area_path, level=1, isolated_at=AT - hours(30),
        first_exposed_at=AT - hours(36), last_exposed_at=AT - hours(35), followed_until=AT.date() + timedelta(days=9),
        created_at=AT,
    )  # fmt: skip


def test_what_leaves_has_no_names_is_written_down_and_is_refused_to_others(outbreak: None, tmp_path: Path) -> None:
    made = leaving.export(by=system(), at=AT, folder=tmp_path / "lake", disease="covid19")
    assert made.rows == {"persons": 7, "meetings": 4, "visits": 3, "isolations": 1}
    assert made == manifest_of(tmp_path / "lake")
    columns = {
        name for path in (tmp_path / "lake").rglob("*.parquet") for name in pl.read_parquet_schema(path)
    }  # fmt: skip
    assert columns == {
        "person", "district", "place", "start", "end", "midnight", "a", "b", "close", "isolated_at", "over", "as_case",
    }  # fmt: skip
    inside = b"".join(path.read_bytes() for path in (tmp_path / "lake").rglob("*.parquet"))
    assert not [one for one in Visit.objects.values_list("person_id", flat=True) if one.bytes in inside]
    told = AuditEntry.objects.get(action="adapters.lake.take_lake").detail
    assert told["rows"] == 7 + 4 + 3
    with pytest.raises(Refused, match="đã có dữ liệu"):
        leaving.export(by=system(), at=AT, folder=tmp_path / "lake", disease="covid19")
    rights = (Permission.EXPORT, Permission.TRACE_SEE, Permission.PERSON_SEE)
    for lacking in rights:
        by = actor(*(right for right in rights if right is not lacking))
        with pytest.raises(NotYours):
            leaving.export(by=by, at=AT, folder=tmp_path / "no", disease="covid19", area=DISTRICT)
    for by, area in ((actor(*rights), ""), (actor(*rights, area="3/1/"), DISTRICT)):
        with pytest.raises(NotYours):
            leaving.export(by=by, at=AT, folder=tmp_path / "no", disease="covid19", area=area)
    assert not (tmp_path / "no").exists()
    mine = leaving.export(by=actor(*rights), at=AT, folder=tmp_path / "mine", disease="covid19", area=DISTRICT)
    assert mine.rows == made.rows
    assert leaving._over(date(2021, 8, 16)) == 1_629_133_200, "17/8/2021 00:00 in Vietnam"


def test_the_commands_give_what_the_centre_itself_finds(outbreak: None, officer: Actor, tmp_path: Path) -> None:
    lake = str(tmp_path / "lake")
    out = CliRunner().invoke(export_.command, ["--out", lake, "--json"])
    assert (out.exit_code, json.loads(out.stdout)["rows"]["visits"]) == (0, 3), out.output
    assert CliRunner().invoke(export_.command, ["--out", lake, "--disease", "cúm"]).exit_code == 1
    words = ["--at", AT.isoformat(), "--json"]
    assert CliRunner().invoke(trace_.command, [CODE, "--engine", "duckdb"]).exit_code == 2
    assert CliRunner().invoke(trace_.command, [CODE, CODE]).exit_code == 2
    elsewhere = CliRunner().invoke(trace_.command, [CODE, "--engine", "duckdb", "--data", lake, *words])
    if importlib.util.find_spec("ibis") is None:
        assert elsewhere.exit_code == 1
        assert 'pip install "vungxanh[duckdb]"' in elsewhere.output
        return
    here = json.loads(CliRunner().invoke(trace_.command, [CODE, *words]).stdout)
    there = json.loads(elsewhere.stdout)
    found, expected = ({c["person"]: c["level"] for c in told["contacts"]} for told in (there, here))
    assert found == expected
    assert sorted(found.values()) == ["F1", "F1", "F1", "F2"]
    when = {c["person"]: c["from"] for c in there["contacts"]}
    assert all(when[c["person"]][:19] == c["from"][:19].replace("T", " ") for c in here["contacts"])
    assert {c["name"][:4] for c in there["contacts"]} == {"L***"}
