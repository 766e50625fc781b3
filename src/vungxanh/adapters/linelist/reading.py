"""From bytes to rows: encoding and delimiter found, every row with its line number in the file. Pure."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import squeeze

ENCODINGS = ("utf-8-sig", "utf-16", "cp1258")
DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Table:
    """A file as text: header names, delimiter, encoding."""

    text: str
    header: tuple[str, ...]
    delimiter: str
    encoding: str

    def rows(self, after: int = 0) -> Iterator[tuple[int, list[str]]]:
        """Line number in the file (the last line of the row) and cells, for rows whose line is after ``after``."""
        reader = csv.reader(io.StringIO(self.text, newline=""), delimiter=self.delimiter)
        next(reader, None)
        for cells in reader:
            if reader.line_num > after and any(cell.strip() for cell in cells):
                yield reader.line_num, [cell.strip() for cell in cells]

    def count(self) -> int:
        """How many rows there are."""
        return sum(1 for _ in self.rows())


def read(data: bytes) -> Table:
    """A table from the bytes of a CSV file; Refused when it is none."""
    text, encoding = _decode(data)
    if "\0" in text:
        raise Refused("Tệp này không phải là văn bản CSV. Hãy lưu lại từ Excel dưới dạng “CSV UTF-8”.")
    first = next((line for line in text.splitlines() if line.strip()), "")
    if not first:
        raise Refused("Tệp trống: không có dòng tiêu đề.")
    delimiter = max(DELIMITERS, key=first.count)
    header = tuple(squeeze(name) for name in next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)))
    if not any(header):
        raise Refused("Dòng đầu tiên phải là tên các cột.")
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise Refused(f"Tên cột bị lặp: {', '.join(twice)}. Hãy đặt tên khác nhau.")
    return Table(text, header, delimiter, encoding)


def _decode(data: bytes) -> tuple[str, str]:
    if not data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        for encoding in ("utf-8-sig", "cp1258"):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError:
                continue
        raise Refused("Không đọc được bảng mã của tệp. Hãy lưu lại dưới dạng “CSV UTF-8”.")
    try:
        return data.decode("utf-16"), "utf-16"
    except UnicodeDecodeError:
        raise Refused("Không đọc được bảng mã của tệp. Hãy lưu lại dưới dạng “CSV UTF-8”.") from None
