"""Rows come in portions and go to the folders of their province and day; memory is that of one portion."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from vungxanh.kernel.refused import Refused

from .layout import DAY, HERE, PARTS, Manifest, day_name

Ids = Sequence[bytes] | pl.Series
Times = npt.ArrayLike


class Writer:
    """Writes one folder; whole at `close`, gone at `abandon`.

    Provinces are texts (a code of GSO). Ids are 16 bytes, times epoch seconds. Refused when the folder has something
    in it already.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(self.folder.iterdir()):
            raise Refused("%(folder)s đã có dữ liệu. Hãy chọn một thư mục trống.", values={"folder": folder})
        self.folder.chmod(0o700)  # movements of people: pseudonymous is not anonymous
        self.rows, self.stored, self._files = dict.fromkeys(PARTS, 0), dict.fromkeys(PARTS, 0), 0

    def persons(self, person: Ids, district: Sequence[str], province: Sequence[str]) -> None:
        """Where everybody lives."""
        self._put("persons", pl.DataFrame({"person": person, "district": district, "province": province}))

    def visits(self, person: Ids, place: Ids, arrived: Times, left: Times, province: Sequence[str]) -> None:
        """Stays; the province is the place's."""
        rows = pl.DataFrame(
            {"person": person, "place": place, "start": arrived, "end": left, "province": province},
            schema_overrides={"start": pl.Int64, "end": pl.Int64},
        )
        self._put("visits", rows, "place")

    def meetings(self, a: Ids, b: Ids, start: Times, end: Times, close: npt.ArrayLike, province: Sequence[str]) -> None:
        """Direct contacts; close: whether it counts by the definition of its day. A moment (start = end) counts too."""
        rows = pl.DataFrame(
            {"a": a, "b": b, "start": start, "end": end, "close": close, "province": province},
            schema_overrides={"start": pl.Int64, "end": pl.Int64},
        )
        self._put("meetings", rows, "a")

    def isolations(self, person: Ids, since: Times, over: Sequence[int | None], as_case: Sequence[bool]) -> None:
        """From when a person passes nothing on; over: the instant from which that is no longer asked (None: never)."""
        kinds = {"person": pl.Binary, "isolated_at": pl.Int64, "over": pl.Int64, "as_case": pl.Boolean}
        rows = pl.DataFrame({"person": person, "isolated_at": since, "over": over, "as_case": as_case}, schema=kinds)
        self.rows["isolations"] += rows.height
        self.stored["isolations"] += rows.height
        self._file(rows, "isolations", self.folder / "isolations")

    def close(self, *, disease: str, as_of: str) -> Manifest:
        """The folder is whole."""
        for part in PARTS:
            if not self.stored[part]:
                self._empty(part)
        manifest = Manifest(disease, as_of, self.rows, self.stored)
        manifest.save(self.folder)
        return manifest

    def abandon(self) -> None:
        """Leave nothing."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _put(self, part: str, rows: pl.DataFrame, order: str = "") -> None:
        self.rows[part] += rows.height
        keys = ["province"]
        if order:
            rows, keys = _by_day(rows).sort(order, "start"), ["province", "day"]
        self.stored[part] += rows.height
        for key, its in rows.partition_by(keys, as_dict=True, include_key=False).items():
            path = self.folder / part
            for name, value in zip(keys, key, strict=True):
                path /= f"{name}={day_name(value) if name == 'day' else value}"
            self._file(its, part, path)

    def _file(self, rows: pl.DataFrame, part: str, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._files += 1
        rows.write_parquet(folder / f"part-{self._files:06}.parquet", compression="zstd", compression_level=3)

    def _empty(self, part: str) -> None:
        """A file without rows, so that every part can be read."""
        if part == "persons":
            self.persons([b""], [""], ["00"])
        elif part == "isolations":
            self.isolations([b""], [0], [0], [False])
        elif part == "visits":
            self.visits([b""], [b""], [0], [1], ["00"])
        else:
            self.meetings([b""], [b""], [0], [1], [False], ["00"])
        self.rows[part] = self.stored[part] = 0
        for path in (self.folder / part).rglob("*.parquet"):
            pl.read_parquet(path, hive_partitioning=False).clear().write_parquet(path)


def _by_day(rows: pl.DataFrame) -> pl.DataFrame:
    """A row for each day touched, with the day and its midnight."""
    start, end = pl.col("start"), pl.col("end")
    first, last = (start + HERE) // DAY, (pl.max_horizontal(end - 1, start) + HERE) // DAY
    every = rows.with_columns(day=pl.int_ranges(first, last + 1)).explode("day")
    return every.with_columns(midnight=pl.col("day") * DAY - HERE)


def numbers_as_ids(numbers: npt.ArrayLike) -> bytes:
    """For benchmarks and tests: whole numbers as 16-byte ids, one after another."""
    wide = np.zeros((np.asarray(numbers).size, 2), ">i8")
    wide[:, 1] = numbers
    return wide.tobytes()
