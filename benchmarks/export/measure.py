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


def memory() -> tuple[float, float]:
    """Resident megabytes now: the program's own, and pages of mapped files (SQLite's database among them)."""
    with open("/proc/self/status") as file:
        found = dict(line.split(":", 1) for line in file if line.startswith("Rss"))
    own, mapped = (int(found[name].split()[0]) / 1e3 for name in ("RssAnon", "RssFile"))
    return own, mapped


def main(form: str, path: str) -> None:
    client = Client()
    client.force_login(User.objects.get(username="capt"), backend="django.contrib.auth.backends.ModelBackend")
    client.get(path)
    before, began, cpu = memory(), time.perf_counter(), time.process_time()
    answer = client.post(path, {"export": form})
    size, first, marks, longest, last = 0, 0.0, [], 0.0, began
    for number, piece in enumerate(answer.streaming_content):
        now = time.perf_counter()
        first, longest, last = first or now - began, max(longest, now - last), now
        size += len(piece)
        if number % 50 == 0:
            marks.append(memory())
    spent, cpu = time.perf_counter() - began, time.process_time() - cpu
    rows = taking_rows()
    print(
        f"{path} {form}: {rows:,} rows, {size / 1e6:.1f} MB in {spent:.1f} s (processor {cpu:.1f} s), {rows / cpu:,.0f} rows/s"
    )
    tenth = max(1, len(marks) // 10)
    early, late = (max(own for own, _mapped in part) for part in (marks[: tenth + 1], marks[-tenth - 1 :]))
    print(f"first byte after {first:.2f} s, longest silence {longest:.2f} s; own memory before {before[0]:.0f} MB, first tenth {early:.0f} MB, "
          f"last tenth {late:.0f} MB, most {max(own for own, _m in marks):.0f} MB; mapped files {max(m for _o, m in marks):.0f} MB; "
          f"peak in all {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")  # fmt: skip


def taking_rows() -> int:
    from vungxanh.common.models import AuditEntry

    return int(AuditEntry.objects.filter(action="common.exports.take_away").order_by("-pk").first().detail["rows"])  # type: ignore[union-attr]


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "csv", sys.argv[2] if len(sys.argv) > 2 else "/people/")
