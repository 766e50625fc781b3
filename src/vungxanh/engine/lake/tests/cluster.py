"""A Spark standalone cluster on loopback: one master, some workers, each a process of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from types import TracebackType

START_SECONDS = 120
TICKS = os.sysconf("SC_CLK_TCK")


class Cluster:
    """``with Cluster(scratch, workers=2) as c: connect(c.master, folder, c.options)``."""

    def __init__(self, scratch: Path, *, workers: int = 2, cores: int = 1, memory_mb: int = 1900) -> None:
        import pyspark

        self.home = Path(pyspark.__file__).parent
        self.scratch, self.workers, self.cores, self.memory = Path(scratch), workers, cores, memory_mb
        port, self.ui = _free_port(), _free_port()
        self.master = f"spark://127.0.0.1:{port}"
        self.options = {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.memory": "1g",
            "spark.executor.memory": f"{memory_mb - 300}m",
            "spark.executor.cores": str(cores),
            "spark.sql.shuffle.partitions": str(max(24, 8 * workers * cores)),
            "spark.local.dir": str(self.scratch / "spill"),
        }
        self._running: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Cluster:
        try:
            self._start("master.Master", "--port", self.master.rpartition(":")[2], "--webui-port", str(self.ui))
            self._wait("the master", lambda told: told["status"] == "ALIVE")
            for k in range(self.workers):
                self._start(
                    "worker.Worker", "--cores", str(self.cores), "--memory", f"{self.memory}m", "--webui-port", "0",
                    "--work-dir", str(self.scratch / f"worker-{k}"), self.master,
                )  # fmt: skip
            self._wait("the workers", lambda told: told["aliveworkers"] == self.workers)
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop()

    def cpu_seconds(self) -> float:
        """Processor time of the workers and their executors so far."""
        groups = {one.pid for one in self._running[1:]}
        return sum(ticks for group, ticks in map(_stat, Path("/proc").glob("[0-9]*")) if group in groups) / TICKS

    def _start(self, what: str, *arguments: str) -> None:
        self.scratch.mkdir(parents=True, exist_ok=True)
        log = (self.scratch / f"{what.lower()}-{len(self._running)}.log").open("wb")
        command = [str(self.home / "bin" / "spark-class"), f"org.apache.spark.deploy.{what}", "--host", "127.0.0.1"]
        env = os.environ | {
            "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": "256m", "SPARK_HOME": str(self.home),
            "SPARK_WORKER_DIR": str(self.scratch), "PYSPARK_PYTHON": sys.executable,
        }  # fmt: skip
        made = subprocess.Popen([*command, *arguments], stdout=log, stderr=log, env=env, start_new_session=True)
        self._running.append(made)

    def _wait(self, whom: str, ready: object) -> None:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            with suppress(OSError, ValueError), urllib.request.urlopen(f"http://127.0.0.1:{self.ui}/json/") as answer:
                if ready(json.load(answer)):  # type: ignore[operator]
                    return
            time.sleep(0.2)
        raise TimeoutError(f"{whom} of the Spark cluster did not come up; see {self.scratch}")

    def _stop(self) -> None:
        for one in reversed(self._running):
            with suppress(ProcessLookupError):
                os.killpg(one.pid, signal.SIGTERM)
        for one in self._running:
            try:
                one.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(one.pid, signal.SIGKILL)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _stat(process: Path) -> tuple[int, int]:
    """(process group, ticks of processor time with its ended children's)."""
    try:
        fields = (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return -1, 0
    return int(fields[2]), sum(int(t) for t in fields[11:15])
