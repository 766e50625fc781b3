"""A backup taken while others write is whole, and nothing but a whole one is put back; on both databases."""

import gzip
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[4]
PREFIX = f"vx_backup_{os.getpid()}"
START = (
    "from vungxanh.common.jobs import start, job; from vungxanh.kernel.actor import system; from django.utils import timezone;"
    "job('test.none')(lambda running: None);"
    "[start(by=system(), at=timezone.now(), kind='test.none', title='Việc %d' % n) for n in range({count})];"
)
SEAL = "from datetime import timedelta; from vungxanh.common.sealing import seal_due; seal_due(now=timezone.now() + timedelta(minutes=1))"
COUNT = (
    "from vungxanh.common.models import AuditEntry, Job; from vungxanh.common.verifying import verify;"
    "print(Job.objects.count(), AuditEntry.objects.count(), verify().ok)"
)


pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@dataclass
class Here:
    """A centre of its own: home folder and database."""

    home: Path
    database: str

    @property
    def env(self) -> dict[str, str]:
        return os.environ | {
            "VUNGXANH_HOME": str(self.home),
            "VUNGXANH_DATABASE": self.database,
            "DJANGO_SETTINGS_MODULE": "vungxanh.site.settings",
            "PYTHONPATH": str(ROOT / "src"),
        }

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "vungxanh.site.cli", *words]

    def run(self, *words: str, fails: bool = False) -> str:
        done = subprocess.run(self.command(*words), env=self.env, capture_output=True, text=True, timeout=240)
        assert (done.returncode != 0) == fails, done.stdout + done.stderr
        return done.stderr if fails else done.stdout

    def shell(self, code: str) -> str:
        return self.run("manage", "shell", "-v", "0", "-c", code)

    def holds(self) -> tuple[int, int]:
        """Jobs and audit rows, read past the program."""
        ask = "SELECT (SELECT count(*) FROM common_job), (SELECT count(*) FROM common_auditentry)"
        with psycopg.connect(self.database) if self.database else closing(sqlite3.connect(self.file)) as db:
            return tuple(db.execute(ask).fetchone())

    @property
    def file(self) -> Path:
        return self.home / "vungxanh.sqlite3"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    """With 30 jobs started, their audit rows sealed; each test works on a copy."""
    server = os.environ.get("VUNGXANH_DATABASE", "")
    if server:
        _databases(server, PREFIX, f'CREATE DATABASE "{PREFIX}_made"')
    made = Here(tmp_path_factory.mktemp("made"), server.replace("/vungxanh?", f"/{PREFIX}_made?"))
    made.run("manage", "migrate", "-v", "0")
    made.shell(START.format(count=30) + SEAL)
    yield made
    if server:
        _databases(server, PREFIX)


@pytest.fixture
def centre(template: Here, tmp_path: Path) -> Here:
    shutil.copytree(template.home, tmp_path / "one")
    if template.database:
        for file in (tmp_path / "one").glob("audit-*.head"):
            file.rename(file.with_name(f"audit-{PREFIX}_one.head"))
        server = os.environ["VUNGXANH_DATABASE"]
        _databases(server, f"{PREFIX}_one", f'CREATE DATABASE "{PREFIX}_one" TEMPLATE "{PREFIX}_made"')
    return Here(tmp_path / "one", template.database.replace("_made?", "_one?"))


def _databases(server: str, prefix: str, then: str = "") -> None:
    """Drop what begins with ``prefix``; then something else."""
    with psycopg.connect(server, autocommit=True) as admin:
        names = admin.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
        for (old,) in names.fetchall():
            admin.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
        if then:
            admin.execute(then)


def test_what_was_backed_up_comes_back_and_nothing_else(centre: Here, tmp_path: Path) -> None:
    (centre.home / "files").mkdir()
    (centre.home / "files" / "bieu-mau.txt").write_text("mẫu")
    file = tmp_path / "copy.tar.gz"
    told = json.loads(centre.run("backup", str(file), "--json"))
    assert told["counts"]["common_job"] == 30
    assert told["audit"]["seq"] == 30
    assert set(told["members"]) == {"database", "files/bieu-mau.txt"}, "no keys"
    assert file.stat().st_mode & 0o077 == 0
    centre.shell(START.format(count=5) + SEAL)
    (centre.home / "files" / "bieu-mau.txt").write_text("khác")
    assert centre.holds() == (35, 35)

    assert "--yes" in centre.run("restore", str(file), fails=True)
    assert centre.holds() == (35, 35)
    back = json.loads(centre.run("restore", str(file), "--yes", "--json"))
    assert back["former"], "the former database is kept"
    assert centre.holds() == (30, 30)
    assert (centre.home / "files" / "bieu-mau.txt").read_text() == "mẫu"
    assert json.loads(centre.run("check", "audit", "--json"))["checks"][0]["detail"]["sealed"] == 30
    centre.shell(START.format(count=1) + SEAL)  # the trail goes on from there, triggers and all
    assert centre.shell(COUNT).split() == ["31", "31", "True"]
    refused = "from vungxanh.common.models import AuditEntry; AuditEntry.objects.all().delete()"
    assert "append-only" in centre.run("manage", "shell", "-v", "0", "-c", refused, fails=True)


