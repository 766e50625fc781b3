"""Looking for trouble: each check answers with a sentence, and whether somebody must act."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection

from vungxanh.common import desk, limits
from vungxanh.common.models import Job
from vungxanh.common.verifying import Verdict, verify
from vungxanh.kernel.actor import system
from vungxanh.site.preparing import pending

PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@dataclass(frozen=True)
class Answer:
    """``ok`` False: somebody must act. ``detail``: for machines."""

    name: str
    ok: bool
    text: str
    detail: Any = None


def everything() -> Iterator[Answer]:
    """All checks; one that cannot run is itself trouble."""
    yield from run(database, durability, tables, keys, doors, letters, jobs, disk, trail)


def run(*checks: Callable[[], Answer]) -> Iterator[Answer]:
    """These checks."""
    for check in checks:
        try:
            yield check()
        except DatabaseError as error:
            yield Answer(check.__name__, False, f"Không hỏi được cơ sở dữ liệu ({type(error).__name__}).")


def database() -> Answer:
    """It answers, and which it is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        version = cursor.fetchone()[0]
    old = connection.vendor == "postgresql" and int(str(version).split(".")[0]) < 15
    return Answer("database", not old, f"{connection.display_name} {version}", {"vendor": connection.vendor})


def durability() -> Answer:
    """What is acknowledged has reached the disk."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            found = {name: _ask(cursor, f"PRAGMA {name}") for name in PRAGMAS}
            ok = found == PRAGMAS
        else:
            found = {name: _ask(cursor, f"SHOW {name}") for name in ("fsync", "synchronous_commit", "full_page_writes")}
            ok = found["fsync"] == "on" and found["synchronous_commit"] != "off" and found["full_page_writes"] == "on"
    said = ", ".join(f"{name}={value}" for name, value in found.items())
    return Answer("durability", ok, said if ok else f"Dữ liệu đã báo lưu có thể mất khi mất điện: {said}", found)


def _ask(cursor: Any, statement: str) -> Any:
    cursor.execute(statement)
    return cursor.fetchone()[0]


def tables() -> Answer:
    """Every migration is applied."""
    missing = pending()
    return Answer("migrations", not missing, "Bảng đúng phiên bản." if not missing else f"Thiếu: {', '.join(missing)}")


def keys() -> Answer:
    """The keys file is there and only its owner reads it."""
    file = Path(settings.HOME) / "keys.json"
    mode = file.stat().st_mode & 0o777 if file.exists() else None
    if mode is None:
        return Answer("keys", False, f"Không có {file}: dữ liệu niêm phong sẽ không mở được.")
    return Answer("keys", not mode & 0o077, f"{file} ({mode:o})" if not mode & 0o077 else f"Người khác đọc được {file}")


def doors() -> Answer:
    """Settings with which one may open the centre to others."""
    wide = set(settings.ALLOWED_HOSTS) - {"127.0.0.1", "localhost", "[::1]"}
    wrong = []
    if settings.DEBUG:
        wrong.append("VUNGXANH_DEBUG đang bật")
    if wide and not settings.HTTPS:
        wrong.append("mở cho máy khác mà không có HTTPS (VUNGXANH_HTTPS=1)")
    if hasattr(os, "geteuid") and Path(settings.HOME).stat().st_mode & 0o002:
        wrong.append(f"ai cũng ghi được vào {settings.HOME}")
    return Answer("settings", not wrong, "; ".join(wrong) or "Cài đặt ổn.")


def letters() -> Answer:
    """No message has been given up."""
    count = desk.counts(system())
    return Answer("outbox", not count["dead"], f"{count['waiting']} tin đang chờ, {count['dead']} tin gửi hỏng.", count)


def jobs() -> Answer:
    """How many jobs run, wait, or failed."""
    count = {state: Job.objects.filter(state=state).count() for state in ("waiting", "running", "failed")}
    return Answer(
        "jobs", True, f"{count['running']} việc đang chạy, {count['waiting']} chờ, {count['failed']} hỏng.", count
    )


def disk() -> Answer:
    """There is room to write."""
    free = shutil.disk_usage(settings.HOME).free
    return Answer("disk", free >= limits.DISK_LOW_BYTES, f"Còn trống {free / 1024**3:.1f} GB.", {"free_bytes": free})


def trail(step: Callable[[int], None] | None = None) -> Answer:
    """The audit trail is whole."""
    return answer_of(verify(step=step))


def answer_of(verdict: Verdict) -> Answer:
    """The audit verdict as an answer."""
    detail = {
        "findings": [asdict(finding) for finding in verdict.findings],
        "sealed": verdict.sealed,
        "waiting": verdict.waiting,
        "head": asdict(verdict.head),
    }
    text = f"{verdict.sealed} dòng đã niêm phong, {verdict.waiting} dòng mới."
    if not verdict.ok:
        text = f"NHẬT KÝ BỊ CAN THIỆP: {len(verdict.findings)} phát hiện. " + text
    return Answer("audit", verdict.ok, text, detail)
