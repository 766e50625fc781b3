"""What is there already: for importers, which look up many at once and show nothing of it."""

from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from vungxanh.kernel.actor import Actor
from vungxanh.rooms.cases.models import Case, TransmissionLink
from vungxanh.rooms.cases.queries.one import visible
from vungxanh.rooms.people import queries as people

T = TypeVar("T")
_PART = 5000


def taken_codes(*, codes: Iterable[str]) -> set[str]:
    """Those of the codes that some case bears, wherever it is: the next one must be another."""
    return set(Case.objects.filter(code__among=set(codes)).values_list("code", flat=True))


def merges_to_follow(*, by: Actor) -> list[UUID]:
    """Merges of people whose cases still name the record merged away; for the listener that re-points them."""
    return list(people.still_pointed_at(Case.objects.order_by().values("person")).values_list("pk", flat=True))


def known_links(*, by: Actor, case_ids: Iterable[UUID]) -> dict[tuple[UUID, UUID], tuple[str, bool]]:
    """(source, case) of every link to one of the cases, of those he may see: its setting, and whether it is the main one."""
    found: dict[tuple[UUID, UUID], tuple[str, bool]] = {}
    for part in _parts(list(case_ids)):
        rows = TransmissionLink.objects.filter(case__in=visible(by).filter(pk__in=part))
        told = rows.values_list("source_id", "case_id", "setting", "main")
        found.update({(source, case): (setting, main) for source, case, setting, main in told})
    return found


def by_reference(*, by: Actor, refs: Iterable[str], source: str) -> dict[str, list[tuple[UUID, UUID, str]]]:
    """What other people's files call a case: its key in ``source``, else its code, else its key in any other source.

    (case, person, area path) of every case meant: more than one when keys of several sources coincide. A reference to
    nothing he may see is left out.
    """
    found: dict[str, list[tuple[UUID, UUID, str]]] = {}
    left = set(refs)
    for narrow in ({"source": source, "external_id__in": None}, {"code__in": None}, {"external_id__in": None}):
        field = "code" if "code__in" in narrow else "external_id"
        for part in _parts(sorted(left)):
            rows = visible(by).filter(**{name: part if value is None else value for name, value in narrow.items()})
            for ref, *rest in rows.values_list(field, "id", "person_id", "area_path"):
                found.setdefault(ref, []).append((rest[0], rest[1], rest[2]))
        left -= found.keys()
    return found


def _parts(wanted: Sequence[T]) -> Iterable[Sequence[T]]:
    return (wanted[start : start + _PART] for start in range(0, len(wanted), _PART))
