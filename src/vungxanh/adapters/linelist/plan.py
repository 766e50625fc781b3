"""What is to be done with one file: its kind, mapping, and what holds for all its rows. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from vungxanh.adapters.linelist import mapping as headers
from vungxanh.adapters.linelist.kinds import KINDS, Kind
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import squeeze

ORDER = ("persons", "cases", "links", "visits", "contacts")
"""In which order files sent together go in: what others refer to, first."""


@dataclass(frozen=True, slots=True)
class Plan:
    """``area``: path for rows that name no commune ("" : none); ``disease``: code for rows that name none.

    ``source``: under which name the rows are known; the same file under the same name changes nothing.
    """

    kind: str
    mapping: Mapping[str, str]
    source: str
    area: str = ""
    disease: str = ""
    promised: frozenset[str] = field(default=frozenset())  # ids that files sent together will bring, for a dry run

    @property
    def of(self) -> Kind:
        """The kind itself."""
        return KINDS[self.kind]

    def as_arguments(self) -> dict[str, Any]:
        """For a job."""
        given = asdict(self)
        return {name: given[name] for name in ("kind", "source", "area", "disease")} | {"mapping": dict(self.mapping)}


def make(
    header: Sequence[str],
    *,
    source: str,
    kind: str = "",
    mapping: Mapping[str, str] | None = None,
    by_header: Mapping[str, str] | None = None,
    area: str = "",
    disease: str = "",
) -> Plan:
    """The plan for a file: what is not said is guessed from its header. ``mapping`` (ours → header) replaces the guess;
    ``by_header`` (header → ours, "" for none) changes it. Refused when the file lacks what its kind needs.
    """
    if kind and kind not in KINDS:
        raise Refused(f"Không có loại tệp “{kind}”. Các loại: {', '.join(KINDS)}.")
    of = KINDS[kind] if kind else headers.guess_kind(header)
    found = dict(mapping) if mapping is not None else headers.guess(of, header)
    for theirs, ours in (by_header or {}).items():
        column = next((c for c in of.columns if ours in (c.name, c.caption)), None)
        if ours and column is None:
            raise Refused(f"Không có cột nào tên “{ours}” trong loại tệp {of.caption}.")
        found = {o: t for o, t in found.items() if t != theirs and (column is None or o != column.name)}
        found |= {column.name: theirs} if column else {}
    used = headers.check(of, found, header)
    if of.key == "cases" and not disease and "disease" not in used:
        raise Refused("Tệp không nói là bệnh nào. Hãy chọn một bệnh cho cả tệp.", field="disease")
    return Plan(of.key, used, clean_source(source), area, disease)


def clean_source(name: str) -> str:
    """``mers_korea_2015.linelist.csv`` → ``mers_korea_2015``: files that belong together have one source."""
    name = squeeze(name.replace("\\", "/").rsplit("/", 1)[-1])
    return (name.split(".", 1)[0] or name or "tep")[:60]


def promise(plan: Plan, ids: frozenset[str]) -> Plan:
    """The plan, knowing which ids files sent with it will bring."""
    return replace(plan, promised=plan.promised | ids)
