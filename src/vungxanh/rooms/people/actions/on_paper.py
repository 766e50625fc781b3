"""A person as an administrative paper names him: his whole name, birth, numbers, address."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from vungxanh.common.web.formats import vn_date
from vungxanh.kernel.actor import system
from vungxanh.rooms.people import queries
from vungxanh.rooms.people.actions.opening import open_sealed
from vungxanh.rooms.places import queries as places


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A person as a paper names him."""

    name: str
    born: str
    sex: str
    citizen_id: str
    phone: str
    address: str


def on_paper(person_ids: Sequence[UUID], what: str) -> dict[UUID, OnPaper]:
    """By person, for a paper called ``what``. Only inside an action of a room that has established its right; the trail
    says what was opened (``open_sealed``)."""
    sealed = open_sealed(person_ids, ["citizen_id", "phone", "address"], f"In {what}")
    lines = queries.lines(by=system(), person_ids=person_ids)
    names = places.display_names(by=system(), paths={line.area_path for line in lines.values()})
    return {pk: _on_paper(lines[pk], sealed[pk], names) for pk in person_ids}


def _on_paper(line: queries.PersonLine, sealed: dict[str, str], names: dict[str, str]) -> OnPaper:
    born = vn_date(line.birth_date) if line.birth_date else str(line.birth_year or "")
    hamlet = "" if line.hamlet in sealed["address"] else line.hamlet
    where = ", ".join(part for part in (sealed["address"], hamlet, names.get(line.area_path, "")) if part)
    return OnPaper(line.name, born, line.sex, sealed["citizen_id"], sealed["phone"], where)
