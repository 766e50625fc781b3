"""Who may be named as the source of whom."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from uuid import UUID

from vungxanh.kernel.refused import Refused


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One link of a chain to be written: ``case_id`` was infected by ``source_id``."""

    case_id: UUID
    source_id: UUID
    setting: str = ""
    main: bool | None = None  # None: main unless the case already has a main source


def ancestors(case: UUID, sources: Mapping[UUID, Set[UUID]]) -> frozenset[UUID]:
    """Everyone from whom ``case`` may have it, over any number of steps; without itself unless in a circle."""
    found: set[UUID] = set()
    open_ = list(sources.get(case, ()))
    while open_:
        one = open_.pop()
        if one not in found:
            found.add(one)
            open_ += sources.get(one, ())
    return frozenset(found)


def check_source(case: UUID, source: UUID, above_source: Set[UUID], *, diseases: tuple[str, str]) -> None:
    """Refused when the link is impossible. ``above_source``: the ancestors of ``source``."""
    if case == source:
        raise Refused("Một ca bệnh không thể là nguồn lây của chính mình.", field="source_case")
    if diseases[0] != diseases[1]:
        raise Refused("Nguồn lây phải cùng một bệnh với ca bệnh.", field="source_case")
    if case in above_source:
        raise Refused("Không thể: ca này đã là nguồn lây (trực tiếp hoặc gián tiếp) của ca kia.", field="source_case")
