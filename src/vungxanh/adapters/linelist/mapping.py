"""Which column of a file is which of ours: guessed from its name, shown, editable. Pure."""

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process

from vungxanh.adapters.linelist.kinds import KINDS, Kind, key
from vungxanh.kernel.refused import Refused

CLOSE = 90
"""Similarity (0–100) from which a misspelt header is taken for one we know."""

FEW = 3
"""Columns recognised from which the kind of a file is believed (fewer only when it has fewer)."""


def guess(kind: Kind, header: Sequence[str]) -> dict[str, str]:
    """Our column name → the file's header. Exact names first, then misspelt ones; each header used once."""
    found: dict[str, str] = {}
    left: list[str] = []
    for name in filter(None, header):
        free = next((c for c in kind.known(name) if c.name not in found), None)
        if free is not None:
            found[free.name] = name
        elif not kind.known(name):
            left.append(name)
    spelt = {k: c for k, columns in kind.index.items() for c in columns if len(k) > 4}
    for name in left:
        open_names = [k for k, c in spelt.items() if c.name not in found]
        best = process.extractOne(key(name), open_names, scorer=fuzz.ratio, score_cutoff=CLOSE)
        if best:
            found[spelt[best[0]].name] = name
    return found


def guess_kind(header: Sequence[str]) -> Kind:
    """The kind that knows most of the header and is itself best covered by it; Refused when none fits."""
    best: tuple[float, Kind] | None = None
    for kind in KINDS.values():
        mapping = guess(kind, header)
        if missing(kind, mapping) or len(mapping) < min(FEW, len([h for h in header if h])):
            continue
        # A list of links has three columns: a case list that shares two of them is still no case list.
        score = len(mapping) / max(len(header), 1) + len(mapping) / len(kind.columns) / 2
        if best is None or score > best[0]:
            best = (score, kind)
    if best is None:
        raise Refused("Không nhận ra loại tệp từ tên các cột. Hãy chọn loại tệp và ghép cột bằng tay.")
    return best[1]


def missing(kind: Kind, mapping: Mapping[str, str]) -> list[str]:
    """Captions of what must be mapped and is not."""
    lacking = [c.caption for c in kind.columns if c.required and c.name not in mapping]
    lacking += [
        " hoặc ".join(kind.column(name).caption for name in group)
        for group in kind.needs_one
        if not any(name in mapping for name in group)
    ]
    return lacking


def check(kind: Kind, mapping: Mapping[str, str], header: Sequence[str]) -> dict[str, str]:
    """The mapping as it will be used; Refused in words when it cannot be."""
    known = {c.name for c in kind.columns}
    clean = {ours: theirs for ours, theirs in mapping.items() if theirs}
    for ours, theirs in clean.items():
        if ours not in known:
            raise Refused(f"Không có cột nào tên “{ours}” trong loại tệp {kind.caption}.")
        if theirs not in header:
            raise Refused(f"Tệp không có cột “{theirs}”.")
    lacking = missing(kind, clean)
    if lacking:
        raise Refused(f"Thiếu cột: {'; '.join(lacking)}.")
    return clean
