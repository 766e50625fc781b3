"""What must be true before the centre opens: tables as this version wants them, official units, static files."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from vungxanh.kernel.actor import system

Say = Callable[[str], None]


def prepare(say: Say) -> None:
    """Do what is missing; done before, it takes a fraction of a second."""
    migrate(say)
    official_units(say)
    static_files(say)


def pending() -> list[str]:
    """Migrations not yet applied, by name."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate(say: Say) -> None:
    """Bring the tables to this version."""
    if pending():
        say("cơ sở dữ liệu")
        call_command("migrate", interactive=False, verbosity=0)


def official_units(say: Say) -> None:
    """The official administrative units, unless this release's were loaded before: a known key leaves no trace in the audit trail."""
    from vungxanh.rooms.places.actions import load_official_units
    from vungxanh.rooms.places.actions.shipped import digest

    told = threading.Timer(1, say, ["đơn vị hành chính"])  # only when there is something to wait for
    told.start()
    try:
        load_official_units.once(f"official-units:{digest()}", by=system(), at=timezone.now())
    finally:
        told.cancel()


def static_files(say: Say) -> None:
    """Fonts, scripts and styles under their hashed names, collected again when one changed."""
    stamp_file = Path(settings.STATIC_ROOT) / ".stamp"
    stamp = hashlib.sha256("\n".join(_static()).encode()).hexdigest()
    if stamp_file.exists() and stamp_file.read_text() == stamp:
        return
    say("tệp giao diện")
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp_file.write_text(stamp)


def _static() -> Iterator[str]:
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            yield f"{path} {stat.st_size} {stat.st_mtime_ns}"
