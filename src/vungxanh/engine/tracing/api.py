"""The door to contact tracing.

`Index` speaks of persons, places and rows by number; `KeyedIndex` speaks of them by UUID. Times are epoch seconds.
"""

from .index import Index
from .keyed import KeyedContacts, KeyedExposure, KeyedIndex, KeyedTrace, KeyedVisits, Reached
from .model import Contacts, Definition, Exposure, Isolations, Visits
from .trace import Trace
from .warm import warm_up

__all__ = [
    "Contacts", "Definition", "Exposure", "Index", "Isolations", "KeyedContacts", "KeyedExposure", "KeyedIndex",
    "KeyedTrace", "KeyedVisits", "Reached", "Trace", "Visits", "warm_up",
]  # fmt: skip
