"""A paper as PDF, by WeasyPrint from HTML. The only module that imports it."""

from functools import lru_cache
from html import escape
from importlib.resources import files
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from vungxanh.common.papers.paper import Paper
from vungxanh.common.papers.to_html import html

_HERE = files("vungxanh.common.papers")


def write(paper: Paper) -> bytes:
    """The file. Nothing is fetched: a paper has no pictures and its fonts come from this package."""
    return _printed(html(paper))


def poster(words: str) -> bytes:
    """A sign for a door: the words alone, as large as they fit."""
    return _printed(f'<body class="poster"><p>{escape(words)}</p></body>')


def _printed(text: str) -> bytes:
    fonts, sheet = _style()
    page = weasyprint.HTML(string=text, url_fetcher=_nothing)
    made = page.write_pdf(stylesheets=[sheet], font_config=fonts)
    if made is None:
        raise RuntimeError("no file")
    return bytes(made)


@lru_cache(maxsize=1)
def _style() -> tuple[Any, Any]:
    fonts = FontConfiguration()
    css = _HERE.joinpath("paper.css").read_text(encoding="utf-8")
    sheet = weasyprint.CSS(string=css, base_url=str(_HERE), font_config=fonts)
    return fonts, sheet


def _nothing(url: str, *_args: Any, **_kwargs: Any) -> Any:
    raise ValueError(f"a paper fetches nothing: {url[:60]}")
