"""The door: `portions` of a table's rows, `hash_of` a text as they tell it; `NotReadable` where SQLite must be asked."""

from .reading import NotReadable, Portion, hash_of, portions

__all__ = ["NotReadable", "Portion", "hash_of", "portions"]
