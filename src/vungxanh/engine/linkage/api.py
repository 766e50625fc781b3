"""The door to record linkage: which records are the same person."""

from .explain import Reason, percent, reasons
from .keys import BlockingKeys, blocking_keys
from .link import clusters, link
from .model import FIELDS, Birth, Citizen, Name, Pairs, Phone, Place, Sex, Table
from .pairs import candidates, judge, warm_up
from .weights import Weights, read, stated
from .words import clean

__all__ = [
    "FIELDS", "Birth", "BlockingKeys", "Citizen", "Name", "Pairs", "Phone", "Place", "Reason", "Sex", "Table", "Weights",
    "blocking_keys", "candidates", "clean", "clusters", "judge", "link", "percent", "read", "reasons", "stated",
    "warm_up",
]  # fmt: skip
