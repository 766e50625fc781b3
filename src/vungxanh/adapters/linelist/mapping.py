"""Which column of a file is which of ours: guessed from its name, shown, editable. Pure."""

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process

from vungxanh.adapters.linelist.kinds import KINDS, Kind, key
from vungxanh.kernel.refused import Refused

CLOSE = 88
"""Similarity (0–100) from which a misspelt header is taken for one we know."""


def guess(kind: Kind, header: Sequence[str]) -> dict[str, str]:
    """Our column name → the file's header. Exact names first, then misspelt ones; each header used once."""
    found: dict[str, str] = {}
    left = [name for name in header if name]
    for name in list(left):
        column = kind.index.get(key(name))
        if column and column.name not in found:
            found[column.name] = name
            left.remove(name)
    open_names = {k: c.name for k, c in kind.index.items() if c.name not in found and len(k) > 4}
    for name in left:
        best = process.extractOne(key(name), open_names.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE)
        if best and open_names[best[0]] not in found:
            found[open_names[best[0]]] = name
    return found


def guess_kind(header: Sequence[str]) -> Kind:
    """The kind that knows most of the header and lacks nothing it needs; Refused when none fits."""
    best: tuple[float, Kind] | None = None
    for kind in KINDS.values():
        mapping = guess(kind, header)
        if missing(kind, mapping):
            continue
        share = len(mapping) / max(len(header), 1) + len(mapping) / 1000
        if best is None or share > best[0]:
            best = (share, kind)
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
