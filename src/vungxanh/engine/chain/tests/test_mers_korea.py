"""The MERS outbreak in South Korea, 2015: our figures against polars' straight from the files."""

import os
from pathlib import Path

import polars as pl
import pytest

from vungxanh.engine.chain.api import Case, Chain, Link

ROOT = Path(__file__).resolve().parents[5]
FOLDER = (ROOT / os.environ.get("VUNGXANH_SHARED", "../shared") / "data" / "outbreaks").resolve()

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not (FOLDER / "mers_korea_2015.contacts.csv").exists(),
        reason=f"no outbreak files in {FOLDER}; set VUNGXANH_SHARED",
    ),
]


@pytest.fixture(scope="module")
def files() -> tuple[pl.DataFrame, pl.DataFrame]:
    cases = pl.read_csv(FOLDER / "mers_korea_2015.linelist.csv", null_values=["", "NA"], try_parse_dates=True)
    return cases, pl.read_csv(FOLDER / "mers_korea_2015.contacts.csv", null_values=["", "NA"])


@pytest.fixture(scope="module")
def chain(files: tuple[pl.DataFrame, pl.DataFrame]) -> Chain[str]:
    cases, links = files
    columns = ("id", "dt_onset", "dt_report", "dt_start_exp", "dt_end_exp")
    return Chain.build(
        [Case(*row) for row in cases.select(columns).iter_rows()],
        [Link(*row) for row in links.select("from", "to").iter_rows()],
    )


def test_all_cases_and_links_are_there(chain: Chain[str]) -> None:
    assert (len(chain.cases), sum(chain.secondary_cases().values())) == (162, 98)


def test_secondary_cases_of_every_infector(chain: Chain[str], files: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    counted = dict(files[1]["from"].value_counts().iter_rows())
    assert {i: n for i, n in chain.secondary_cases().items() if n} == counted
    assert list(chain.secondary_cases().items())[:3] == [("SK_14", 38), ("SK_1", 26), ("SK_16", 21)]
    o = chain.offspring()
    everybody = files[0].select(n=pl.col("id").replace_strict(counted, default=0))["n"]
    assert (o.mean, o.variance) == (pytest.approx(everybody.mean()), pytest.approx(everybody.var()))


def test_serial_intervals(chain: Chain[str], files: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    cases, links = files
    onset = cases.select("id", "dt_onset")
    joined = links.join(onset, left_on="from", right_on="id").join(onset, left_on="to", right_on="id", suffix="_to")
    days = (joined["dt_onset_to"] - joined["dt_onset"]).dt.total_days()
    found = chain.serial_intervals()
    assert sorted(found.days) == sorted(days.drop_nulls().to_list())
    assert (found.missing, found.negative) == (days.null_count(), int((days < 0).sum()))
    assert (found.mean, found.median, found.sd) == (
        pytest.approx(days.mean()),
        pytest.approx(days.median()),
        pytest.approx(days.std()),
    )
    for p in (0.05, 0.25, 0.75, 0.95):
        assert found.quantile(p) == pytest.approx(days.quantile(p, "linear"))


def test_reporting_delays(chain: Chain[str], files: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    days = (files[0]["dt_report"] - files[0]["dt_onset"]).dt.total_days()
    found = chain.reporting_delays()
    assert (found.mean, found.missing) == (pytest.approx(days.mean()), days.null_count())


def test_generations(chain: Chain[str], files: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    """By joining the links with themselves until nothing is left."""
    cases, links = files
    step = cases.join(links, left_on="id", right_on="to", how="anti").select("id")
    seen = []
    while step.height:
        seen.append(step.unique().with_columns(depth=pl.lit(len(seen))))
        step = step.join(links, left_on="id", right_on="from").select(id="to")
    depths = pl.concat(seen).group_by("id").agg(shortest=pl.col("depth").min(), longest=pl.col("depth").max())
    expected = {i: (a, b) for i, a, b in depths.iter_rows()}
    assert {i: (g.shortest, g.longest) for i, g in chain.generations.items()} == expected
    assert max(g.longest for g in chain.generations.values()) >= 3
