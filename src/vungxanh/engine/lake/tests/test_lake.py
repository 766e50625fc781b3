"""The folder: where rows lie, what is hidden, what is refused. The question itself is in test_question.py."""

import sys
from pathlib import Path
from uuid import UUID

import polars as pl
import pytest

from vungxanh.engine.lake.api import Pseudonyms, Writer, connect, manifest_of
from vungxanh.kernel.refused import Refused

pytestmark = pytest.mark.nodb

MIDNIGHT = 1_629_133_200  # 17/8/2021 00:00 in Vietnam
HOUR = 3600


def written(folder: Path) -> Path:
    out = Writer(folder)
    stays = [(MIDNIGHT - HOUR, MIDNIGHT + HOUR), (MIDNIGHT - HOUR, MIDNIGHT), (MIDNIGHT, MIDNIGHT + 50 * HOUR)]
    out.visits([b"a", b"b", b"c"], [b"x"] * 3, *zip(*stays, strict=True), ["01", "70", "70"])
    out.meetings([b"a"], [b"b"], [MIDNIGHT], [MIDNIGHT], [True], ["01"])
    out.close(disease="covid19", as_of="2021-08-20T00:00:00+07:00")
    return folder


def test_a_row_is_whole_in_the_folder_of_every_day_it_touches(tmp_path: Path) -> None:
    lake = written(tmp_path / "lake")
    found = {
        path.parent.relative_to(lake).as_posix(): pl.read_parquet(path, hive_partitioning=False)
        for path in lake.rglob("*.parquet")
    }
    days = {name for name in found if name.startswith("visits")}
    assert days == {
        "visits/province=01/day=2021-08-16", "visits/province=01/day=2021-08-17", "visits/province=70/day=2021-08-16",
        "visits/province=70/day=2021-08-17", "visits/province=70/day=2021-08-18", "visits/province=70/day=2021-08-19",
    }  # fmt: skip
    assert found["visits/province=70/day=2021-08-16"]["person"].to_list() == [b"b"], (
        "until midnight is not the next day"
    )
    late = found["visits/province=01/day=2021-08-17"]
    assert (late["start"].to_list(), late["midnight"].to_list()) == ([MIDNIGHT - HOUR], [MIDNIGHT])
    assert found["meetings/province=01/day=2021-08-17"].height == 1, "a moment has a day"
    assert found["isolations"].height == found["persons/province=00"].height == 0, "every part can be read"
    told = manifest_of(lake)
    assert (told.rows["visits"], told.stored["visits"], told.rows["isolations"]) == (3, 6, 0)
    assert (lake.stat().st_mode & 0o777) == 0o700


def test_nothing_is_overwritten_and_nothing_half_is_read(tmp_path: Path) -> None:
    lake = written(tmp_path / "lake")
    with pytest.raises(Refused, match="đã có dữ liệu"):
        Writer(lake)
    (lake / "lake.json").unlink()
    with pytest.raises(Refused, match="ghi xong"):
        connect("duckdb", lake)


def test_an_engine_that_is_not_there_is_said_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = written(tmp_path / "lake")
    with pytest.raises(Refused, match="Không có máy tính toán «oracle»"):
        connect("oracle", lake)
    monkeypatch.setitem(sys.modules, "ibis", None)
    for engine, extra in (("duckdb", "duckdb"), ("spark://127.0.0.1:7077", "spark")):
        with pytest.raises(Refused) as no:
            connect(engine, lake)
        assert f'pip install "vungxanh[{extra}]"' in no.value.sentence


def test_pseudonyms_are_read_back_by_their_own_key_alone() -> None:
    who = [UUID(int=7), UUID(int=8), UUID(int=7)]
    hidden = Pseudonyms(b"k" * 32).hide_uuids(who)
    assert hidden[0] == hidden[2] != hidden[1]
    assert not set(hidden) & {one.bytes for one in who}
    assert Pseudonyms(b"k" * 32).reveal(hidden) == who
    assert Pseudonyms(b"l" * 32).reveal(hidden) != who
