"""Files sent for import, and what came back bad: kept for their owner alone, for some days, outside the database."""

import csv
import io
import json
import os
import shutil
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings

from vungxanh.adapters.linelist.checking import Problem, Row
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.refused import NotYours

KEEP = timedelta(days=14)
"""How long a sent file stays; it holds names of sick people."""
FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file somebody sent. ``owner``: his id, "" for the centre itself; ``job``: of the import begun with it.

    ``options``: what he said about it (kind, area, disease, source).
    """

    id: UUID
    owner: str
    name: str
    size: int
    job: str = ""
    options: dict[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """Where it is."""
        return root() / str(self.id)

    def data(self) -> bytes:
        """Its bytes; NotYours when it was deleted meanwhile."""
        try:
            return (self.folder / "data").read_bytes()
        except FileNotFoundError:
            raise NotYours("Tệp này đã bị xóa vì hết hạn lưu. Hãy gửi lại.") from None

    @property
    def errors(self) -> Path:
        """The file of bad rows."""
        return self.folder / "errors.csv"


def root() -> Path:
    """The folder of all uploads; only the centre's own user may look into it."""
    path = Path(settings.HOME) / "files" / "imports"
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)
    return path


def keep(by: Actor, data: bytes, name: str, options: dict[str, str] | None = None) -> Upload:
    """Store a file; older ones past their time go."""
    sweep()
    made = Upload(new_id(), str(by.id or ""), name[:200], len(data), options=dict(options or {}))
    made.folder.mkdir(mode=0o700)
    _write(made.folder / "data", data)
    remember(made)
    return made


def remember(upload: Upload) -> None:
    """Write down what is known of it."""
    given = asdict(upload) | {"id": str(upload.id)}
    _write(upload.folder / "meta.json", json.dumps(given, ensure_ascii=False).encode())


def get(by: Actor, upload_id: UUID) -> Upload:
    """One upload; NotYours unless ``by`` sent it himself."""
    found = _read(root() / str(upload_id))
    if found is None or found.owner != str(by.id or ""):
        raise NotYours("Không có tệp này, hoặc tệp đã hết hạn lưu.")
    return found


def waiting(by: Actor) -> list[Upload]:
    """His uploads for which no import was begun, in the order in which they were sent."""
    found = [_read(path) for path in sorted(root().iterdir(), reverse=True)[:2000]]
    return [one for one in found if one is not None and one.owner == str(by.id or "") and not one.job][:20][::-1]


def forget(upload: Upload) -> None:
    """Delete it now."""
    shutil.rmtree(upload.folder, ignore_errors=True)


def sweep(now: float | None = None) -> int:
    """Delete what is older than ``KEEP``; how many went."""
    oldest = (now or time.time()) - KEEP.total_seconds()
    old = [path for path in root().iterdir() if path.is_dir() and path.stat().st_mtime < oldest]
    for path in old:
        shutil.rmtree(path, ignore_errors=True)
    return len(old)


def _read(folder: Path) -> Upload | None:
    try:
        given = json.loads((folder / "meta.json").read_text())
        return Upload(**(given | {"id": UUID(given["id"])}))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _write(path: Path, data: bytes) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}")
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
    part.replace(path)


class BadRows:
    """The file of rows that did not go in: as they were, and why; to be corrected there and sent again."""

    EXTRA = ("dòng", "cột sai", "giá trị sai", "lý do", "cách sửa")

    def __init__(self, path: Path, header: Sequence[str], *, size: int = 0) -> None:
        """``size``: how much of an earlier run is kept (bytes); 0 begins anew."""
        self.path, self.header = path, [*(h for h in header)]
        if size and path.exists():
            os.truncate(path, size)
        else:
            _write(path, "\ufeff".encode() + self._lines([[*self.header, *self.EXTRA]]))

    def add(self, rows: Iterable[Row]) -> int:
        """Append the bad ones among ``rows``; the size of the file."""
        lines = []
        for row in rows:
            bad = [p for p in row.problems if p.fatal]
            if bad:
                width = len(self.header)
                cells = [*row.cells[:width], *([""] * (width - len(row.cells)))]
                lines.append([*cells, *_why(row.line, bad)])
        with self.path.open("ab") as file:
            file.write(self._lines(lines))
        return self.path.stat().st_size

    def _lines(self, rows: Iterable[Sequence[object]]) -> bytes:
        text = io.StringIO(newline="")
        csv.writer(text).writerows([harmless(str(cell)) for cell in row] for row in rows)
        return text.getvalue().encode("utf-8", "replace")


def _why(line: int, bad: Sequence[Problem]) -> list[object]:
    def joined(parts: Iterable[str]) -> str:
        return "; ".join(dict.fromkeys(part for part in parts if part))

    return [
        line,
        joined(p.column for p in bad),
        joined(p.value for p in bad),
        joined(p.reason for p in bad),
        joined(p.remedy for p in bad),
    ]


def harmless(cell: str) -> str:
    """A spreadsheet must not take a cell for a formula; reading takes the apostrophe off again."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
