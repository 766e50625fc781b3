"""One file a command, named ``<command>_.py``; what they share is here."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

import click

from vungxanh.kernel.refused import Refused

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of text.")


def start_django() -> None:
    """Load settings and rooms; commands call it before they import a room."""
    import django

    django.setup()


def say(as_json: bool, data: Any, text: str) -> None:
    """Print ``data`` as JSON or ``text``."""
    click.echo(json.dumps(data, ensure_ascii=False, default=str, indent=1) if as_json else text)


def refusals(function: Callable[..., Any]) -> Callable[..., Any]:
    """A ``Refused`` becomes its sentence on stderr and exit code 1; so does a centre without its tables."""

    @wraps(function)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except Refused as no:
            raise click.ClickException(no.sentence) from None
        except Exception as error:
            if not _unprepared(error):
                raise
            raise click.ClickException(
                "Trung tâm này chưa được lập, hoặc còn ở phiên bản cũ. Hãy chạy «vungxanh up» một lần trước."
            ) from None

    return guarded


def _unprepared(error: Exception) -> bool:
    """Whether a question to the database failed because its tables are not (all) there yet."""
    import sqlite3

    import psycopg
    from django.db import DatabaseError, OperationalError, ProgrammingError

    if not isinstance(error, OperationalError | ProgrammingError | sqlite3.OperationalError | psycopg.ProgrammingError):
        return False
    from vungxanh.site.preparing import pending

    try:
        return bool(pending())
    except DatabaseError:  # it does not answer at all: say what it said
        return False


def now() -> datetime:
    """The command's one reading of the clock."""
    from vungxanh.common import centre

    return centre.now()
