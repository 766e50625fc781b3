"""From bytes to rows: encoding and delimiter found, every row with its line number in the file. Pure."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import squeeze

DELIMITERS = ",;\t|"
LARGEST = 100 * 1024 * 1024
_DEFUSED = re.compile(r"'(?=[=+\-@])")


@dataclass(frozen=True)
class Table:
    """A file as text: header names, delimiter, encoding, and the line its header ends on."""

    text: str
    header: tuple[str, ...]
    delimiter: str
    encoding: str
    header_line: int = 1

    def rows(self, after: int = 0) -> Iterator[tuple[int, list[str]]]:
        """(line number in the file where the row begins, cells) of the rows that begin after line ``after``.

        Refused for a file that no longer reads as CSV at some line.
        """
        reader = csv.reader(io.StringIO(self.text, newline=""), delimiter=self.delimiter)
        line = 0
        try:
            for cells in reader:
                begins, line = line + 1, reader.line_num
                if begins > max(after, self.header_line) and any(cell.strip() for cell in cells):
                    yield begins, [_DEFUSED.sub("", cell.strip(), count=1) for cell in cells]
        except csv.Error:
            raise Refused(
                f"Không đọc được tệp từ dòng {line + 1}: có lẽ một dấu ngoặc kép mở mà không đóng. Hãy xem lại dòng đó."
            ) from None

    @cached_property
    def count(self) -> int:
        """How many rows there are."""
        return sum(1 for _ in self.rows())


def read(data: bytes) -> Table:
    """A table from the bytes of a CSV file; Refused when it is none."""
    if len(data) > LARGEST:
        raise Refused("Tệp lớn hơn 100 MB. Hãy chia thành nhiều tệp.")
    if data[:4] == b"PK\x03\x04" or data[:4] == b"\xd0\xcf\x11\xe0":
        raise Refused(
            "Đây là tệp Excel. Hãy lưu lại từ Excel dưới dạng “CSV UTF-8”, hoặc chép bảng rồi dán vào ô bên dưới."
        )
    text, encoding = _decode(data)
    if "\0" in text:
        raise Refused("Tệp này không phải là văn bản CSV. Hãy lưu lại từ Excel dưới dạng “CSV UTF-8”.")
    first = next((line for line in text.splitlines() if line.strip()), "")
    if not first:
        raise Refused("Tệp trống: không có dòng tiêu đề.")
    delimiter = max(DELIMITERS, key=first.count)
    header, line = _header(text, delimiter)
    if not any(header):
        raise Refused("Dòng đầu tiên phải là tên các cột.")
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise Refused(f"Tên cột bị lặp: {', '.join(twice)}. Hãy đặt tên khác nhau.")
    return Table(text, header, delimiter, encoding, line)


def _header(text: str, delimiter: str) -> tuple[tuple[str, ...], int]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                return tuple(squeeze(name) for name in cells), reader.line_num
    except csv.Error:
        pass
    raise Refused("Dòng đầu tiên phải là tên các cột.")


def _decode(data: bytes) -> tuple[str, str]:
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1258")
    for encoding in encodings:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise Refused("Không đọc được bảng mã của tệp. Hãy lưu lại dưới dạng “CSV UTF-8”.")
