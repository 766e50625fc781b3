"""From a file to rows: code and delimiter found, workbooks opened in a process of their own, header found."""

from vungxanh.adapters.linelist.reading.coding import OFFERED, Source, opened, size_of
from vungxanh.adapters.linelist.reading.letters import NAMES
from vungxanh.adapters.linelist.reading.sheets import Sheet, is_book, table_in, unpack
from vungxanh.adapters.linelist.reading.sheets import found as sheets_in
from vungxanh.adapters.linelist.reading.sheets import read_any as read
from vungxanh.adapters.linelist.reading.table import DELIMITERS, LARGEST, Choice, Table
from vungxanh.adapters.linelist.reading.table import read as read_text

__all__ = [
    "DELIMITERS", "LARGEST", "NAMES", "OFFERED", "Choice", "Sheet", "Source", "Table", "is_book", "opened", "read", "read_text",
    "sheets_in", "size_of", "table_in", "unpack",
]  # fmt: skip
