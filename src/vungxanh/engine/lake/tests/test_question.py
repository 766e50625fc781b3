"""The question over Parquet is the definition of tracing: people, levels, instants, on random histories and at a market.

Needs an extra (scripts/test_spark.sh installs it outside of this folder); without it these tests are skipped.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from vungxanh.engine.lake.api import F0, Lake, Writer, connect, trace
from vungxanh.engine.tracing.tests.histories import History, histories

pytest.importorskip("ibis", reason="the extra vungxanh[duckdb] is not installed")
pytestmark = pytest.mark.nodb

COMPARE = Path(__file__).parents[5] / "benchmarks/tracing/spark/compare.py"


def laid_out(h: History, folder: Path) -> Path:
    """A history as a folder; a person or place is its number as text."""

    def ids(numbers: object) -> list[bytes]:
        return [b"%d" % n for n in numbers]  # type: ignore[attr-defined]

    out = Writer(folder)
    if h.visits:
        person, place, arrived, left = zip(*h.visits.values(), strict=True)
        out.visits(ids(person), ids(place), arrived, left, [f"{p:02}" for p in place])
    if h.contacts:
        a, b, start, end = zip(*h.contacts.values(), strict=True)
        out.meetings(ids(a), ids(b), start, end, [True] * len(a), ["01"] * len(a))
    if h.isolated:
        out.isolations(ids(h.isolated), list(h.isolated.values()), [None] * len(h.isolated), [True] * len(h.isolated))
    out.close(disease="covid19", as_of="")
    return folder


def asked(lake: Lake, h: History) -> dict[int, tuple[int, int, int]]:
    cases = [F0(b"%d" % p, start, end) for p, (start, end) in h.f0.items()]
    answer = trace(lake, cases, levels=h.definition.levels, min_seconds=h.definition.min_seconds)
    rows = zip(answer.level, answer.exposed_from, answer.earliest, strict=True)
    return {int(p): row for p, row in zip(answer.person, rows, strict=True)}


@settings(max_examples=int(os.environ.get("VUNGXANH_LAKE_EXAMPLES", "15")), deadline=None,
          suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])  # fmt: skip
@given(histories())
def test_duckdb_answers_as_the_definition_does(h: History) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        lake = connect("duckdb", laid_out(h, Path(scratch) / "lake"))
        found = asked(lake, h)
        lake.close()
    assert found == {p: (r.level, r.exposed_from, r.earliest) for p, r in h.expected().items()}


def compared(tmp_path: Path, *words: str) -> dict[str, object]:
    """compare.py fails by itself where a single person differs from the kernel."""
    command = [sys.executable, str(COMPARE), "--scratch", str(tmp_path), *words]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_a_market_on_duckdb(tmp_path: Path) -> None:
    told = compared(tmp_path, "--persons", "3000", "--market", "3000", "--cases", "3")
    assert (told["differ"], len(told["reached"])) == (0, 3)  # type: ignore[arg-type]


@pytest.mark.spark
@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_a_cluster_of_two_workers_answers_as_the_kernel_does(tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="the extra vungxanh[spark] is not installed")
    persons = os.environ.get("VUNGXANH_SPARK_PERSONS", "20000")
    told = compared(tmp_path, "--cluster", "2", "--persons", persons, "--market", "100000")
    assert told["differ"] == 0
