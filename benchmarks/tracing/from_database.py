"""The tracing room's index from its database: VUNGXANH_HOME=<a filled centre> python benchmarks/tracing/from_database.py

Prints one line of JSON: rows, seconds (by the clock and of the processor) to lay everything out, to open it from disk
in another process, and the peak memory of each.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vungxanh.site.settings")
import django

django.setup()

from vungxanh.engine.tracing import api as engine
from vungxanh.rooms.tracing.snapshot import filling, holding


def status(field: str) -> int:
    """Megabytes of this process."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith(field + ":"))


def measure(label: str) -> dict[str, object]:
    """One of the two in this process."""
    engine.warm_up()
    began, spent = time.perf_counter(), time.process_time()
    index = filling.whole("covid19", holding._scratch()).index if label == "build" else holding.current("covid19").index
    return {
        f"{label}_s": round(time.perf_counter() - began, 2), f"{label}_cpu_s": round(time.process_time() - spent, 2),
        f"{label}_peak_mb": status("VmHWM"), f"{label}_own_mb": status("RssAnon"),
        "visits": index.visit_count, "contacts": index.contact_count, "persons": index.persons,
    }  # fmt: skip


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(sys.argv[1])))
        sys.exit()
    told: dict[str, object] = {"at": time.strftime("%Y-%m-%dT%H:%M:%S"), "load": os.getloadavg()[0]}
    for label in ("build", "keep", "open"):
        done = subprocess.run([sys.executable, __file__, label], check=True, stdout=subprocess.PIPE)
        told |= json.loads(done.stdout.splitlines()[-1])
    results = Path(__file__).parent / "results"
    results.mkdir(exist_ok=True)
    (results / "from_database.json").write_text(json.dumps(told, indent=1) + "\n")
    print(json.dumps(told))
