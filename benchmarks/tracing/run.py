"""All contestants in one session, and the table: python benchmarks/tracing/run.py BENCH [N] [CONTESTANTS]

BENCH: a copy of ../shared/bench/tracing with a virtual environment `v` in it (see ../README.md). N: persons (1000000).
CONTESTANTS: ours,ours_2cores,polars,duckdb. What was measured goes to results/session-N.json, then `table.py` writes
the table of ratios into ../README.md.
"""

import json
import platform
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


def bandwidth() -> dict[str, float]:
    """Gigabytes a second that one core reads, and reads and writes, over half a gigabyte; the best of five."""
    import numpy as np

    block, best = np.ones(1 << 27, np.int32), {"read_gb_s": 0.0, "copy_gb_s": 0.0}
    other = np.empty_like(block)
    for _ in range(5):
        for name, what, size in (
            ("read_gb_s", lambda: block.max(), block.nbytes),
            ("copy_gb_s", lambda: np.copyto(other, block), 2 * block.nbytes),
        ):
            began = time.perf_counter()
            what()
            best[name] = max(best[name], size / (time.perf_counter() - began) / 1e9)
    return {name: round(value, 1) for name, value in best.items()}


def main(bench: Path, persons: str = "1000000", contestants: str = "ours,ours_2cores,polars,duckdb") -> None:
    """Run, keep, write the table."""
    python = bench / "v" / "bin" / "python"
    python = python if python.exists() else Path(sys.executable)
    log = bench / "results" / "tracing.jsonl"
    before = len(log.read_text().splitlines()) if log.exists() else 0
    subprocess.run(
        [python, "bench_tracing.py", "--n", persons, "--contestants", contestants, "--queries", "40", "--budget", "60",
         "--timeout", "900", "--plugin", HERE / "ours.py"], cwd=bench, check=True,
    )  # fmt: skip
    rows = [json.loads(line) for line in log.read_text().splitlines()[before:]]
    cpu = next(
        (x.split(":")[1].strip() for x in Path("/proc/cpuinfo").read_text().splitlines() if x.startswith("model name")),
        "",
    )
    told = {"machine": f"{cpu}, Python {platform.python_version()}", "bandwidth": bandwidth(), "rows": rows}
    (HERE / "results").mkdir(exist_ok=True)
    (HERE / "results" / f"session-{persons}.json").write_text(json.dumps(told, indent=1) + "\n")
    subprocess.run([sys.executable, HERE / "table.py"], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), *sys.argv[2:])
