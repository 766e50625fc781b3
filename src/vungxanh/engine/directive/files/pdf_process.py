"""The process that opens a PDF: ``python -m …pdf_process FILE MAX_PAGES text`` or ``… picture PAGE FOLDER``.

Prints one JSON document: {"pages": [text, …], "pictures": [whether the page shows a picture, …]} or {"error": "password" | "pages" | "damaged"}. It limits its own memory
and processor time first, so that a hostile file ends this process and nothing else."""

import itertools
import json
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from vungxanh.engine.directive.files.layout import Piece, page_text
from vungxanh.engine.directive.files.limits import PDF_MEMORY, PDF_SECONDS

_DPI = 300
_MAX_LETTERS = 60_000
_GAP = 18.0
_MAX_SIDE = 6_000
_MAX_OBJECTS = 5_000
_PART = 0.15
_STROKES = 150


def main(arguments: list[str]) -> dict[str, Any]:
    """What was asked for, or an error's name."""
    import pypdfium2 as pdfium

    try:
        document: Any = pdfium.PdfDocument(arguments[0])  # type: ignore[no-untyped-call]
    except pdfium.PdfiumError as error:
        return {"error": "password" if "password" in str(error).lower() else "damaged"}
    if len(document) > int(arguments[1]):
        return {"error": "pages"}
    if arguments[2] == "picture":
        _picture(document[int(arguments[3])], Path(arguments[4]) / f"{arguments[3]}.pgm")
        return {"pages": []}
    pages = [document[i] for i in range(len(document))]
    return {"pages": [_page(p) for p in pages], "pictures": [_pictured(p) for p in pages]}


def _pictured(page: Any) -> bool:
    """Whether a picture covers a good part of the page, or it is drawn of many strokes: an empty page is neither."""
    raw: Any = import_module("pypdfium2.raw")
    width, height = page.get_size()
    strokes = 0
    for thing in itertools.islice(page.get_objects(max_depth=4), _MAX_OBJECTS):
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = thing.get_bounds()
            if (right - left) * (top - bottom) > width * height * _PART:
                return True
        strokes += thing.type == raw.FPDF_PAGEOBJ_PATH
    return strokes > _STROKES


def _page(page: Any) -> str:
    """Runs of letters in the order of the file, cut at line ends, at jumps and at wide gaps; ``layout`` orders them."""
    width, height = page.get_size()
    pieces: list[Piece] = []
    run: list[str] = []
    left = right = top = bottom = 0.0

    def cut() -> None:
        if "".join(run).strip():
            pieces.append(Piece(left, height - top, right, height - bottom, "".join(run)))
        run.clear()

    for letter, box in _letters(page.get_textpage()):
        if letter in "\r\n":
            cut()
            continue
        if letter.isspace() or box is None:
            if run:
                run.append(letter if box is None else " ")
            continue
        apart = run and (box[0] - right > _GAP or right - box[0] > _GAP or box[1] > top or box[3] < bottom)
        if apart:
            cut()
        if not run:
            left, bottom, right, top = box
        run.append(letter)
        left, right, bottom, top = min(left, box[0]), max(right, box[2]), min(bottom, box[1]), max(top, box[3])
    cut()
    return page_text(pieces, width, height)


def _letters(textpage: Any) -> Iterator[tuple[str, tuple[float, float, float, float] | None]]:
    """Letters with their boxes (left, bottom, right, top); no box for a blank that the library put in."""
    raw: Any = import_module("pypdfium2.raw")
    count = min(textpage.count_chars(), _MAX_LETTERS)
    for i in range(count):
        code = raw.FPDFText_GetUnicode(textpage, i)
        if not code or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            continue
        letter = chr(code)
        if code in (0xFFFE, 0xAD, 2):  # a hyphen at a line end
            letter = "-"
        made = raw.FPDFText_IsGenerated(textpage, i) == 1
        yield letter, None if made or letter.isspace() else textpage.get_charbox(i)


def _picture(page: Any, path: Path) -> None:
    """The page in grey at 300 dpi, as the plainest picture format there is (PGM)."""
    side = max(page.get_size())
    scale = min(_DPI / 72, _MAX_SIDE / max(side, 1))
    bitmap = page.render(scale=scale, grayscale=True)
    grey = bitmap.to_numpy()
    height, width = grey.shape[:2]
    path.write_bytes(b"P5 %d %d 255\n" % (width, height) + grey.reshape(height, -1)[:, :width].tobytes())


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not on this system: the caller's time limit still holds
        return
    resource.setrlimit(resource.RLIMIT_CPU, (PDF_SECONDS, PDF_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (PDF_MEMORY, PDF_MEMORY))


if __name__ == "__main__":
    _limit()
    sys.stdout.write(json.dumps(main(sys.argv[1:])))
