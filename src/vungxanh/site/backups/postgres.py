"""PostgreSQL: pg_dump of one exported snapshot; restored into a database of its own, which then takes the name."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from django.db import connections, transaction
from psycopg import sql

from vungxanh.kernel.refused import Refused


def tool(name: str) -> str:
    """Path of pg_dump or pg_restore: the newest of Debian's, else the PATH's."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda p: int(p.parts[-3]))
    path = str(found[-1]) if found else shutil.which(name)
    if path is None:
        raise Refused("Máy này không có %(name)s (apt-get install postgresql-client).", values={"name": name})
    return path


def _run(name: str, *arguments: str, database: str) -> None:
    at = connections.databases["default"]
    env = os.environ | {"PGDATABASE": database, "PGUSER": at["USER"], "PGHOST": at["HOST"], "PGPORT": at["PORT"]}
    env |= {"PGPASSWORD": at["PASSWORD"]} if at["PASSWORD"] else {}
    done = subprocess.run(  # noqa: S603
        [tool(name), *arguments], env={k: v for k, v in env.items() if v}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if "error" in line.lower()]
        raise Refused("%(name)s không làm được: %(lines)s", values={"name": name, "lines": (lines or ["?"])[0][:200]})


def copy(to: Path) -> tuple[dict[str, int], dict[str, Any]]:
    """A dump at one moment; row counts and newest seal of that moment. Writers go on meanwhile."""
    connection = connections["default"]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        found = read("default")
        name = connection.settings_dict["NAME"]
        _run("pg_dump", "-Fc", "--no-owner", "--no-acl", f"--snapshot={snapshot}", f"--file={to}", database=name)
    return found


def read(alias: str) -> tuple[dict[str, int], dict[str, Any]]:
    """Row counts and newest seal."""
    with connections[alias].cursor() as cursor:
        names = sorted(connections[alias].introspection.table_names(cursor))
        counts = {}
        for name in names:
            cursor.execute(f'SELECT count(*) FROM "{name}"')  # noqa: S608
            counts[name] = cursor.fetchone()[0]
        cursor.execute("SELECT seq, digest FROM common_auditseal ORDER BY seq DESC LIMIT 1")
        seal = cursor.fetchone()
    return counts, {"seq": seal[0], "digest": seal[1]} if seal else {"seq": 0, "digest": ""}


@contextmanager
def _server() -> Iterator[psycopg.Connection[Any]]:
    """A connection that belongs to no database of ours."""
    at = connections.databases["default"]
    wanted = {"host": at["HOST"], "port": at["PORT"], "user": at["USER"], "password": at["PASSWORD"]}
    with psycopg.connect(dbname="postgres", autocommit=True, **{k: v for k, v in wanted.items() if v}) as server:
        yield server


def stage(file: Path, _: Path, alias: str, now: datetime) -> tuple[dict[str, int], dict[str, Any]]:
    """Restore into a new database, reachable as ``alias``; its counts and newest seal."""
    at = connections.databases["default"]
    name = f"{at['NAME'][:40]}_restored_{now:%Y%m%d%H%M%S}"
    try:
        with _server() as server:
            server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
    except psycopg.errors.InsufficientPrivilege:
        raise Refused("Tài khoản %(at)s cần quyền CREATEDB để khôi phục.", values={"at": at["USER"]}) from None
    connections.databases[alias] = {**at, "NAME": name, "OPTIONS": {}}
    _run("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={name}", str(file), database=name)
    return read(alias)


def swap(alias: str, now: datetime) -> str:
    """The restored database takes the name, the former one another: both renames in one transaction."""
    here, staged = connections.databases["default"]["NAME"], connections.databases[alias]["NAME"]
    for each in ("default", alias):
        connections[each].close()
        close_pool = getattr(connections[each], "close_pool", None)
        if close_pool:
            close_pool()
    kept = f"{here[:40]}_before_{now:%Y%m%d%H%M%S}"
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    try:
        with _server() as server, server.transaction():
            server.execute(rename.format(sql.Identifier(here), sql.Identifier(kept)))
            server.execute(rename.format(sql.Identifier(staged), sql.Identifier(here)))
    except psycopg.errors.ObjectInUse:
        raise Refused("Còn chương trình khác nối vào cơ sở dữ liệu này. Hãy dừng chúng rồi khôi phục lại.") from None
    connections.databases.pop(alias)
    return kept


def forget(alias: str) -> None:
    """Give up what was staged."""
    staged = connections.databases.get(alias)
    if staged:
        connections[alias].close()
        with _server() as server:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(staged["NAME"])))
        connections.databases.pop(alias, None)
