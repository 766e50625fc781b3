"""What is known of SORMAS's files: its entities, and the headers of its import and export, as data (``headers.toml``)."""

import tomllib
from importlib.resources import files
from typing import Any

_DATA: dict[str, Any] = tomllib.loads(files(__package__).joinpath("headers.toml").read_text("utf-8"))
ENTITIES = frozenset(_DATA["entities"])
"""Words of the first header row: which part of the record a column belongs to."""
HEADERS: dict[str, dict[str, list[str]]] = _DATA["columns"]
"""Kind of file → our column → SORMAS's property paths and captions, the likeliest first."""
