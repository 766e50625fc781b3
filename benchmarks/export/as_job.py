"""A list of 500,000 rows as a file made by a job, as a centre makes it: python benchmarks/export/as_job.py [csv|xlsx] [PATH]

On what benchmarks/pages/fill.py left in $VUNGXANH_HOME (and VUNGXANH_DATABASE): the officer of the province asks on the
list's page, the worker's own function makes the file, in this process. Memory is looked at twice a second.
"""

import os
import sys
import threading
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vungxanh.site.settings")
import django

django.setup()

from django.conf import settings

settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.ALLOWED_HOSTS = ["testserver"]

from django.db import connection
from django.test import Client

from vungxanh.common import running
from vungxanh.common.models import Job
from vungxanh.common.web.export import filed
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.agencies.models import User


def own_memory() -> float:
    """Megabytes the program allocated, without mapped files."""
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("RssAnon")) / 1e3


def main(form: str, path: str) -> None:
    client = Client()
    client.force_login(User.objects.get(username="capt"), backend="django.contrib.auth.backends.ModelBackend")
    asked = time.perf_counter()
    client.post(path, {"export": form, "_key": str(new_id())})
    asked = time.perf_counter() - asked
    job = Job.objects.filter(kind=filed.JOB).latest("pk")
    marks, over = [own_memory()], threading.Event()

    def watch() -> None:
        while not over.wait(0.5):
            marks.append(own_memory())

    threading.Thread(target=watch, daemon=True).start()
    began, worked = time.perf_counter(), time.process_time()
    running.run_next(only=job.pk)
    spent, worked = time.perf_counter() - began, time.process_time() - worked
    over.set()
    job.refresh_from_db()
    if job.state != Job.State.DONE:
        raise SystemExit(f"{job.state}: {job.message}")
    rows, tenth = job.result["rows"], max(1, len(marks) // 10)
    print(
        f"{connection.vendor} {path} {form}: {rows:,} rows, {job.result['bytes'] / 1e6:.1f} MB; asked in {asked:.2f} s; made in "
        f"{spent:.1f} s (processor {worked:.1f} s, {rows / worked:,.0f} rows/s); own memory before {marks[0]:.0f} MB, "
        f"second tenth {max(marks[tenth : 2 * tenth + 1]):.0f} MB, last tenth {max(marks[-tenth:]):.0f} MB"
    )


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "csv", sys.argv[2] if len(sys.argv) > 2 else "/people/?sex=F")
