"""SQLite: the online backup API while others write; a rename to put a copy in place."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

from vungxanh.kernel.refused import Refused


def source() -> Path:
    """The centre's database file."""
    return Path(settings.DATABASES["default"]["NAME"])


def copy(to: Path) -> tuple[dict[str, int], dict[str, Any]]:
    """A consistent copy at one moment; row counts and newest seal of that moment. Writers go on meanwhile."""
    with closing(sqlite3.connect(source(), timeout=60)) as live, closing(sqlite3.connect(to)) as target:
        live.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
    return read(to)


def read(path: Path) -> tuple[dict[str, int], dict[str, Any]]:
    """Row counts and newest seal of a database file; Refused when its pages are damaged."""
    with closing(sqlite3.connect(f"file:{path}?immutable=1", uri=True)) as db:
        if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise Refused("Tệp cơ sở dữ liệu bị hỏng.")
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        counts = {name: db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608
        seal = db.execute("SELECT seq, digest FROM common_auditseal ORDER BY seq DESC LIMIT 1").fetchone()
    return counts, {"seq": seal[0], "digest": seal[1]} if seal else {"seq": 0, "digest": ""}


def stage(file: Path, into: Path, alias: str, _: datetime) -> tuple[dict[str, int], dict[str, Any]]:
    """Make the unpacked database reachable as ``alias``; its counts and newest seal."""
    path = into / "staged.sqlite3"
    file.rename(path)
    found = read(path)
    connections.databases[alias] = {**connections.databases["default"], "NAME": path}
    return found


def swap(alias: str, now: datetime) -> str:
    """Put the staged database in place by one rename; where the former one is now ("" when there was none)."""
    staged, here = Path(connections.databases[alias]["NAME"]), source()
    connections.close_all()
    kept = ""
    if here.exists():
        with closing(sqlite3.connect(here)) as old:
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            old.execute("PRAGMA journal_mode=DELETE")
        kept = str(here.with_name(f"{here.name}.before-{now:%Y%m%d-%H%M%S}"))
        os.link(here, kept)
    with staged.open("rb") as file:
        os.fsync(file.fileno())
    staged.replace(here)
    return kept


def forget(alias: str) -> None:
    """Give up what was staged."""
    connections[alias].close()
    connections.databases.pop(alias, None)
