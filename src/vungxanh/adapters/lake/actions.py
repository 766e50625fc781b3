"""What leaves for a lake is written down before the first file is."""

from datetime import datetime

from vungxanh.common.access import within
from vungxanh.common.actions import action
from vungxanh.common.audit import note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.tracing import queries as tracing


@action(needs=Permission.EXPORT, area="area_path")
def take_lake(*, by: Actor, at: datetime, area_path: str, disease: str) -> dict[str, int]:
    """Pseudonymous movements of everybody in an area are about to be written into a folder; how many rows.

    Needs the right to see persons and tracing in the whole area too.
    """
    by.check(Permission.PERSON_SEE, area_path)
    rows = {"persons": people.visible(by).filter(within(area_path)).count()}
    rows |= tracing.leaving_counts(by=by, area=area_path)
    note(rows=sum(rows.values()), form="parquet")
    return rows
