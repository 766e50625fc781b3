"""SIGKILL under write load, fifty times on each database: nothing acknowledged is lost, nothing happens twice.

Set VX_KILLS for another number of kills. VX_KILL_SEED repeats the moments of a run.
"""

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import pytest

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("VX_KILLS", "50"))
SEED = int(os.environ.get("VX_KILL_SEED", str(random.SystemRandom().randrange(10**6))))
CLIENTS = 6
TICKS = 200
HAS_POSTGRES = any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


class Centre:
    """The server process group, started and killed."""

    def __init__(self, home: Path, database: str) -> None:
        self.env = os.environ | {
            "VUNGXANH_HOME": str(home),
            "VUNGXANH_DATABASE": database,
            "DJANGO_SETTINGS_MODULE": "tests.kill.settings",
            "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
        }
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.nursery: subprocess.Popen[str] | None = None
        self.pid = 0

    def run(self, *module: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", *module], cwd=ROOT, env=self.env, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def _tell(self, line: str) -> str:
        if self.nursery is None:
            self.nursery = subprocess.Popen(
                [sys.executable, "-m", "tests.kill.server"], cwd=ROOT, env=self.env, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        assert self.nursery.stdin
        assert self.nursery.stdout
        self.nursery.stdin.write(f"{line}\n")
        self.nursery.stdin.flush()
        return self.nursery.stdout.readline().strip()

    def start(self, workers: int = 2) -> None:
        self.pid = int(self._tell(f"{self.port} {workers}"))
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with suppress(OSError, http.client.HTTPException):
                if self.ask("GET", "/")[0] == 200:
                    return
            time.sleep(0.03)
        raise AssertionError("the server did not start")

    def ask(self, method: str, path: str, **values: str) -> tuple[int, bytes]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request(method, path, urlencode(values), {"Content-Type": "application/x-www-form-urlencoded"})
            answer = line.getresponse()
            return answer.status, answer.read()
        finally:
            line.close()

    def end(self, how: signal.Signals) -> None:
        (os.killpg if how is signal.SIGKILL else os.kill)(self.pid, how)
        assert self._tell("") == "gone"
        self.pid = 0

    def close(self) -> None:
        if self.pid:
            self.end(signal.SIGTERM)
        if self.nursery and self.nursery.stdin:
            self.nursery.stdin.close()
            self.nursery.wait(30)


class Load:
    """Clients that write without pause, and repeat with the same key until they are answered."""

    def __init__(self, centre: Centre) -> None:
        self.centre, self.stopping, self.lock = centre, threading.Event(), threading.Lock()
        self.acknowledged: dict[str, str] = {}
        self.retried: set[str] = set()
        self.wrong: list[str] = []
        self.threads = [threading.Thread(target=self._client, daemon=True) for _ in range(CLIENTS)]
        for thread in self.threads:
            thread.start()

    def _client(self) -> None:
        chance = random.Random()
        while not self.stopping.is_set():
            key = str(uuid4())
            given = self._until_answered(key)
            with self.lock:
                self.acknowledged[key] = given
            if chance.random() < 0.2 and self._until_answered(key) != given:
                self.wrong.append(f"{key}: two answers")

    def _until_answered(self, key: str) -> str:
        until = time.monotonic() + 120
        while time.monotonic() < until:
            with suppress(OSError, http.client.HTTPException):
                status, body = self.centre.ask("POST", "/note", _key=key, word=key)
                if status == 200:
                    return str(json.loads(body)["id"])
            self.retried.add(key)
            time.sleep(0.05)
        self.wrong.append(f"{key}: never answered")
        return ""

    def stop(self) -> None:
        self.stopping.set()
        for thread in self.threads:
            thread.join(150)


class Postgres:
    """A durable cluster of its own; ``crash`` stops it without a checkpoint and starts it again."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            ["scripts/with_postgres.sh", "bash", "-c", 'echo "$VUNGXANH_DATABASE|$VX_PG_DIR|$VX_PG_BIN"; cat <&3', ""],
            cwd=ROOT, env=os.environ | {"VX_PG_DURABLE": "1"}, stdout=subprocess.PIPE, text=True, **self._pipe(),
        )  # fmt: skip
        assert self.process.stdout is not None
        self.url, self.dir, self.bin = self.process.stdout.readline().strip().split("|")

    def _pipe(self) -> dict[str, object]:
        read, self.write = os.pipe()
        os.set_inheritable(read, True)

        def third() -> None:
            os.dup2(read, 3)

        return {"close_fds": False, "preexec_fn": third}

    def _ctl(self, *words: str) -> None:
        who = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        subprocess.run([*who, f"{self.bin}/pg_ctl", "-D", f"{self.dir}/data", "-w", *words], cwd="/", check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip

    def crash(self) -> None:
        self._ctl("-m", "immediate", "stop")
        options = f"-k {self.dir} -c listen_addresses= -c max_connections=60 -c timezone=UTC"
        self._ctl("-t", "60", "-l", f"{self.dir}/data/server.log", "-o", options, "start")

    def stop(self) -> None:
        os.close(self.write)
        self.process.wait(30)


@pytest.fixture(params=["sqlite", "postgresql"])
def postgres(request: pytest.FixtureRequest) -> Iterator[Postgres | None]:
    if request.param == "sqlite":
        yield None
        return
    if not HAS_POSTGRES:
        pytest.skip("PostgreSQL is not installed here")
    cluster = Postgres()
    yield cluster
    cluster.stop()


@pytest.mark.kill
@pytest.mark.timeout(1800)
def test_nothing_acknowledged_is_lost_and_nothing_happens_twice(postgres: Postgres | None, tmp_path: Path) -> None:
    centre = Centre(tmp_path, postgres.url if postgres else "")
    centre.run("django", "migrate", "-v", "0")
    centre.run(
        "django", "shell", "-v", "0", "-c",
        "from vungxanh.common.jobs import start; from vungxanh.kernel.actor import system; from django.utils import timezone;"
        f"start(by=system(), at=timezone.now(), kind='killed.count', title='x', arguments={{'total': {TICKS}}})",
    )  # fmt: skip
    chance = random.Random(SEED)
    print(f"seed {SEED}")
    load = Load(centre)
    try:
        for number in range(KILLS):
            centre.start(workers=1 + number % 2)
            time.sleep(chance.uniform(0.05, 0.6))
            if postgres and number % 5 == 4:
                postgres.crash()
                time.sleep(chance.uniform(0.2, 1.0))
            centre.end(signal.SIGKILL)
        centre.start()
        load.stop()
        wait_until_quiet(centre)
    finally:
        load.stopping.set()
        centre.close()
    judge(load, json.loads(centre.run("tests.kill.verdict")))


def wait_until_quiet(centre: Centre) -> None:
    """The worker delivers what is left and ends the job."""
    until = time.monotonic() + 90
    while time.monotonic() < until:
        found = json.loads(centre.run("tests.kill.verdict"))
        if set(found["messages"]) == {"done"} and found["jobs"][0][0] == "done":
            return
        time.sleep(1)


def judge(load: Load, found: dict[str, object]) -> None:
    print({k: v for k, v in found.items() if not isinstance(v, list)}, "retried", len(load.retried))
    assert not load.wrong
    assert len(load.acknowledged) > KILLS, "the load was no load"
    assert len(load.retried) >= min(KILLS, CLIENTS), "no kill interrupted a write"
    notes = {word: pk for pk, word in found["notes"]}
    assert len(found["notes"]) == len(notes), "a write was done twice"
    assert notes == load.acknowledged, "what was acknowledged is what is there"
    assert Counter(found["echoes"]) == Counter(notes.values()), "every told event had its effect, once"
    assert sorted(found["audited"]) == sorted(notes.values()), "one audit row for each write"
    assert set(found["messages"]) == {"done"}
    assert found["jobs"] == [["done", TICKS, ""]]
    assert found["ticks"] == list(range(TICKS)), "the job went on after each kill and repeated nothing"
    actions = {"tests.kill.app.write": len(notes), "tests.kill.app.echo": len(notes), "tests.kill.app.tick": TICKS}
    assert found["audit"] == {**actions, "common.jobs.start": 1}
    assert found["findings"] == []
    assert (found["sealed"], found["waiting"]) == (sum(actions.values()) + 1, 0)
    assert found["sealed_before"] > 0, "sealing went on between the kills"
