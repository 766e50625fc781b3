"""A large list as a file: rows a second, first byte, memory. Usage: python benchmarks/export/measure.py [csv|xlsx] [PATH]

On what benchmarks/pages/fill.py left in $VUNGXANH_HOME. The request goes through Django's test client; a list beyond
``taking.AT_ONCE`` rows is streamed here all the same, to show that memory does not grow with it.
"""

import os
import resource
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vungxanh.site.settings")
import django

django.setup()

from django.conf import settings

settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.ALLOWED_HOSTS = ["testserver"]

from django.test import Client

from vungxanh.common.web.export import taking
from vungxanh.rooms.agencies.models import User

taking.AT_ONCE = 10**9


def memory() -> float:
    """Resident megabytes now."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096 / 1e6


def main(form: str, path: str) -> None:
    client = Client()
    client.force_login(User.objects.get(username="capt"), backend="django.contrib.auth.backends.ModelBackend")
    client.get(path)
    before, began, cpu = memory(), time.perf_counter(), time.process_time()
    answer = client.post(path, {"export": form})
    size, first, marks = 0, 0.0, []
    for number, piece in enumerate(answer.streaming_content):
        first = first or time.perf_counter() - began
        size += len(piece)
        if number % 50 == 0:
            marks.append(memory())
    spent, cpu = time.perf_counter() - began, time.process_time() - cpu
    rows = taking_rows()
    print(
        f"{path} {form}: {rows:,} rows, {size / 1e6:.1f} MB in {spent:.1f} s (processor {cpu:.1f} s), {rows / cpu:,.0f} rows/s"
    )
    print(f"first byte after {first:.2f} s; memory before {before:.0f} MB, while writing {marks[0]:.0f} to {max(marks):.0f} MB, "
          f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")  # fmt: skip


def taking_rows() -> int:
    from vungxanh.common.models import AuditEntry

    return int(AuditEntry.objects.filter(action="common.exports.take_away").order_by("-pk").first().detail["rows"])  # type: ignore[union-attr]


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "csv", sys.argv[2] if len(sys.argv) > 2 else "/people/")
