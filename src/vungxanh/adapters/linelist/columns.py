"""What a kind of file and a column of it are, and how a header is compared. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from vungxanh.adapters.linelist import values
from vungxanh.kernel.text import fold, squeeze


@dataclass(frozen=True, slots=True)
class Column:
    """A column we understand. ``known_as``: other headers, the likeliest first, compared folded; one beginning with "="
    only as written, one with "!" before all others."""

    name: str
    caption: str
    read: values.Reader = values.text
    known_as: tuple[str, ...] = ()
    required: bool = False
    example: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file. ``needs_one``: groups of columns of which at least one must be there."""

    key: str
    caption: str
    columns: tuple[Column, ...]
    needs_one: tuple[tuple[str, ...], ...] = ()
    index: dict[str, dict[str, int]] = field(default_factory=dict, compare=False)  # header → our column → rank
    by_name: dict[str, Column] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        for column in self.columns:
            self.by_name[column.name] = column
            for rank, name in enumerate((column.name, column.caption, *column.known_as)):
                place = squeeze(name).casefold() if name.startswith("=") else key(name)
                self._knows(place, column.name, -1 if name.startswith("!") else rank)

    def also_known(self, names: Mapping[str, Sequence[str]]) -> "Kind":
        """The same kind, knowing the headers of another program (our column → its headers, the likeliest first)."""
        for ours, theirs in names.items():
            if ours not in self.by_name:
                raise KeyError(f"{self.key} has no column {ours}")
            for rank, name in enumerate(theirs):
                self._knows(key(name), ours, rank)
        return self

    def _knows(self, place: str, ours: str, rank: int) -> None:
        ranks = self.index.setdefault(place, {})
        ranks[ours] = min(rank, ranks.get(ours, rank))

    def column(self, name: str) -> Column:
        """By our name."""
        return self.by_name[name]

    def known(self, header: str) -> dict[str, int]:
        """Our columns a header may mean, each with its rank (0: surest): as it is written, else folded."""
        return self.index.get("=" + squeeze(header).casefold()) or self.index.get(key(header), {})


@lru_cache(maxsize=20_000)
def key(header: str) -> str:
    """How headers are compared: folded, without punctuation."""
    return "".join(c for c in fold(header) if c.isalnum())
