"""The backup file: a gzipped tar of a manifest, the database, the files, and only when asked the keys."""

import hashlib
import hmac
import io
import json
import os
import shutil
import tarfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from vungxanh.common.fields import derive
from vungxanh.kernel.refused import Refused

FORMAT = 1
MANIFEST, DATABASE, KEYS, FILES = "manifest.json", "database", "keys.json", "files"


@dataclass(frozen=True)
class Manifest:
    """What is in the file, in enough detail to know that nothing is missing once it is back.

    ``members``: size and SHA-256 of each; ``counts``: rows of each table; ``audit``: newest seal (seq, digest);
    ``keys``: fingerprints of the sealing keys without which sealed columns stay closed.
    """

    vendor: str
    version: str
    made_at: str
    counts: dict[str, int]
    audit: dict[str, Any]
    keys: list[str]
    members: dict[str, dict[str, Any]] = field(default_factory=dict)
    format: int = FORMAT


def fingerprint(secret: str) -> str:
    """Recognises a key without telling it."""
    return hmac.new(derive(secret, b"audit"), b"fingerprint", hashlib.sha256).hexdigest()[:16]


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def pack(to: Path, members: Mapping[str, Path], manifest: Manifest) -> Manifest:
    """Write the backup; whole or not at all, readable by its owner only."""
    sizes = {name: {"sha256": digest(path), "bytes": path.stat().st_size} for name, path in members.items()}
    manifest = Manifest(**{**asdict(manifest), "members": sizes})
    part = to.with_name(f".{to.name}.{os.getpid()}")
    try:
        with part.open("xb") as raw:
            os.chmod(part, 0o600)
            with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=3) as tar:
                said = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
                head = tarfile.TarInfo(MANIFEST)
                head.size = len(said)
                tar.addfile(head, io.BytesIO(said))
                for name, path in members.items():
                    tar.add(path, arcname=name, recursive=False)
            raw.flush()
            os.fsync(raw.fileno())
        os.link(part, to)  # never over an older backup
    except FileExistsError:
        raise Refused("Đã có tệp %(to)s. Hãy chọn tên khác.", values={"to": to}) from None
    finally:
        with suppress(FileNotFoundError):
            part.unlink()
    return manifest


def unpack(file: Path, into: Path) -> Manifest:
    """Take everything out into ``into`` and compare each checksum; Refused when anything is not as it was."""
    broken = Refused("%(file)s không phải bản sao lưu của Vùng Xanh, hoặc đã hỏng.", values={"file": file})
    try:
        with tarfile.open(file, "r:gz") as tar:
            first = tar.next()
            content = tar.extractfile(first) if first and first.name == MANIFEST else None
            if content is None:
                raise broken
            manifest = Manifest(**json.loads(content.read()))
            for member in tar:
                if member.name != MANIFEST:
                    _take(tar, member, manifest, into)
    except (tarfile.TarError, OSError, EOFError, ValueError, TypeError):
        raise broken from None
    if manifest.format != FORMAT:
        raise Refused("Bản sao lưu này do một phiên bản mới hơn của Vùng Xanh tạo ra.")
    missing = [name for name in manifest.members if not (into / name).is_file()]
    if missing:
        raise Refused("Bản sao lưu thiếu %(missing)s tệp.", values={"missing": len(missing)})
    return manifest


def _take(tar: tarfile.TarFile, member: tarfile.TarInfo, manifest: Manifest, into: Path) -> None:
    known, content = manifest.members.get(member.name), tar.extractfile(member)
    safe = member.isfile() and ".." not in PurePosixPath(member.name).parts and not member.name.startswith("/")
    if known is None or content is None or not safe:
        raise Refused("Bản sao lưu có tệp lạ: không khôi phục.")
    path = into / member.name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:  # only its bytes: no owner, no mode, no link comes out of the archive
        shutil.copyfileobj(content, file)
    if digest(path) != known["sha256"]:
        raise Refused("Bản sao lưu đã bị thay đổi hoặc hỏng: tổng kiểm tra không khớp.")
