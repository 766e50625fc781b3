"""Korea 2015 through the product, against polars straight from the files; and the page that tells it."""

import importlib.util
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest
from django.test import Client

from vungxanh.kernel.actor import Actor, system
from vungxanh.rooms.cases.models import Case
from vungxanh.testing import actor

pytestmark = [pytest.mark.shared, pytest.mark.django_db, pytest.mark.usefixtures("areas")]
REPO = Path(__file__).resolve().parents[5]


@pytest.fixture
def script() -> ModuleType:
    import sys

    spec = importlib.util.spec_from_file_location("validate_mers", REPO / "scripts/validate_mers.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["validate_mers"] = module
    spec.loader.exec_module(module)
    return module


def read(folder: Path, name: str) -> pl.DataFrame:
    return pl.read_csv(folder / name, null_values=["", "NA"], try_parse_dates=True)


def test_the_figures_are_those_of_the_files(script: ModuleType, shared: Path, at: datetime) -> None:
    folder = shared / "data/outbreaks"
    now = at.replace(year=2026)
    first = script.bring_in(system(), now, folder)
    assert [(r["kind"], r["new"], r["errors"]) for r in first] == [("cases", 162, 0), ("links", 98, 0)]
    found = script.figures(system(), first, script.bring_in(system(), now, folder))
    cases, links = read(folder, script.FILES[0]), read(folder, script.FILES[1])
    assert (found.cases, found.links, found.again) == (cases.height, links.height, (0, 260))

    counts = links.group_by("from").len().sort("len", descending=True)
    assert [n for _c, n, _g in found.top] == counts["len"].head(5).to_list()
    assert dict(counts.iter_rows()).items() >= {code: n for code, n, _g in found.top}.items()
    assert found.infectors == counts.height

    onset = cases.select("id", "dt_onset")
    joined = links.join(onset, left_on="from", right_on="id", how="left").join(
        onset, left_on="to", right_on="id", how="left", suffix="_to"
    )
    days = (joined["dt_onset_to"] - joined["dt_onset"]).dt.total_days()
    assert (found.intervals, found.missing) == (days.len() - days.null_count(), days.null_count())
    assert (found.mean, found.median, found.sd) == tuple(map(pytest.approx, (days.mean(), days.median(), days.std())))
    assert (found.shortest, found.longest, found.negative) == (days.min(), days.max(), (days < 0).sum())

    step = cases.join(links, left_on="id", right_on="to", how="anti").select("id")
    seen = []
    while step.height:
        seen.append(step.unique().with_columns(depth=pl.lit(len(seen))))
        step = step.join(links, left_on="id", right_on="from").select(id="to")
    depths = pl.concat(seen).group_by("id").agg(low=pl.col("depth").min(), high=pl.col("depth").max())
    by_generation = depths.group_by("low").len().sort("low")
    assert found.generations == dict(by_generation.iter_rows())
    assert found.deepest == depths["high"].max()
    assert (REPO / "docs/validation/mers-korea-2015.md").read_text() == script.page(found)


def test_every_column_arrives(script: ModuleType, shared: Path, at: datetime) -> None:
    folder = shared / "data/outbreaks"
    script.bring_in(system(), at.replace(year=2026), folder)
    cases = read(folder, script.FILES[0])
    stored = {c.code: c for c in Case.objects.select_related("person")}
    for row in cases.iter_rows(named=True):
        case = stored[row["id"]]
        assert (case.onset_date, case.exposure_start, case.exposure_end) == (
            row["dt_onset"], row["dt_start_exp"], row["dt_end_exp"],
        )  # fmt: skip
        assert (case.infected_where, case.facility) == (row["place_infect"] or "", row["loc_hosp"] or "")
        for ours, theirs in (("notified_at", "dt_report"), ("diagnosed_at", "dt_diag")):
            moment = getattr(case, ours)
            assert (moment and moment.date()) == row[theirs]
        assert (case.outcome == "died") == (row["outcome"] == "Dead")
        assert case.outcome_date == row["dt_death"]
        assert case.person.sex == (row["sex"] or "U")
        if row["age"] is not None and row["dt_onset"]:
            assert case.person.birth_year == row["dt_onset"].year - row["age"]
        assert case.status == ("confirmed" if row["dt_diag"] else "suspected")


def test_the_page_of_a_superspreader_shows_his_chain(
    script: ModuleType, shared: Path, at: datetime, login: Callable[[Actor], Client]
) -> None:
    script.bring_in(system(), at.replace(year=2026), shared / "data/outbreaks")
    case = Case.objects.get(code="SK_14")
    page = login(actor()).get(f"/cases/{case.pk}/")
    assert page.status_code == 200
    assert "SK_1" in page.content.decode()
