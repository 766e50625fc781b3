"""The door to record linkage: which records are the same person.

Keys and words cost nothing; what computes (numba, polars) is loaded at its first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .keys import BlockingKeys, blocking_keys
from .shares import name_share
from .words import clean

if TYPE_CHECKING:
    from .explain import Reason, percent, reasons
    from .link import clusters, link
    from .model import FIELDS, Birth, Citizen, Name, Pairs, Phone, Place, Sex, Table
    from .pairs import candidates, judge, warm_up
    from .weights import Weights, read, stated

__all__ = [
    "FIELDS", "Birth", "BlockingKeys", "Citizen", "Name", "Pairs", "Phone", "Place", "Reason", "Sex", "Table", "Weights",
    "blocking_keys", "candidates", "clean", "clusters", "judge", "link", "name_share", "percent", "read", "reasons", "stated",
    "warm_up",
]  # fmt: skip

_WHERE = {
    "explain": ("Reason", "percent", "reasons"),
    "link": ("clusters", "link"),
    "model": ("FIELDS", "Birth", "Citizen", "Name", "Pairs", "Phone", "Place", "Sex", "Table"),
    "pairs": ("candidates", "judge", "warm_up"),
    "weights": ("Weights", "read", "stated"),
}
_MODULE = {name: module for module, names in _WHERE.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _MODULE:
        raise AttributeError(name)
    found = getattr(import_module(f"{__package__}.{_MODULE[name]}"), name)
    globals()[name] = found  # a module of the same name (link) must not take its place
    return found
