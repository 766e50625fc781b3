"""Persons as a file, in the columns our import knows."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.export import Field, Sheet
from vungxanh.common.web.export.lines import of_person, opener
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.people import actions, queries
from vungxanh.rooms.people.models import Person
from vungxanh.rooms.places import queries as places


def _prepare(by: Actor, rows: list[Person]) -> list[Any]:
    found = queries.lines(by=by, person_ids=[person.pk for person in rows])
    names = places.display_names(by=by, paths={person.area_path for person in rows})
    for person in rows:
        person.line = found[person.pk]  # type: ignore[attr-defined]
        person.area_name = names[person.area_path]  # type: ignore[attr-defined]
    return rows


PERSONS = Sheet(
    stem="nguoi-dan",
    title=_("người"),
    kind="persons",
    fields=(
        Field(name="id", head="Mã người", value="line.ref"),
        *of_person(queries.LINE_FIELDS, queries.SEALED_FIELDS),
        Field(name="nationality", head="Quốc tịch", value="line.nationality"),
        Field(name="doses", head="Số mũi vắc xin", value="line.doses"),
        Field(name="last_dose", head="Ngày tiêm mũi cuối", value="line.last_dose"),
    ),
    select=lambda rows: rows.only("pk", "area_path"),
    prepare=_prepare,
    open=opener(actions.open_many),
)
