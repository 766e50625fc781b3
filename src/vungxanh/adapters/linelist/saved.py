"""How somebody read such a file the last time."""

from collections.abc import Sequence

from vungxanh.adapters.linelist.checking import digest
from vungxanh.adapters.linelist.models import SavedMapping
from vungxanh.kernel.actor import Actor

SWITCHES = ("disease", "policy", "month_first", "lenient", "extra")


def shape(header: Sequence[str]) -> str:
    """The same for files with the same columns, in whatever order."""
    return digest(*sorted(header))


def found(by: Actor, header: Sequence[str], source: str = "") -> SavedMapping | None:
    """His own mapping for files of these columns, else for this source if the file has every column it names."""
    own = SavedMapping.objects.filter(owner=str(by.id or "")).order_by("-used_at")
    alike = own.filter(shape=shape(header)).first()
    if alike is not None or not source:
        return alike
    named = own.filter(source=source).first()
    return named if named is not None and set(named.mapping.values()) <= set(header) else None
