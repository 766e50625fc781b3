"""From batches of rows to the bytes of a file, and to the answer that carries them."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any
from urllib.parse import quote

from django.http import StreamingHttpResponse

from vungxanh.common.web.export import xlsx
from vungxanh.common.web.export.cells import plain, text_of

Batch = Sequence[Sequence[Any]]
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
BATCH = 1000


def file_bytes(form: str, title: str, batches: Iterable[Batch]) -> Iterator[bytes]:
    """The file, piece by piece. ``form``: ``csv`` or ``xlsx``; the first row is the head. Values are any of ``plain``'s."""
    clean = ([[plain(value) for value in row] for row in batch] for batch in batches)
    return xlsx.written(title, clean) if form == "xlsx" else _csv(clean)


def _csv(batches: Iterable[Batch]) -> Iterator[bytes]:
    yield "\ufeff".encode()  # so that Excel reads it as UTF-8
    for batch in batches:
        out = io.StringIO(newline="")
        csv.writer(out).writerows([text_of(value) for value in row] for row in batch)
        yield out.getvalue().encode("utf-8", "replace")


def in_batches(rows: Iterable[Sequence[Any]]) -> Iterator[Batch]:
    """Rows in portions."""
    every = iter(rows)
    while part := list(islice(every, BATCH)):
        yield part


def respond(form: str, stem: str, pieces: Iterable[bytes]) -> StreamingHttpResponse:
    """The answer: a download nobody keeps on the way."""
    response = StreamingHttpResponse(pieces, content_type=TYPES[form])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{stem}.{form}')}"
    response["Cache-Control"] = "no-store"
    return response


def respond_with(form: str, stem: str, head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """A small table of its own (figures, links) as CSV, or XLSX when ``form`` says so."""
    form = form if form in TYPES else "csv"
    return respond(form, stem, file_bytes(form, stem, in_batches(chain([head], rows))))
