"""One lake, one engine, the kernel: the same people, levels and instants, or an error. Prints one JSON line.

python benchmarks/tracing/spark/compare.py --engine duckdb --persons 100000 --market 100000 --scratch DIR
"""

import argparse
import json
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from data import KEY, country, write

from vungxanh.engine.lake.api import F0, Pseudonyms, connect, trace
from vungxanh.engine.lake.tests.cluster import Cluster
from vungxanh.engine.lake.writing import numbers_as_ids
from vungxanh.engine.tracing.api import Contacts, Definition, Index, Visits


def kernel(c, levels: int, minutes: int) -> dict[int, tuple[int, int, int]]:
    """person -> level, exposed_from, earliest."""
    index = Index.build(Contacts(c.a, c.b, c.met, c.parted), Visits(c.person, c.place, c.arrived, c.left))
    t = index.trace(*c.f0.T, Definition(levels=levels, min_minutes_same_place=minutes))
    return dict(
        zip(
            t.person.tolist(),
            zip(t.level.tolist(), t.exposed_from.tolist(), t.earliest.tolist(), strict=True),
            strict=True,
        )
    )


def told_by(log: Path) -> dict[str, float]:
    """What the executors did, from Spark's own event log: processor time, bytes, and the most crowded task."""
    ended = [json.loads(line) for path in log.iterdir() for line in path.open() if '"SparkListenerTaskEnd"' in line]
    tasks = [t["Task Metrics"] for t in ended if t.get("Task Metrics")]
    read = [t["Shuffle Read Metrics"]["Total Records Read"] for t in tasks]
    return {
        "tasks": len(tasks),
        "executor_cpu_s": round(sum(t["Executor CPU Time"] for t in tasks) / 1e9, 1),
        "input_mb": round(sum(t["Input Metrics"]["Bytes Read"] for t in tasks) / 1e6, 1),
        "shuffle_mb": round(sum(t["Shuffle Write Metrics"]["Shuffle Bytes Written"] for t in tasks) / 1e6, 1),
        "shuffle_rows": sum(t["Shuffle Write Metrics"]["Shuffle Records Written"] for t in tasks),
        "spilled_mb": round(sum(t["Disk Bytes Spilled"] for t in tasks) / 1e6, 1),
        "largest_task_rows": max(read, default=0),
        "largest_task_cpu_s": round(max(t["Executor CPU Time"] for t in tasks) / 1e9, 2),
    }


def ask_for(engine: str, folder: Path, options: dict[str, str], cases: list[F0], times: int, cluster: Cluster | None):
    """(answer, [wall, processor time of this process, of the workers]) of each time."""
    lake = connect(engine, folder, options)
    spent = []
    for _ in range(times):
        began, cpu, theirs = time.perf_counter(), time.process_time(), cluster.cpu_seconds() if cluster else 0.0
        answer = trace(lake, cases, levels=3, min_seconds=900)
        took = (
            time.perf_counter() - began,
            time.process_time() - cpu,
            (cluster.cpu_seconds() if cluster else 0.0) - theirs,
        )
        spent.append([round(t, 1) for t in took])
    lake.close()
    return answer, spent


def main() -> None:
    """See above."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--engine", default="duckdb")
    ask.add_argument("--persons", type=int, default=100_000)
    ask.add_argument("--market", type=int, default=0)
    ask.add_argument("--cases", type=int, default=100)
    ask.add_argument("--scratch", type=Path, required=True)
    ask.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="an option of the engine")
    ask.add_argument("--cluster", type=int, default=0, metavar="WORKERS", help="start Spark with so many, a core each")
    ask.add_argument("--repeat", type=int, default=1)
    x = ask.parse_args()
    c = country(x.persons, market=x.market, cases=x.cases)
    folder = x.scratch / f"lake-{x.persons}-{x.market}"
    began = time.perf_counter()
    if not (folder / "lake.json").exists():
        write(c, folder)
    wrote = time.perf_counter() - began
    hidden = Pseudonyms(KEY)
    cases = [F0(p, int(s), int(e)) for p, (_, s, e) in zip(hidden.hide(numbers_as_ids(c.f0[:, 0])), c.f0, strict=True)]
    options = dict(option.split("=", 1) for option in x.set)
    if x.cluster:
        log = x.scratch / f"events-{os.getpid()}"
        log.mkdir()
        options |= {
            "spark.eventLog.enabled": "true",
            "spark.eventLog.dir": str(log),
            "spark.eventLog.compress": "false",
        }
        options |= {"spark.eventLog.rolling.enabled": "false"}
        with Cluster(x.scratch / f"cluster-{os.getpid()}", workers=x.cluster) as cluster:
            answer, spent = ask_for(cluster.master, folder, cluster.options | options, cases, x.repeat, cluster)
        executors = told_by(log)
    else:
        executors = {}
        answer, spent = ask_for(x.engine, folder, options, cases, x.repeat, None)
    people = [one.int for one in hidden.reveal(answer.person)]
    found = dict(zip(people, zip(answer.level, answer.exposed_from, answer.earliest, strict=True), strict=True))
    expected = kernel(c, 3, 15)
    wrong = [p for p in expected.keys() | found.keys() if expected.get(p) != found.get(p)]
    size = sum(f.stat().st_size for f in folder.rglob("*.parquet"))
    print(
        json.dumps(
            {
                "engine": f"spark, {x.cluster} workers" if x.cluster else x.engine,
                "persons": x.persons,
                "market": x.market,
                "reached": answer.counts(),
                "wall_own_workers_s": spent,
                "write_s": round(wrote, 1),
                "lake_mb": round(size / 1e6, 1),
                "executors": executors,
                "rounds": answer.rounds,
                "differ": len(wrong),
            }
        )
    )
    if wrong or not found:
        for p in wrong[:5]:
            print(p, "kernel", expected.get(p), "engine", found.get(p), file=sys.stderr)
        raise SystemExit(1)


if __name__ == "__main__":
    main()
