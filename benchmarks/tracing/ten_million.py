"""Ten million persons from disk: python ten_million.py BENCH FOLDER [BLOCKS]

BENCH: a copy of ../shared/bench/tracing. Each of BLOCKS (10) blocks is its town of a million persons (5,000,000
contacts, 20,000,000 visits) with a seed of its own; one visit and one contact in fifty goes to another block. Writes
20 GB into FOLDER. Prints one line of JSON: seconds, peak memory of the process that builds and of the one that asks.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

PERSONS, PLACES = 1_000_000, 100_000


def status(field: str) -> int:
    """Megabytes of this process by /proc."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith(field + ":"))


def make(bench: Path, folder: Path, block: int, blocks: int) -> None:
    """Write one block as .npy files."""
    sys.path.insert(0, str(bench))
    from gen_contacts import generate

    d, _ = generate(PERSONS, seed=100 + block, n_f0=1000 // blocks)
    rng = np.random.default_rng(block)
    d["place"] = _abroad(rng, d["place"], block, blocks, PLACES)
    d["b"] = _abroad(rng, d["b"], block, blocks, PERSONS)
    d["a"], d["person"], d["f0"] = (d[name] + block * PERSONS for name in ("a", "person", "f0"))
    for name in ("a", "b", "s", "t", "person", "place", "tin", "tout", "f0", "w0", "w1"):
        np.save(folder / f"{name}-{block}.npy", d[name].astype(np.int32))


def _abroad(rng: np.random.Generator, numbers: np.ndarray, block: int, blocks: int, size: int) -> np.ndarray:
    where = np.where(rng.random(numbers.size) < 0.02, rng.integers(0, blocks, numbers.size), block)
    return numbers + where * size


def columns(folder: Path, blocks: int, *names: str) -> Iterator[list[np.ndarray]]:
    """The columns of one block after the other, in four portions each."""
    for block in range(blocks):
        whole = [np.load(folder / f"{name}-{block}.npy", mmap_mode="r") for name in names]
        for k in range(4):
            size = len(whole[0])
            yield [np.array(c[size * k // 4 : size * (k + 1) // 4]) for c in whole]


def build(folder: Path, blocks: int) -> dict[str, float]:
    """Lay the index out on disk."""
    from vungxanh.engine.tracing.api import Contacts, Visits, build_on_disk, warm_up

    warm_up()
    began, spent = time.perf_counter(), time.process_time()
    build_on_disk(
        folder / "index", (Contacts(*c) for c in columns(folder, blocks, "a", "b", "s", "t")),
        (Visits(*v) for v in columns(folder, blocks, "person", "place", "tin", "tout")),
        persons=blocks * PERSONS, places=blocks * PLACES, ranges=4 * blocks,
    )  # fmt: skip
    return {
        "build_s": round(time.perf_counter() - began, 1), "build_cpu_s": round(time.process_time() - spent, 1),
        "build_peak_mb": status("VmHWM"),
    }  # fmt: skip


def ask(folder: Path, blocks: int) -> dict[str, object]:
    """1,000 F0s at once on one core and on two, and single ones, from the mapped index."""
    from vungxanh.engine.tracing.api import Definition, Index, warm_up

    warm_up()
    index, three = Index.load(folder / "index"), Definition(levels=3, min_minutes_same_place=15)
    f0 = [np.concatenate([np.load(folder / f"{n}-{b}.npy") for b in range(blocks)]) for n in ("f0", "w0", "w1")]
    told: dict[str, object] = {"f0s": len(f0[0]), "persons": index.persons, "visits": index.visit_count}
    for label, cores in (("first", 1), ("one_core", 1), ("two_cores", 2)):
        began, spent = time.perf_counter(), time.process_time()
        spread = index.spread(*f0, three, cores=cores)
        told[f"batch_{label}_s"] = round(time.perf_counter() - began, 2)
        told[f"batch_{label}_cpu_s"] = round(time.process_time() - spent, 2)
    told["levels"], told["peak_mb"], told["own_mb"] = spread.counts(), status("VmHWM"), status("RssAnon")
    times = []
    for k in range(0, len(f0[0]), 25):
        began = time.perf_counter()
        index.trace(*(c[k : k + 1] for c in f0), three)
        times.append(time.perf_counter() - began)
    told["f1_f3_median_ms"], told["f1_f3_max_ms"] = (round(float(f(times)) * 1e3, 1) for f in (np.median, np.max))
    return told


if __name__ == "__main__":
    bench, folder, *rest = sys.argv[1:]
    count = int(rest[0]) if rest else 10
    if len(rest) > 1:
        {"make": lambda: make(Path(bench), Path(folder), int(rest[2]), count),
         "build": lambda: print(json.dumps(build(Path(folder), count))),
         "ask": lambda: print(json.dumps(ask(Path(folder), count)))}[rest[1]]()  # fmt: skip
        sys.exit()
    Path(folder).mkdir(parents=True, exist_ok=True)
    told: dict[str, object] = {"at": time.strftime("%Y-%m-%dT%H:%M:%S"), "blocks": count}
    own = [sys.executable, __file__, bench, folder, str(count)]
    for block in range(count):
        if not (Path(folder) / f"w1-{block}.npy").exists():
            subprocess.run([*own, "make", str(block)], check=True)
    if not (Path(folder) / "index").exists():
        told |= json.loads(subprocess.run([*own, "build"], check=True, stdout=subprocess.PIPE).stdout)
    told |= json.loads(subprocess.run([*own, "ask"], check=True, stdout=subprocess.PIPE).stdout)
    results = Path(__file__).parent / "results"
    results.mkdir(exist_ok=True)
    (results / "ten_million.json").write_text(json.dumps(told, indent=1) + "\n")
    print(json.dumps(told))
