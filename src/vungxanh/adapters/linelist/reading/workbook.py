"""A workbook's sheets as CSV files; run as a process of its own, with limits of memory and time: see ``sheets``.

    python -m vungxanh.adapters.linelist.reading.workbook BOOK FOLDER

Formulas are never computed: the value kept in the file is taken. Imports nothing of ours, so that it starts at once.
"""

import csv
import json
import resource
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

MEMORY = 450 * 1024 * 1024
SECONDS = 90
UNPACKED = 700 * 1024 * 1024
RATIO = 300
MOST_SHEETS = 40
MOST_ROWS = 1_048_576
REFUSED = 3


def main(book: str, folder: str) -> int:
    """Write ``sheets.json`` and a CSV file a sheet; 3 with a reason on standard output for a book that is refused."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    reason = _bomb(book)
    if reason:
        print(reason)  # noqa: T201
        return REFUSED
    from python_calamine import CalamineWorkbook

    found = []
    with CalamineWorkbook.from_path(book) as workbook:
        for number, name in enumerate(workbook.sheet_names[:MOST_SHEETS]):
            try:
                sheet = workbook.get_sheet_by_index(number)
            except Exception:  # noqa: S112  # a chart, a macro sheet
                continue
            if sheet.total_height > MOST_ROWS:
                print("rows")  # noqa: T201
                return REFUSED
            rows = _write(sheet, Path(folder) / f"sheet-{number}.csv")
            found.append({"number": number, "name": name[:100], "rows": rows})
    (Path(folder) / "sheets.json").write_text(json.dumps(found, ensure_ascii=False), "utf-8")
    return 0


def _bomb(book: str) -> str:
    """Why a zipped book is not opened: too much in it, or packed as only a bomb is."""
    if not zipfile.is_zipfile(book):
        return ""
    with zipfile.ZipFile(book) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > UNPACKED or len(parts) > 5000:
            return "size"
        if any(p.file_size > 50_000_000 and p.file_size > RATIO * max(p.compress_size, 1) for p in parts):
            return "ratio"
    return ""


def _write(sheet: Any, path: Path) -> int:
    rows = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for row in sheet.iter_rows():
            cells = [_text(value) for value in row]
            while cells and not cells[-1]:
                cells.pop()
            rows += bool(cells)
            writer.writerow(cells)
    path.chmod(0o600)
    return rows


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        return str(value)
    return "" if value is None else str(value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
