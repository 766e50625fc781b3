"""Cases as lines of a file: from whom each has it."""

from collections.abc import Iterable
from uuid import UUID

from vungxanh.kernel.actor import Actor
from vungxanh.rooms.cases.models import TransmissionLink


def source_codes(*, by: Actor, case_ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Codes of the sources of each case, the main one first; of cases ``by`` was shown already. One query."""
    rows = TransmissionLink.objects.filter(case_id__in=list(case_ids)).order_by("case_id", "-main", "named_at", "pk")
    found: dict[UUID, list[str]] = {}
    for case_id, code in rows.values_list("case_id", "source__code"):
        found.setdefault(case_id, []).append(code)
    return found