def test_a_backup_taken_under_load_is_one_moment(centre: Here, tmp_path: Path) -> None:
    writers = [
        subprocess.Popen(centre.command("manage", "shell", "-v", "0", "-c", START.format(count=200)), env=centre.env)
        for _ in range(2)
    ]
    seen = []
    number = 0
    while any(writer.poll() is None for writer in writers) or not seen:
        file = tmp_path / f"copy{number}.tar.gz"
        told = json.loads(centre.run("backup", str(file), "--json"))
        assert told["counts"]["common_job"] == told["counts"]["common_auditentry"], (
            "an act and its audit row, or neither"
        )
        seen.append(told["counts"]["common_job"])
        number += 1
    assert [writer.wait() for writer in writers] == [0, 0]
    centre.run("restore", str(file), "--yes")
    assert centre.holds() == (seen[-1], seen[-1])


def test_a_damaged_or_doctored_backup_changes_nothing(centre: Here, tmp_path: Path) -> None:
    file = tmp_path / "copy.tar.gz"
    centre.run("backup", str(file))
    half = tmp_path / "half.tar.gz"
    half.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    text = tmp_path / "text.tar.gz"
    text.write_bytes(gzip.compress(b"hello"))
    flipped = rewritten(
        file, tmp_path / "flipped.tar.gz", lambda name, data: flip(data) if name == "database" else data
    )
    fewer = rewritten(
        file, tmp_path / "fewer.tar.gz", lambda name, data: other_counts(data) if name == "manifest.json" else data
    )
    for bad, said in ((half, "hỏng"), (text, "hỏng"), (flipped, "tổng kiểm tra"), (fewer, "không khớp")):
        assert said in centre.run("restore", str(bad), "--yes", fails=True)
        assert centre.holds() == (30, 30)
    assert not list(centre.home.glob(".restore-*")), "nothing is left behind"


def rewritten(file: Path, to: Path, change: Any) -> Path:
    with tarfile.open(file) as old, tarfile.open(to, "w:gz") as new:
        for member in old:
            data = change(member.name, old.extractfile(member).read())
            member.size = len(data)
            path = to.with_name("member")
            path.write_bytes(data)
            with path.open("rb") as content:
                new.addfile(member, content)
    return to


def flip(data: bytes) -> bytes:
    return data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1 :]


def other_counts(data: bytes) -> bytes:
    manifest = json.loads(data)
    manifest["counts"]["common_job"] += 1
    return json.dumps(manifest).encode()


def test_a_trail_doctored_before_the_backup_is_not_put_back(centre: Here, tmp_path: Path) -> None:
    doctor = (
        "from django.db import connection as c; from vungxanh.common import append_only as a;"
        "from vungxanh.common.models import AuditEntry;"
        "[c.cursor().execute(s) for s in a.remove(c.vendor)];"
        "AuditEntry.objects.filter(pk=AuditEntry.objects.order_by('pk')[3].pk).update(actor_name='Người khác');"
        "[c.cursor().execute(s) for s in a.install(c.vendor)]"
    )
    centre.shell(doctor)
    found = json.loads(
        subprocess.run(centre.command("check", "audit", "--json"), env=centre.env, capture_output=True).stdout
    )
    assert [f["what"] for f in found["checks"][0]["detail"]["findings"]] == ["altered"]
    centre.run("backup", str(tmp_path / "copy.tar.gz"))
    assert "can thiệp" in centre.run("restore", str(tmp_path / "copy.tar.gz"), "--yes", fails=True)


def test_another_machine_needs_the_keys(centre: Here, tmp_path: Path) -> None:
    without, with_keys = tmp_path / "without.tar.gz", tmp_path / "with.tar.gz"
    centre.run("backup", str(without))
    centre.run("backup", str(with_keys), "--with-keys")
    other = Here(tmp_path / "two", centre.database)
    assert "keys.json" in other.run("restore", str(without), "--yes", fails=True)
    other.run("restore", str(with_keys), "--yes")
    assert other.shell(COUNT).split() == ["30", "30", "True"]
    assert (other.home / "keys.json").read_bytes() == (centre.home / "keys.json").read_bytes()
    assert (other.home / "keys.json").stat().st_mode & 0o777 == 0o600


def test_nothing_is_restored_under_a_running_centre(centre: Here, tmp_path: Path) -> None:
    file = tmp_path / "copy.tar.gz"
    centre.run("backup", str(file))
    worker = subprocess.Popen(centre.command("worker", "--json"), env=centre.env, stdout=subprocess.PIPE)
    try:
        worker.stdout.readline()
        assert "đang chạy" in centre.run("restore", str(file), "--yes", fails=True)
    finally:
        worker.terminate()
        assert worker.wait(30) == 0, "a worker ends when it is told to"
    centre.run("restore", str(file), "--yes")


def test_an_older_backup_is_never_overwritten(centre: Here, tmp_path: Path) -> None:
    file = tmp_path / "copy.tar.gz"
    file.write_text("older")
    assert "Đã có" in centre.run("backup", str(file), fails=True)
    assert file.read_text() == "older"
