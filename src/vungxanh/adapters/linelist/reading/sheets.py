"""Workbooks (XLSX, XLS, ODS): opened by a process of its own, so that no book can harm this one."""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from vungxanh.adapters.linelist.reading import workbook
from vungxanh.adapters.linelist.reading.coding import Source, opened, size_of
from vungxanh.adapters.linelist.reading.table import Choice, Table, read
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _

LARGEST_BOOK = 100 * 1024 * 1024
_MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_REASONS = {
    "size": _("Tệp Excel này bung ra quá lớn, không mở để an toàn. Hãy lưu từng trang tính thành tệp CSV UTF-8."),
    "ratio": _("Tệp Excel này được nén bất thường, không mở để an toàn. Hãy lưu lại thành tệp CSV UTF-8."),
    "rows": _("Trang tính có quá nhiều dòng. Hãy chia nhỏ, hoặc lưu thành tệp CSV UTF-8."),
}
TOO_MUCH = _("Tệp Excel này quá lớn để mở. Hãy lưu thành tệp CSV UTF-8 rồi gửi lại.")
BROKEN = _(
    "Không mở được tệp Excel này: tệp hỏng, có mật khẩu, hoặc không phải tệp Excel. Hãy mở bằng Excel rồi lưu lại."
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with rows in it. ``number``: from 0; ``rows``: those that are not empty."""

    number: int
    name: str
    rows: int


def is_book(source: Source) -> bool:
    """Whether the bytes are those of a workbook."""
    with opened(source) as stream:
        return stream.read(4) in _MAGIC


def unpack(source: Source, folder: Path) -> list[Sheet]:
    """Write the sheets of a workbook into ``folder``; those with rows. Refused for a book that cannot be opened."""
    if size_of(source) > LARGEST_BOOK:
        raise Refused(_("Tệp Excel lớn hơn 100 MB. Hãy lưu thành tệp CSV UTF-8."))
    book = source if isinstance(source, Path) else folder / "book"
    if isinstance(source, bytes):
        book.write_bytes(source)
    command = [
        sys.executable,
        "-c",
        "import sys; from runpy import run_path; run_path(sys.argv.pop(1), run_name='__main__')",
    ]
    try:
        done = subprocess.run(  # noqa: S603
            [*command, workbook.__file__, str(book.resolve()), str(folder.resolve())],
            capture_output=True, text=True, timeout=workbook.SECONDS + 30, check=False, cwd=folder,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Refused(TOO_MUCH) from None
    finally:
        if isinstance(source, bytes):
            book.unlink(missing_ok=True)
    if done.returncode == workbook.REFUSED:
        raise Refused(_REASONS.get(done.stdout.strip(), BROKEN))
    if done.returncode:
        killed = done.returncode < 0 or "MemoryError" in done.stderr or "memory allocation" in done.stderr
        raise Refused(TOO_MUCH if killed else BROKEN)
    return found(folder)


def found(folder: Path) -> list[Sheet]:
    """The sheets unpacked there before; Refused when none has a row."""
    sheets = [Sheet(**one) for one in json.loads((folder / "sheets.json").read_text("utf-8")) if one["rows"]]
    if not sheets:
        raise Refused(_("Tệp Excel không có dòng nào."))
    return sheets


def pick(sheets: list[Sheet], number: int) -> Sheet:
    """The sheet the user named, else the first with more than a header, else the first."""
    named = next((one for one in sheets if one.number == number), None)
    return named or next((one for one in sheets if one.rows > 1), sheets[0])


def table_in(folder: Path, choice: Choice) -> Table:
    """One unpacked sheet as a table; its lines are those of the sheet."""
    sheet = pick(found(folder), choice.sheet)
    return read(folder / f"sheet-{sheet.number}.csv", Choice(delimiter=","), by_record=True)


def read_any(data: bytes, choice: Choice | None = None) -> Table:
    """A table from the bytes of a text file or of a workbook, kept in memory."""
    if not is_book(data):
        return read(data, choice)
    with tempfile.TemporaryDirectory(prefix="vungxanh-sheets-") as name:
        sheet = pick(unpack(data, Path(name)), choice.sheet if choice else -1)
        text = (Path(name) / f"sheet-{sheet.number}.csv").read_bytes()
    return read(text, Choice(encoding="utf-8", delimiter=","), by_record=True)
