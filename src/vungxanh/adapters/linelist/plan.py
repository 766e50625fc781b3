"""What is to be done with one file: its kind, mapping, and what holds for all its rows. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from vungxanh.adapters.linelist import mapping as headers
from vungxanh.adapters.linelist.kinds import KINDS, Kind
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.kernel.text import squeeze

ORDER = ("households", "sites", "persons", "cases", "links", "visits", "contacts", "followups", "samples", "results")
"""In which order files sent together go in: what others refer to, first."""
POLICIES = {
    "fill": _("Điền vào chỗ còn trống, giữ giá trị đang có"),
    "overwrite": _("Ghi đè bằng giá trị trong tệp"),
    "ask": _("Điền chỗ trống; chỗ khác nhau để tôi xem từng dòng"),
    "keep": _("Không thay đổi gì"),
}
"""What becomes of a row that is known already and says something else."""
_PLAIN = ("kind", "source", "area", "disease", "policy", "case", "month_first", "lenient", "extra")


@dataclass(frozen=True, slots=True)
class Plan:
    """``area``: path for rows that name no commune ("" : none); ``disease``: code for rows that name none; ``case``:
    the case of contacts that name none.

    ``source``: under which name the rows are known. ``month_first``: 8/17/2021. ``lenient``: a cell that cannot be read
    is left empty and its text kept in the note, instead of keeping the row out. ``extra``: so are columns not used.
    ``also``: what else each row carries (the contact in a list of cases), as (kind, mapping).
    """

    kind: str
    mapping: Mapping[str, str]
    source: str
    area: str = ""
    disease: str = ""
    policy: str = "fill"
    case: str = ""
    month_first: bool = False
    lenient: bool = False
    extra: bool = False
    also: tuple[tuple[str, Mapping[str, str]], ...] = ()
    promised: frozenset[str] = field(default=frozenset())  # ids that files sent together will bring, for a dry run

    @property
    def of(self) -> Kind:
        """The kind itself."""
        return KINDS[self.kind]

    def as_arguments(self) -> dict[str, Any]:
        """For a job."""
        given: dict[str, Any] = {name: getattr(self, name) for name in _PLAIN}
        return given | {"mapping": dict(self.mapping), "also": [[kind, dict(mapping)] for kind, mapping in self.also]}

    def parts(self) -> tuple["Plan", ...]:
        """The plan itself, then one for everything else its rows carry."""
        return (replace(self, also=()), *(replace(self, kind=k, mapping=m, also=(), extra=False) for k, m in self.also))


def of_arguments(given: Mapping[str, Any]) -> Plan:
    """The plan a job was begun with."""
    also = tuple((kind, mapping) for kind, mapping in given.get("also", ()))
    return Plan(mapping=given["mapping"], also=also, **{name: given[name] for name in _PLAIN if name in given})


def make(
    header: Sequence[str],
    *,
    source: str,
    kind: str = "",
    mapping: Mapping[str, str] | None = None,
    by_header: Mapping[str, str] | None = None,
    area: str = "",
    disease: str = "",
    **how: Any,
) -> Plan:
    """The plan for a file: what is not said is guessed from its header. ``mapping`` (ours → header) replaces the guess;
    ``by_header`` (header → ours, "" for none) changes it; ``how``: policy, case, month_first, lenient, extra.

    Refused when the file lacks what its kind needs.
    """
    if kind and kind not in KINDS:
        raise Refused(
            "Không có loại tệp “%(kind)s”. Các loại: %(join)s.", values={"kind": kind, "join": ", ".join(KINDS)}
        )
    if how.get("policy", "fill") not in POLICIES:
        raise Refused(_("Không có cách cập nhật này."), field="policy")
    of = KINDS[kind] if kind else headers.guess_kind(header)
    found = dict(mapping) if mapping is not None else headers.guess(of, header)
    for theirs, ours in (by_header or {}).items():
        column = next((c for c in of.columns if ours in (c.name, c.caption)), None)
        if ours and column is None:
            raise Refused(
                "Không có cột nào tên “%(ours)s” trong loại tệp %(caption)s.",
                values={"ours": ours, "caption": of.caption},
            )
        found = {o: t for o, t in found.items() if t != theirs and (column is None or o != column.name)}
        found |= {column.name: theirs} if column else {}
    used = headers.check(of, found, header)
    if of.key == "cases" and not disease and "disease" not in used:
        raise Refused(_("Tệp không nói là bệnh nào. Hãy chọn một bệnh cho cả tệp."), field="disease")
    return Plan(of.key, used, clean_source(source), area, disease, **{k: v for k, v in how.items() if v})


def clean_source(name: str) -> str:
    """``mers_korea_2015.linelist.csv`` → ``mers_korea_2015``: files that belong together have one source."""
    name = squeeze(name.replace("\\", "/").rsplit("/", 1)[-1])
    return (name.split(".", 1)[0] or name or "tep")[:60]


def promise(plan: Plan, ids: frozenset[str]) -> Plan:
    """The plan, knowing which ids files sent with it will bring."""
    return replace(plan, promised=plan.promised | ids)
