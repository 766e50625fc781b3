"""What a kind of file and a column of it are, and how a header is compared. Pure."""

from dataclasses import dataclass, field

from vungxanh.adapters.linelist import values
from vungxanh.kernel.text import fold, squeeze


@dataclass(frozen=True, slots=True)
class Column:
    """A column we understand. ``known_as``: other headers, compared folded; one beginning with "=" only as written."""

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
    index: dict[str, list[Column]] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        for column in self.columns:
            for name in (column.name, column.caption, *column.known_as):
                known = self.index.setdefault(squeeze(name).casefold() if name.startswith("=") else key(name), [])
                known.extend([column] if column not in known else [])

    def column(self, name: str) -> Column:
        """By our name."""
        return next(c for c in self.columns if c.name == name)

    def known(self, header: str) -> list[Column]:
        """The columns a header may mean, the likeliest first: as it is written, else folded."""
        return self.index.get("=" + squeeze(header).casefold()) or self.index.get(key(header), [])


def key(header: str) -> str:
    """How headers are compared: folded, without punctuation."""
    return "".join(c for c in fold(header) if c.isalnum())
