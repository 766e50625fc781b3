"""What stands on a paper about a person: his whole name, birth, address; who printed it is in the trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import about, note
from vungxanh.common.web.formats import vn_date
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.isolation import queries
from vungxanh.rooms.people import actions as person_writes
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.places import queries as places

MOST = 1000


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A person as a paper names him."""

    name: str
    born: str
    sex: str
    citizen_id: str
    phone: str
    address: str


@action(needs=Permission.IDENTITY_OPEN)
def open_for_paper(*, by: Actor, at: datetime, isolation_ids: Sequence[UUID], what: str) -> dict[UUID, OnPaper]:
    """By decision, for those one may decide about; NotYours when one of them is another's."""
    rows = list(queries.visible(by).filter(pk__in=list(isolation_ids)[:MOST]))
    if len(rows) != len(set(isolation_ids)):
        raise NotYours("Không có quyết định này, hoặc không thuộc địa bàn của bạn.")
    for decision in rows:
        by.check(Permission.ISOLATION_SEE, decision.site_area_path or decision.area_path)
    persons = [decision.person_id for decision in rows]
    sealed = person_writes.open_sealed(persons, ["citizen_id", "phone", "address"], f"In {what}")
    lines = people.lines(by=system(), person_ids=persons)
    names = places.display_names(by=system(), paths={line.area_path for line in lines.values()})
    if len(rows) == 1:
        about(rows[0])
    note(said=what, count=len(rows))
    return {d.pk: _on_paper(lines[d.person_id], sealed[d.person_id], names) for d in rows}


def _on_paper(line: people.PersonLine, sealed: dict[str, str], names: dict[str, str]) -> OnPaper:
    born = vn_date(line.birth_date) if line.birth_date else str(line.birth_year or "")
    hamlet = "" if line.hamlet in sealed["address"] else line.hamlet
    where = ", ".join(part for part in (sealed["address"], hamlet, names.get(line.area_path, "")) if part)
    return OnPaper(line.name, born, line.sex, sealed["citizen_id"], sealed["phone"], where)
