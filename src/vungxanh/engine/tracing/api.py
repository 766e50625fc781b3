"""The door to contact tracing.

`Index` speaks of persons, places and rows by number; `KeyedIndex` speaks of them by UUID. Times are epoch seconds.

Opened at the first use: the compiler behind it takes half a second to import, which a command that does not trace
should not wait for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .big import build_on_disk
    from .building import KeyedBuilder
    from .gatherings import Gathering
    from .index import Index
    from .keyed import KeyedIndex, KeyedTrace
    from .keyed_model import KeyedContacts, KeyedExposure, KeyedGathering, KeyedVisits, Reached
    from .keys import Numbering
    from .model import Contacts, Definition, Exposure, Isolations, Visits
    from .spread import Spread
    from .trace import Trace
    from .warm import warm_up

_WHERE = {
    "big": ("build_on_disk",),
    "gatherings": ("Gathering",),
    "index": ("Index",),
    "building": ("KeyedBuilder",),
    "keyed": ("KeyedIndex", "KeyedTrace"),
    "keys": ("Numbering",),
    "keyed_model": ("KeyedBuilder", "KeyedContacts", "KeyedExposure", "KeyedGathering", "KeyedVisits", "Reached"),
    "model": ("Contacts", "Definition", "Exposure", "Isolations", "Visits"),
    "spread": ("Spread",),
    "trace": ("Trace",),
    "warm": ("warm_up",),
}

__all__ = [
    "Contacts", "Definition", "Exposure", "Gathering", "Index", "Isolations", "KeyedBuilder", "KeyedContacts", "KeyedExposure", "KeyedGathering", "KeyedIndex",
    "KeyedTrace", "KeyedVisits", "Numbering", "Reached", "Spread", "Trace", "Visits", "build_on_disk",
    "warm_up",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    for module, names in _WHERE.items():
        if name in names:
            return getattr(import_module(f"{__package__}.{module}"), name)
    raise AttributeError(name)
