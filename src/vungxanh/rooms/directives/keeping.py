"""Electronic copies, kept as they came: outside the database, under the centre's home, named by their own hash."""

import hashlib
import os
from pathlib import Path

from django.conf import settings

from vungxanh.kernel.ids import new_id
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _


def root() -> Path:
    """The folder of all copies; only the centre's own user may look into it."""
    path = Path(settings.HOME) / "files" / "directives"
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)
    return path


def digest(data: bytes) -> str:
    """The SHA-256 by which a copy is known."""
    return hashlib.sha256(data).hexdigest()


def path_of(sha256: str) -> Path:
    """Where a copy lies."""
    return root() / sha256[:2] / sha256


def keep(data: bytes) -> str:
    """Store a copy, once; its SHA-256. On disk before it is named in the database."""
    sha256 = digest(data)
    path = path_of(sha256)
    if path.exists() and path.stat().st_size == len(data):
        return sha256
    path.parent.mkdir(mode=0o700, exist_ok=True)
    part = path.with_name(f".{sha256}.{new_id().hex[-8:]}")
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    return sha256


def read(sha256: str) -> bytes:
    """The copy, after its hash was computed again. Refused when it is gone or is not what came in."""
    try:
        data = path_of(sha256).read_bytes()
    except FileNotFoundError:
        raise Refused(_("Bản điện tử không còn trên máy chủ. Hãy báo quản trị khôi phục từ bản sao lưu.")) from None
    if digest(data) != sha256:
        raise Refused(
            _("Bản điện tử đã bị thay đổi so với lúc vào sổ (mã băm không khớp). Hãy báo quản trị; không dùng tệp này.")
        )
    return data
