"""What can be brought in: kinds of files, their columns, and the names by which columns are known. Pure."""

from vungxanh.adapters import godata, sormas
from vungxanh.adapters.linelist.columns import Column, Kind, key
from vungxanh.adapters.linelist.kinds.cases import CASES, LINKS
from vungxanh.adapters.linelist.kinds.laboratory import RESULTS, SAMPLES
from vungxanh.adapters.linelist.kinds.people import HOUSEHOLDS, PERSONS
from vungxanh.adapters.linelist.kinds.tracing import CONTACTS, FOLLOWUPS, SITES, VISITS

__all__ = [
    "CASES", "CONTACTS", "FOLLOWUPS", "HOUSEHOLDS", "KINDS", "LINKS", "PERSONS", "RESULTS", "SAMPLES", "SITES", "VISITS", "Column", "Kind",
    "key", "known_header",
]  # fmt: skip

KINDS = {
    kind.key: kind.also_known(sormas.HEADERS.get(kind.key, {})).also_known(godata.HEADERS.get(kind.key, {}))
    for kind in (PERSONS, HOUSEHOLDS, CASES, VISITS, CONTACTS, FOLLOWUPS, SAMPLES, RESULTS, SITES, LINKS)
}


def known_header(name: str) -> bool:
    """Whether any kind of file has a column of this name; a mere number or a single letter is none."""
    return len(key(name)) > 1 and any(kind.known(name) for kind in KINDS.values())
