"""Files sent for import, and what came back bad: kept for their owner alone, for some days, outside the database."""

import json
import shutil
import time
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings

from vungxanh.adapters.linelist import reading
from vungxanh.adapters.linelist.badrows import BadRows, Clashes, write_private
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.refused import NotYours, Refused

__all__ = [
    "KEEP",
    "BadRows",
    "Clashes",
    "Upload",
    "forget",
    "get",
    "keep",
    "remember",
    "root",
    "sweep",
    "waiting",
]
KEEP = timedelta(days=14)
"""How long a sent file stays; it holds names of sick people."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file somebody sent. ``owner``: his id, "" for the centre itself; ``job``: of the import begun with it.

    ``options``: what he said about it (kind, area, disease, source, encoding, delimiter, sheet). ``book``: a workbook,
    whose sheets lie unpacked beside it.
    """

    id: UUID
    owner: str
    name: str
    size: int
    job: str = ""
    options: dict[str, str] = field(default_factory=dict)
    book: bool = False

    @property
    def folder(self) -> Path:
        """Where it is."""
        return root() / str(self.id)

    def table(self) -> reading.Table:
        """Its rows, read from disk; NotYours when it was deleted meanwhile."""
        choice = reading.Choice.of(self.options)
        try:
            return (
                reading.table_in(self.folder, choice) if self.book else reading.read_text(self.folder / "data", choice)
            )
        except FileNotFoundError:
            raise NotYours("Tệp này đã bị xóa vì hết hạn lưu. Hãy gửi lại.") from None

    def sheets(self) -> list[reading.Sheet]:
        """The sheets of a workbook that have rows."""
        return reading.sheets_in(self.folder) if self.book else []

    @property
    def errors(self) -> Path:
        """The file of bad rows."""
        return self.folder / "errors.csv"

    @property
    def clashes(self) -> Path:
        """The file of known rows that say otherwise."""
        return self.folder / "clashes.csv"


def root() -> Path:
    """The folder of all uploads; only the centre's own user may look into it."""
    path = Path(settings.HOME) / "files" / "imports"
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)
    return path


def keep(by: Actor, data: reading.Source, name: str, options: dict[str, str] | None = None) -> Upload:
    """Store a file (bytes, or a file on disk that may be moved here) and read it once; older ones past their time go.

    Refused, and nothing kept, when it cannot be read as a table at all.
    """
    sweep()
    if reading.size_of(data) > reading.LARGEST:
        raise Refused("Tệp lớn hơn 300 MB. Hãy chia thành nhiều tệp.")
    made = Upload(new_id(), str(by.id or ""), name[:200], reading.size_of(data), options=dict(options or {}))
    made.folder.mkdir(mode=0o700)
    try:
        stored = made.folder / "data"
        if isinstance(data, bytes):
            write_private(stored, data)
        else:
            shutil.copyfile(data, stored)
            stored.chmod(0o600)
        if reading.is_book(stored):
            made = replace(made, book=True)
            reading.unpack(stored, made.folder)
        made.table()
    except BaseException:
        forget(made)
        raise
    remember(made)
    return made


def remember(upload: Upload) -> None:
    """Write down what is known of it."""
    given = asdict(upload) | {"id": str(upload.id)}
    write_private(upload.folder / "meta.json", json.dumps(given, ensure_ascii=False).encode())


def get(by: Actor, upload_id: UUID) -> Upload:
    """One upload; NotYours unless ``by`` sent it himself."""
    found = _read(root() / str(upload_id))
    if found is None or found.owner != str(by.id or ""):
        raise NotYours("Không có tệp này, hoặc tệp đã hết hạn lưu.")
    return found


def waiting(by: Actor) -> list[Upload]:
    """His uploads for which no import was begun, in the order in which they were sent."""
    found = [_read(path) for path in sorted(root().iterdir(), reverse=True)[:2000]]
    return [
        one
        for one in found
        if one is not None and one.owner == str(by.id or "") and not one.job and "for" not in one.options
    ][:20][::-1]


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
