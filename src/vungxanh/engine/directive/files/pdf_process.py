"""The process that opens a PDF: ``python -m …pdf_process FILE MAX_PAGES text`` or ``… picture PAGE FOLDER``.

Prints one JSON document: {"pages": [text, …]} or {"error": "password" | "pages" | "damaged"}. It limits its own memory
and processor time first, so that a hostile file ends this process and nothing else."""

import json
import resource
import sys
from pathlib import Path
from typing import Any

from vungxanh.engine.directive.files.layout import Piece, page_text
from vungxanh.engine.directive.files.limits import PDF_MEMORY, PDF_SECONDS

_DPI = 300
_MAX_PIECES = 20_000
_MAX_SIDE = 6_000


def main(arguments: list[str]) -> dict[str, Any]:
    """What was asked for, or an error's name."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(arguments[0])
    except pdfium.PdfiumError as error:
        return {"error": "password" if "password" in str(error).lower() else "damaged"}
    if len(document) > int(arguments[1]):
        return {"error": "pages"}
    if arguments[2] == "picture":
        _picture(document[int(arguments[3])], Path(arguments[4]) / f"{arguments[3]}.pgm")
        return {"pages": []}
    return {"pages": [_page(document[i]) for i in range(len(document))]}


def _page(page: Any) -> str:
    textpage = page.get_textpage()
    width, height = page.get_size()
    pieces = []
    for i in range(min(textpage.count_rects(), _MAX_PIECES)):
        left, bottom, right, top = textpage.get_rect(i)
        words = textpage.get_text_bounded(left, bottom, right, top).replace("\r", "").replace("\n", " ")
        if words.strip():
            pieces.append(Piece(left, height - top, right, height - bottom, words))
    return page_text(pieces, width, height)


def _picture(page: Any, path: Path) -> None:
    """The page in grey at 300 dpi, as the plainest picture format there is (PGM)."""
    side = max(page.get_size())
    scale = min(_DPI / 72, _MAX_SIDE / max(side, 1))
    bitmap = page.render(scale=scale, grayscale=True)
    grey = bitmap.to_numpy()
    height, width = grey.shape[:2]
    path.write_bytes(b"P5 %d %d 255\n" % (width, height) + grey.reshape(height, -1)[:, :width].tobytes())


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (PDF_SECONDS, PDF_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (PDF_MEMORY, PDF_MEMORY))


if __name__ == "__main__":
    _limit()
    sys.stdout.write(json.dumps(main(sys.argv[1:])))
