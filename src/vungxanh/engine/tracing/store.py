"""An index on disk: a folder of .npy files and a JSON file with the numbers, readable without this program."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import numpy as np

from .layout import Layer
from .model import Contacts, Visits

if TYPE_CHECKING:
    from .index import Index

FORMAT = 1
NUMBERS = ("origin", "persons", "places", "contact_rows", "visit_rows")
CONTACTS = ("a", "b", "start", "end", "counts")
VISITS = ("person", "place", "arrived", "left", "counts")


@contextmanager
def swapped(path: Path) -> Iterator[Path]:
    """A fresh folder that takes the place of `path` at the end: a reader sees the old one or the new one, whole."""
    path = Path(path)
    fresh, old = (path.with_name(f"{path.name}.{uuid4().hex}") for _ in range(2))
    fresh.mkdir(parents=True)
    try:
        yield fresh
        if path.exists():
            os.replace(path, old)
        os.replace(fresh, path)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def save(index: Index, path: Path) -> None:
    """Write the arrays, the edits over them and the numbers."""
    with swapped(path) as fresh:
        for name, array in index.base._asdict().items():
            np.save(fresh / f"base_{name}.npy", array)
        e = index.edits
        edits = {f"contacts_{n}": getattr(e.contacts, n) for n in CONTACTS}
        edits |= {f"visits_{n}": getattr(e.visits, n) for n in VISITS}
        np.savez(fresh / "edits.npz", gone_contacts=e.gone_contacts, gone_visits=e.gone_visits, **edits)
        (fresh / "index.json").write_text(json.dumps({"format": FORMAT, **{n: getattr(index, n) for n in NUMBERS}}))


def no_edits(folder: Path) -> None:
    """Write that nothing lies over the built rows."""
    none = np.empty(0, np.int32)
    edits: dict[str, Any] = {f"contacts_{n}": none for n in CONTACTS} | {f"visits_{n}": none for n in VISITS}
    np.savez(folder / "edits.npz", gone_contacts=none, gone_visits=none, **edits)


def load(cls: type[Index], path: Path) -> Index:
    """Map a saved index into memory. Raises ValueError if the folder is not one of ours, or of another format."""
    path = Path(path)
    try:
        numbers = json.loads((path / "index.json").read_text())
    except (OSError, ValueError) as error:
        raise ValueError(f"{path} is not a saved tracing index: {error}") from error
    if numbers.pop("format", None) != FORMAT:
        raise ValueError(f"{path} was saved by another version; build the index anew")
    # Mode "c": writable for numba's types (one compilation for built and loaded arrays), never written to disk.
    base = Layer(*(np.asarray(np.load(path / f"base_{name}.npy", mmap_mode="c")) for name in Layer._fields))
    with np.load(path / "edits.npz") as z:
        contacts = Contacts(*(z[f"contacts_{n}"] for n in CONTACTS))
        visits = Visits(*(z[f"visits_{n}"] for n in VISITS))
        gone = z["gone_contacts"], z["gone_visits"]
    index = cls(**numbers, base=base).with_changes(contacts=contacts, visits=visits)
    return replace(index, edits=replace(index.edits, gone_contacts=gone[0], gone_visits=gone[1]))
