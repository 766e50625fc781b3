"""Import N case rows with their persons and time it: reading, places, validation, what is known, audit, writing.

    PYTHONPATH=src python benchmarks/import/run.py [N] [--profile]
    PYTHONPATH=src scripts/with_postgres.sh python benchmarks/import/run.py [N]

Prints rows/s of the import (by the clock and by processor time), of a plain bulk insert of the same rows into the same
tables with their indexes in the same batches, the ratios of the two, and the highest memory of the process.
"""

import cProfile
import csv
import pstats
import random
import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import bench
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from vungxanh.adapters.linelist import actions, sending
from vungxanh.adapters.linelist.running import BATCH
from vungxanh.common import running as worker
from vungxanh.kernel.actor import system
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.cases.models import Case
from vungxanh.rooms.people.models import Person
from vungxanh.rooms.places import actions as places
from vungxanh.rooms.places import queries as areas

HEADER = (
    "Mã ca", "Họ tên", "Giới tính", "Ngày sinh", "Xã", "Huyện", "Điện thoại", "CCCD", "Địa chỉ", "Nghề nghiệp",
    "Ngày khởi phát", "Ngày lấy mẫu", "Ngày chẩn đoán", "Phân loại", "Kết cục", "Ghi chú",
)  # fmt: skip


def make(path: Path, count: int) -> None:
    """A line list as a province would send it: one row in fifty spells its commune wrongly, one in a hundred is bad."""
    rng = random.Random(7)
    communes = [
        (area.name, district.full_name)
        for district in areas.children(by=system(), path="3/70/")
        for area in areas.children(by=system(), path=district.path)
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for n in range(count):
            commune, district = rng.choice(communes)
            if n % 50 == 0 and len(commune) > 5:
                commune = commune[:-2] + commune[-1]
            onset = date(2021, 1, 1) + timedelta(days=rng.randrange(300))
            born = date(1930, 1, 1) + timedelta(days=rng.randrange(30000))
            writer.writerow([
                f"BP-{n:07}", bench.full_name(rng), rng.choice(("nam", "nữ")),
                f"{born:%d/%m/%Y}" if n % 100 else "32/13/1990", commune, district, f"09{n:08}", f"0700{n:08}",
                f"Số {n % 400}, tổ {n % 9}", rng.choice(("Công nhân", "Nông dân", "Học sinh", "")),
                f"{onset:%d/%m/%Y}", f"{onset + timedelta(days=1):%d/%m/%Y}",
                f"{onset + timedelta(days=2):%d/%m/%Y} 09:{n % 60:02}", "xác định", rng.choice(("khỏi", "")), "",
            ])  # fmt: skip


def bring(path: Path) -> tuple[float, float, dict[str, Any]]:
    """Seconds by the clock, of the processor, and the result."""
    by, at = system(), timezone.now()
    began, worked = time.perf_counter(), time.process_time()
    (one,) = sending.prepare([(path.name, path.read_bytes())], by=by, area="3/70/", disease="covid19")
    upload = actions.send(by=by, at=at, data=path, name=path.name)
    job = actions.begin(by=by, at=at, upload_id=upload.id, plan=one.plan)
    worker.run_next(only=job.pk)
    spent = time.perf_counter() - began, time.process_time() - worked
    job.refresh_from_db()
    if job.state != "done":
        raise SystemExit(f"{job.state}: {job.message}")
    return *spent, job.result


def plain_insert() -> tuple[float, float]:
    """Seconds, by the clock and of the processor, to insert the rows now in the two tables once more, values ready, nothing checked."""
    tables = []
    for model in (Person, Case):
        fields = [f.attname for f in model._meta.concrete_fields]
        rows = [list(row) for row in model.objects.values_list(*fields)]
        tables.append((model, fields, rows))
    renewed: dict[Any, Any] = {}
    for _model, fields, rows in tables:
        at = {name: n for n, name in enumerate(fields)}
        for row in rows:
            renewed[row[at["id"]]] = row[at["id"]] = new_id()
            row[at["source"]] = "again"
            if "code" in at:
                row[at["code"]] = "2" + row[at["code"]]
                row[at["person_id"]] = renewed[row[at["person_id"]]]
    worked = time.process_time()
    return sum(bench.put(*table, at_once=BATCH) for table in tables), time.process_time() - worked


def main(count: int, *, profile: bool) -> None:
    """Make, import, compare."""
    call_command("migrate", verbosity=0)
    places.load_official_units(by=system(), at=timezone.now(), only=("3/70/",))
    path = Path(tempfile.mkdtemp(prefix="vungxanh-bench-")) / "ca_benh.csv"
    make(path, count)
    print(f"{count:,} rows, {path.stat().st_size / 1e6:.1f} MB, {connection.vendor}", flush=True)
    if profile:
        with cProfile.Profile() as spy:
            clock, busy, result = bring(path)
        pstats.Stats(spy).sort_stats("tottime").print_stats(45)
    else:
        clock, busy, result = bring(path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print({k: v for k, v in result.items() if isinstance(v, int) or k == "made"})
    print(
        f"import        {clock:6.1f} s  {count / clock:8,.0f} rows/s  {count / busy:8,.0f} rows/CPU-s  peak {peak:,.0f} MB"
    )
    if not profile:
        inserted, used = plain_insert()
        print(
            f"plain insert  {inserted:6.1f} s  {count / inserted:8,.0f} rows/s  {count / used:8,.0f} rows/CPU-s  "
            f"ratio {clock / inserted:.1f} by the clock, {busy / used:.1f} of the processor"
        )


if __name__ == "__main__":
    numbers = [int(a) for a in sys.argv[1:] if a.isdigit()]
    main(numbers[0] if numbers else 100_000, profile="--profile" in sys.argv)
