"""Files people send to be kept: outside the database, under the centre's home, named by their own hash.

What a file is, is read from its bytes, never from its name; it is only ever handed out as a download.
"""

import hashlib
import os
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse

from vungxanh.kernel.ids import new_id
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.kernel.text import squeeze

MIME = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "heic": "image/heic",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "txt": "text/plain; charset=utf-8",
}
_HEADS = ((b"%PDF-", "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))


def kind_of(data: bytes) -> str:
    """One of ``MIME`` by the bytes themselves; "" for anything else."""
    for head, kind in _HEADS:
        if data.startswith(head):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"):
        return "heic"
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    try:
        return "" if "\x00" in data.decode("utf-8-sig") else "txt"
    except UnicodeDecodeError:
        return ""


def _office(data: bytes) -> str:
    try:
        names = set(zipfile.ZipFile(BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return ""
    if any(name.endswith("vbaProject.bin") for name in names):
        return ""  # macros
    return "docx" if "word/document.xml" in names else "xlsx" if "xl/workbook.xml" in names else ""


def checked(data: bytes, *, largest: int, kinds: Iterable[str], field: str = "file") -> str:
    """The kind of a file that may be kept; Refused when it is empty, too big or none of ``kinds``."""
    allowed = tuple(kinds)
    if not data:
        raise Refused(_("Tệp rỗng."), field=field)
    if len(data) > largest:
        raise Refused(
            "Tệp quá lớn: nhiều nhất %(largest)s MB.", field=field, values={"largest": largest // 1024 // 1024}
        )
    kind = kind_of(data)
    if kind not in allowed:
        raise Refused(
            "Chỉ nhận tệp %(allowed)s (xem theo nội dung tệp, không theo tên).",
            field=field,
            values={"allowed": ", ".join(allowed)},
        )
    return kind


def named(name: str, kind: str) -> str:
    """A name that is safe to hand out again: no folders, the ending of what it is."""
    stem = squeeze(name.replace("\\", "/").rpartition("/")[2]).rpartition(".")[0] or squeeze(name)
    clean = "".join(c for c in stem if c.isalnum() or c in " ._-()").strip(" .")[:120]
    return f"{clean or 'tep'}.{kind}"


def path_of(folder: str, sha256: str) -> Path:
    """Where a file lies."""
    return Path(settings.HOME) / "files" / folder / sha256[:2] / sha256


def keep(folder: str, data: bytes) -> str:
    """Store it, once; its SHA-256. On disk before it is named in the database."""
    sha256 = hashlib.sha256(data).hexdigest()
    path = path_of(folder, sha256)
    if path.exists() and path.stat().st_size == len(data):
        return sha256
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.parent.chmod(0o700)
    part = path.with_name(f".{sha256}.{new_id().hex[-8:]}")
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    return sha256


def read(folder: str, sha256: str) -> bytes:
    """The file, after its hash was computed again. Refused when it is gone or is not what came in."""
    try:
        data = path_of(folder, sha256).read_bytes()
    except FileNotFoundError:
        raise Refused(_("Tệp không còn trên máy chủ. Hãy báo quản trị khôi phục từ bản sao lưu.")) from None
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Refused(
            _("Tệp đã bị thay đổi so với lúc nhận (mã băm không khớp). Hãy báo quản trị; không dùng tệp này.")
        )
    return data


def download(data: bytes, name: str, kind: str) -> HttpResponse:
    """Handed out as a download, never shown inside the site: what came from outside must not act here."""
    answer = HttpResponse(data, content_type=MIME.get(kind, "application/octet-stream"))
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
