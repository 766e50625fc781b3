"""The door to tracing over Parquet files.

`Writer` lays rows out, `Pseudonyms` hides who they are, `connect` opens an engine, `trace` asks. Libraries behind the
engines come with the extras ``vungxanh[duckdb]`` and ``vungxanh[spark]`` and are loaded when they are asked for.
"""

from .answer import Answer
from .engines import Lake, connect
from .layout import Manifest, manifest_of
from .pseudonyms import Pseudonyms
from .question import F0, trace
from .writing import Writer

__all__ = ["F0", "Answer", "Lake", "Manifest", "Pseudonyms", "Writer", "connect", "manifest_of", "trace"]
