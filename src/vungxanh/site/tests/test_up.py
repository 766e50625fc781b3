"""``vungxanh up``: one command, a page within seconds, a clean end; and ``check`` on what it left."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]

pytestmark = [pytest.mark.slow, pytest.mark.nodb]


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    home = tmp_path_factory.mktemp("up")
    mine = {k: v for k, v in os.environ.items() if not k.startswith("VUNGXANH_")}
    return mine | {
        "VUNGXANH_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "vungxanh.site.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }


def cli(*words: str) -> list[str]:
    return [sys.executable, "-m", "vungxanh.site.cli", *words]


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def running(env: dict[str, str], port: int) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        cli("up", "--port", str(port), "--json"), env=env, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    yield process
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)


def family(pid: int) -> list[int]:
    """A process and its descendants."""
    found = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout.split()
    parents = dict(zip(map(int, found[::2]), map(int, found[1::2]), strict=True))
    known = {pid}
    while more := {child for child, parent in parents.items() if parent in known} - known:
        known |= more
    return sorted(known)


def memory_kb(pids: list[int]) -> int:
    """Proportional share of all of them."""
    total = 0
    for pid in pids:
        with suppress(OSError):
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total


def alive(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    return False


def ended(pids: list[int]) -> bool:
    """Whether all of them are gone within ten seconds."""
    until = time.monotonic() + 10
    while any(alive(pid) for pid in pids) and time.monotonic() < until:
        time.sleep(0.1)
    return not any(alive(pid) for pid in pids)


def ask(port: int, path: str) -> int:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    line.request("GET", path)
    return line.getresponse().status


def test_it_starts_answers_and_ends_cleanly(running: subprocess.Popen[str], port: int, env: dict[str, str]) -> None:
    told = json.loads(running.stdout.readline())
    assert told == {"url": f"http://127.0.0.1:{port}/", "pid": running.pid, "logins": []}
    assert ask(port, "/log-in-that-is-not-there/") == 404
    static = json.loads((Path(env["VUNGXANH_HOME"]) / "static/staticfiles.json").read_text())["paths"]
    assert ask(port, f"/static/{static['vungxanh/app.css']}") == 200
    processes = family(running.pid)
    assert len(processes) >= 3, "a supervisor with the worker, two web processes"
    assert memory_kb(processes) < 1_000_000
    second = subprocess.run(cli("up", "--port", str(port)), env=env, capture_output=True, text=True, timeout=60)
    assert second.returncode == 1
    assert f"Cổng {port}" in second.stderr
    running.send_signal(signal.SIGTERM)
    assert running.wait(20) == 0
    assert ended(processes)


def test_the_second_start_skips_what_is_done(running: subprocess.Popen[str], port: int, env: dict[str, str]) -> None:
    json.loads(running.stdout.readline())
    stamp = Path(env["VUNGXANH_HOME"]) / "static/.stamp"
    collected = stamp.stat().st_mtime_ns
    running.send_signal(signal.SIGINT)
    assert running.wait(20) == 0
    again = subprocess.Popen(
        cli("up", "--port", str(port), "--json"), env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert json.loads(again.stdout.readline())["pid"] == again.pid
        assert stamp.stat().st_mtime_ns == collected, "static files were collected again"
        check_all_is_well(env)
    finally:
        again.send_signal(signal.SIGINT)
        _, said = again.communicate(timeout=60)
    assert said.strip() == "· đã dừng", "nothing was prepared the second time"
    assert again.returncode == 0


def check_all_is_well(env: dict[str, str]) -> None:
    answer = subprocess.run(cli("check", "--json"), env=env, capture_output=True, text=True, timeout=60)
    checks = {check["name"]: check for check in json.loads(answer.stdout)["checks"]}
    assert {name: check["ok"] for name, check in checks.items()} == dict.fromkeys(checks, True)
    assert checks["durability"]["detail"] == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_web_processes_do_not_outlive_their_supervisor(running: subprocess.Popen[str]) -> None:
    json.loads(running.stdout.readline())
    children = [pid for pid in family(running.pid) if pid != running.pid]
    os.kill(running.pid, signal.SIGKILL)
    running.wait(10)
    assert ended(children)
