"""Persons as a file, in the columns our import knows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.export import Field, Sheet
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


def _open(
    by: Actor, at: datetime, rows: Sequence[Any], fields: Sequence[str], reason: str
) -> dict[Any, dict[str, str]]:
    mine = [person.pk for person in rows if person.line.open]
    return actions.open_many(by=by, at=at, person_ids=mine, fields=fields, reason=reason) if mine else {}


PERSONS = Sheet(
    stem="nguoi-dan",
    title=_("người"),
    kind="persons",
    fields=(
        Field(name="id", head="Mã người", value="line.ref"),
        *(Field(name=name, head=head, value=f"line.{attr}") for name, head, attr in queries.LINE_FIELDS),
        Field(name="area_name", head="Nơi ở"),
        *(Field(name=name, head=head, sealed=True) for name, head in queries.SEALED_FIELDS),
        Field(name="nationality", head="Quốc tịch", value="line.nationality"),
        Field(name="doses", head="Số mũi vắc xin", value="line.doses"),
        Field(name="last_dose", head="Ngày tiêm mũi cuối", value="line.last_dose"),
    ),
    select=lambda rows: rows.only("pk", "area_path"),
    prepare=_prepare,
    open=_open,
)
