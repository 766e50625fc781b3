"""The door: `portions` of the rows of a table, `hash_of` a text as they tell it, `NotReadable` where it does not go."""

from .hashing import hash_of
from .reading import NotReadable, portions

__all__ = ["NotReadable", "hash_of", "portions"]
