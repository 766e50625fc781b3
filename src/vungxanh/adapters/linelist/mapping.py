"""Which column of a file is which of ours: guessed from its name, shown, editable. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from rapidfuzz import fuzz, process

from vungxanh.adapters.linelist.diseases import disease_code
from vungxanh.adapters.linelist.kinds import KINDS, Kind, key
from vungxanh.kernel.refused import Refused

CLOSE = 90
"""Similarity (0–100) from which a misspelt header is taken for one we know."""

_OWN = {
    "status": 0.15, "onset_date": 0.15, "diagnosed_at": 0.1, "disease": 0.05, "outcome": 0.1, "isolated_at": 0.05, "sampled_at": 0.15, "result": 0.15,
}  # fmt: skip
"""Columns that speak for a list of cases, however many others a file has."""
FEW = 3
"""Columns recognised from which the kind of a file is believed (fewer only when it has fewer)."""

_TOLD = {"code", "result", "resulted_at", "laboratory"}
"""Columns that make a list one of a laboratory's results, whatever it says of the people."""


def guess(kind: Kind, header: Sequence[str]) -> dict[str, str]:
    """Our column name → the file's header. For each of our columns the likeliest name; then misspelt ones."""
    found: dict[str, str] = {}
    means = {name: kind.known(name) for name in header}
    left = {name for name in header if means[name]}
    for column in kind.columns:
        ranked = [
            (means[name][column.name], at, name)
            for at, name in enumerate(header)
            if name in left and column.name in means[name]
        ]
        if ranked:
            found[column.name] = min(ranked)[2]
            left.discard(found[column.name])
    _misspelt(kind, [name for name in header if not means[name]], found)
    if kind.key == "contacts" and "other" not in found and "id" in found:
        found["other"] = found.pop("id")  # a list of persons who were met: its key is theirs
    return found


def _misspelt(kind: Kind, names: Sequence[str], found: dict[str, str]) -> None:
    spelt = {k: c for k, columns in kind.index.items() for c in columns if len(k) > 4}
    for name in names:
        open_names = [k for k, c in spelt.items() if c not in found]
        best = process.extractOne(key(name), open_names, scorer=fuzz.ratio, score_cutoff=CLOSE)
        if best:
            found[spelt[best[0]]] = name


def guess_kind(header: Sequence[str], units: Sequence[str] = ()) -> Kind:
    """The kind that knows most of the header and is itself best covered by it; Refused when none fits.

    ``units``: SORMAS's entity row, which says what the file lists.
    """
    for entity, kind_key in (("CaseData", "cases"), ("Contact", "contacts")):
        if entity in units:
            return KINDS[kind_key]
    best: tuple[float, Kind] | None = None
    for kind in KINDS.values():
        mapping = guess(kind, header)
        if missing(kind, mapping) or len(mapping) < min(FEW, len([h for h in header if h])):
            continue
        # A list of links has three columns: a case list that shares two of them is still no case list.
        score = len(mapping) / max(len(header), 1) + len(mapping) / len(kind.columns) / 2
        own = sum(_OWN.get(ours, 0) for ours in mapping) if kind.key == "cases" else 0
        score += own + (0.2 if own and "full_name" in mapping else 0)
        score += 0.1 if kind.key == "results" and mapping.keys() >= _TOLD else 0
        score += 0.45 if kind.key == "contacts" and names_a_contact(mapping.get("start_at", "")) else 0
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


def refine(mapping: Mapping[str, str], told_in: Callable[[str], Iterable[str]]) -> dict[str, str]:
    """The guess, without a column called "disease" that holds no disease (whether somebody has another illness).

    ``told_in``: the different values of a column.
    """
    header = mapping.get("disease", "")
    told = [value for value in told_in(header) if value] if header else []
    wrong = bool(told) and not any(disease_code(value) for value in told)
    return {ours: theirs for ours, theirs in mapping.items() if not (wrong and ours == "disease")}


def check(kind: Kind, mapping: Mapping[str, str], header: Sequence[str]) -> dict[str, str]:
    """The mapping as it will be used; Refused in words when it cannot be."""
    known = {c.name for c in kind.columns}
    clean = {ours: theirs for ours, theirs in mapping.items() if theirs}
    for ours, theirs in clean.items():
        if ours not in known:
            raise Refused(
                "Không có cột nào tên “%(ours)s” trong loại tệp %(caption)s.",
                values={"ours": ours, "caption": kind.caption},
            )
        if theirs not in header:
            raise Refused("Tệp không có cột “%(theirs)s”.", values={"theirs": theirs})
    lacking = missing(kind, clean)
    if lacking:
        raise Refused("Thiếu cột: %(lacking)s.", values={"lacking": "; ".join(lacking)})
    return clean


def names_a_contact(header: str) -> bool:
    """Whether a header of a list of cases speaks of somebody the case met."""
    return any(word in key(header) for word in ("tiepxuc", "contact", "f1"))
