"""Backing up and restoring a centre, whichever database it uses."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection

from vungxanh.common.fields import derive
from vungxanh.common.models import AuditEntry
from vungxanh.common.sealing import Head, remember
from vungxanh.common.verifying import Verdict, verify
from vungxanh.kernel.refused import Refused
from vungxanh.site.backups import postgres, sqlite
from vungxanh.site.backups.archive import DATABASE, FILES, KEYS, Manifest, fingerprint, pack, unpack

Say = Callable[[str], None]
ALIAS = "restored"


def _engine() -> Any:
    return sqlite if connection.vendor == "sqlite" else postgres


def _keys_file() -> Path:
    return Path(settings.HOME) / KEYS


def backup(to: Path, *, with_keys: bool, now: datetime) -> Manifest:
    """Copy database and files of this moment into ``to``; Refused when it is there already."""
    to = to.absolute()
    if to.exists():
        raise Refused("Đã có tệp %(to)s. Hãy chọn tên khác.", values={"to": to})
    if not to.parent.is_dir():
        raise Refused("Không có thư mục %(parent)s.", values={"parent": to.parent})
    with tempfile.TemporaryDirectory(dir=to.parent, prefix=".vungxanh-backup-") as folder:
        copied = Path(folder) / DATABASE
        counts, head = _engine().copy(copied)
        files = Path(settings.HOME) / FILES
        members = {DATABASE: copied}
        members |= {f"{FILES}/{p.relative_to(files).as_posix()}": p for p in sorted(files.rglob("*")) if p.is_file()}
        if with_keys:
            members[KEYS] = _keys_file()
        manifest = Manifest(
            vendor=connection.vendor,
            version=version("vungxanh"),
            made_at=now.isoformat(timespec="seconds"),
            counts=counts,
            audit=head,
            keys=[fingerprint(secret) for secret in settings.SEALING_KEYS],
        )
        return pack(to, members, manifest)


def holds_anything() -> bool:
    """Whether anybody has ever done anything in this centre."""
    try:
        return AuditEntry.objects.exists()
    except DatabaseError:  # no tables yet
        return False


def restore(file: Path, *, say: Say, now: datetime) -> tuple[Manifest, str]:
    """Put a backup in the place of this centre; its manifest, and where the former database is now.

    Everything is unpacked and verified (checksums, row counts, audit chain) before anything here is touched.
    """
    with tempfile.TemporaryDirectory(dir=settings.HOME, prefix=".restore-") as folder:
        into = Path(folder)
        say("giải nén, so tổng kiểm tra")
        manifest = unpack(file, into)
        if manifest.vendor != connection.vendor:
            raise Refused(
                "Bản sao lưu này của %(vendor)s; trung tâm này dùng %(vendor2)s.",
                values={"vendor": manifest.vendor, "vendor2": connection.vendor},
            )
        secrets = _secrets(manifest, into)
        engine = _engine()
        try:
            say("nạp vào chỗ tạm")
            counts, head = engine.stage(into / DATABASE, into, ALIAS, now)
            say("so số dòng và nhật ký")
            _compare(manifest, counts, head, secrets)
            say("đưa vào chỗ")
            kept = engine.swap(ALIAS, now)
        except BaseException:
            engine.forget(ALIAS)
            raise
        _put_files(into, now)
    remember(Head(**manifest.audit))
    return manifest, kept


def _secrets(manifest: Manifest, into: Path) -> list[str]:
    """The sealing keys that open the backup: its own when it carries them, else this centre's."""
    carried = into / KEYS
    secrets = json.loads(carried.read_text())["sealing"] if carried.exists() else settings.SEALING_KEYS
    if not set(manifest.keys) <= {fingerprint(secret) for secret in secrets}:
        raise Refused(
            "Bản sao lưu này niêm phong bằng khóa khác. Hãy chép keys.json của trung tâm đã tạo ra nó vào %(settings)s rồi làm lại.",
            values={"settings": settings.HOME},
        )
    return list(secrets)


def _compare(manifest: Manifest, counts: dict[str, int], head: dict[str, Any], secrets: list[str]) -> None:
    wrong = sorted(name for name in manifest.counts.keys() | counts if manifest.counts.get(name) != counts.get(name))
    if wrong or head != manifest.audit:
        raise Refused(
            "Số dòng sau khi nạp không khớp bản kê ở %(wrong)s bảng: không khôi phục.", values={"wrong": len(wrong)}
        )
    known = [derive(secret, b"audit") for secret in secrets]
    verdict: Verdict = verify(ALIAS, known=known, head=Head(**manifest.audit))
    if not verdict.ok:
        raise Refused(
            "Nhật ký trong bản sao lưu có %(findings)s chỗ bị can thiệp: không khôi phục.",
            values={"findings": len(verdict.findings)},
        )


def _put_files(into: Path, now: datetime) -> None:
    home, stamp = Path(settings.HOME), f"{now:%Y%m%d-%H%M%S}"
    for name in (FILES, KEYS):
        if (into / name).exists():
            if (home / name).exists():
                (home / name).rename(home / f"{name}.before-{stamp}")
            shutil.move(into / name, home / name)
    if (home / KEYS).exists():
        os.chmod(home / KEYS, 0o600)
