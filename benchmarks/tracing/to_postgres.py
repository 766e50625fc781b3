"""Copies a filled centre's visits, meetings and areas from SQLite into an empty PostgreSQL, then measures the build.

VUNGXANH_HOME=<a filled centre> scripts/with_postgres.sh .venv/bin/python benchmarks/tracing/to_postgres.py [TIMES]
Only the columns that are read; no indexes, so that filling takes two minutes and not ten.
"""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg

STAYED = "id uuid, person_id uuid, venue_id uuid, start_at timestamptz, end_at timestamptz, removed_at timestamptz, changed_at timestamptz, area_path varchar(40)"
MET = STAYED.replace("venue_id", "other_id") + (
    ", distance_m float8, minutes int, masked bool, household bool, physical bool, care bool, closed_space bool"
)
TABLES = {"places_area": "path varchar(40)", "tracing_visit": STAYED, "tracing_contactevent": MET}
ROWS = 20_000


def fill(url: str, home: Path) -> None:
    """Every row, as text."""
    source = sqlite3.connect(f"file:{home}/vungxanh.sqlite3?mode=ro", uri=True)
    with psycopg.connect(url, autocommit=True) as target:
        for table, columns in TABLES.items():
            target.execute(f"CREATE UNLOGGED TABLE {table} ({columns})")
            names = [column.split()[0] for column in columns.split(", ")]
            line = "||char(9)||".join(f"coalesce({name}, '\\N')" for name in names)
            last = source.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0] or 0
            with target.cursor().copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
                for low in range(0, last + 1, ROWS):
                    found = f"SELECT {line} AS line FROM {table} WHERE rowid >= ? AND rowid < ?"
                    text = source.execute(f"SELECT group_concat(line, char(10)) FROM ({found})", (low, low + ROWS))
                    if portion := text.fetchone()[0]:
                        copy.write(portion + "\n")
        target.execute("ANALYZE")


if __name__ == "__main__":
    fill(os.environ["VUNGXANH_DATABASE"], Path(os.environ["VUNGXANH_HOME"]))
    measure = [sys.executable, str(Path(__file__).with_name("from_database.py")), "build"]
    for _ in range(int([*sys.argv, "3"][1])):
        print("load", os.getloadavg()[0], flush=True)
        subprocess.run(measure, check=True)
