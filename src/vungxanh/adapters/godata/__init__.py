"""What is known of Go.Data's files: the headers of its import and export, as data (``headers.toml``)."""

import tomllib
from importlib.resources import files
from typing import Any

_DATA: dict[str, Any] = tomllib.loads(files(__package__).joinpath("headers.toml").read_text("utf-8"))
HEADERS: dict[str, dict[str, list[str]]] = _DATA["columns"]
"""Kind of file → our column → Go.Data's property paths and English captions, the likeliest first."""
