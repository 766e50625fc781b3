"""Compile everything before somebody waits for it."""

from uuid import UUID

from .index import Index
from .keys import Keys, as_words
from .model import Contacts, Definition, Visits


def warm_up() -> None:
    """Compile (or load from the cache on disk) every kernel by a tiny trace; call once at start, in any thread."""
    index = Index.build(Contacts([0], [1], [0], [60]), Visits([0, 2], [0, 0], [0, 0], [3600, 3600]))
    index = index.with_changes(visits=Visits([3], [0], [0], [3600]), removed_contacts=[0])
    index.trace([0], [0], [3600], Definition(levels=2, min_minutes_same_place=1), {2: 1800}).exposures(2)
    for _ in range(2):
        index.spread([0], [0], [3600], Definition(levels=2, min_minutes_same_place=1)).exposures(2)
    Keys.of(as_words([UUID(int=1)]))[0].find([UUID(int=2)])
