"""Which engine: DuckDB in this process, or a Spark cluster. The question does not know."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vungxanh.kernel.refused import Refused

from .layout import PARTS, manifest_of

SPARK = {
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",  # province 01 stays "01"
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.adaptive.advisoryPartitionSizeInBytes": "16m",  # compressed; ids grow several times in memory
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}


@dataclass(frozen=True)
class Lake:
    """A folder opened by an engine: Ibis tables. `table` makes one of an Arrow table; `close` gives the engine back."""

    con: Any
    table: Callable[[Any], Any]
    persons: Any
    meetings: Any
    visits: Any
    isolations: Any

    def close(self) -> None:
        """Give the engine back."""
        self.con.disconnect()


def connect(engine: str, folder: Path, options: dict[str, str] | None = None) -> Lake:
    """Open a folder by ``duckdb``, ``spark://HOST:PORT`` or ``local[N]`` (Spark in one process).

    options: settings of the engine (Spark: spark.…; DuckDB: threads, memory_limit). A cluster's workers must see the
    folder under the same path. Refused when the folder is not whole, the engine unknown or not installed.
    """
    folder = Path(folder).resolve()
    manifest_of(folder)
    if engine == "duckdb":
        con, table = _duckdb(options or {})
        files, how = "/**/*.parquet", {"hive_partitioning": True, "hive_types_autocast": False}
    elif engine.startswith(("spark://", "local[")):
        con, table = _spark(engine, options or {})
        files, how = "", {}
    else:
        raise Refused(
            "Không có máy tính toán «%(engine)s». Hãy dùng duckdb hoặc spark://MÁY:CỔNG.", values={"engine": engine}
        )
    return Lake(con, table, **{part: con.read_parquet(f"{folder}/{part}{files}", **how) for part in PARTS})


def _duckdb(options: dict[str, str]) -> tuple[Any, Callable[[Any], Any]]:
    try:
        import ibis
        import ibis.backends.duckdb
    except ImportError:
        raise _missing("duckdb") from None
    con = ibis.duckdb.connect(**options)
    return con, lambda rows: con.create_table("given", rows, temp=True, overwrite=True)


def _spark(master: str, options: dict[str, str]) -> tuple[Any, Callable[[Any], Any]]:
    try:
        import ibis
        import ibis.backends.pyspark
        from pyspark.sql import SparkSession
    except ImportError:
        raise _missing("spark") from None
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise Refused("Spark cần Java 17. Hãy cài đặt rồi chạy lại, ví dụ: apt-get install openjdk-17-jre-headless.")
    builder = SparkSession.builder.master(master).appName("vungxanh trace")
    for name, value in (SPARK | options).items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    con = ibis.pyspark.connect(session)

    def table(rows: Any) -> Any:
        session.createDataFrame(rows).createOrReplaceTempView("given")
        return con.table("given")

    return con, table


def _missing(extra: str) -> Refused:
    return Refused(
        'Phần này chưa được cài đặt. Hãy chạy: pip install "vungxanh[%(extra)s]", rồi chạy lại lệnh.',
        values={"extra": extra},
    )
