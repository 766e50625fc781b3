"""Persons as lines of a file: what may be known of them without opening anything, many at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count

from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.text import mask_name
from vungxanh.rooms.people import rules
from vungxanh.rooms.people.models import Person

_READ = (
    "id", "full_name", "sex", "birth_date", "birth_year", "area_path", "hamlet", "household__code", "occupation",
    "nationality", "vaccine_doses", "last_dose_date", "external_id", "phone_hash",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in a file. ``ref``: what other files call him, unique in the centre; ``open``: may be opened here.

    Name and day of birth are whole only where identities may be opened; the sex is in words.
    """

    id: UUID
    ref: str
    name: str
    sex: str
    birth_date: date | None
    birth_year: int | None
    area_path: str
    commune: str
    hamlet: str
    household: str
    occupation: str
    nationality: str
    doses: int | None
    last_dose: date | None
    open: bool


SEX_WORDS = {"M": "nam", "F": "nữ"}


def lines(*, by: Actor, person_ids: Iterable[UUID]) -> dict[UUID, PersonLine]:
    """Lines whatever the area, for rooms that have established their right to the row that names them. Two queries.

    ``ref`` is the key of the file he came from when nobody else in the centre bears it, else his own id.
    """
    found = list(Person.objects.filter(pk__in=set(person_ids)).values(*_READ))
    keys = {row["external_id"] for row in found if row["external_id"]}
    shared = Person.objects.filter(external_id__in=keys).values("external_id").annotate(n=Count("pk")).filter(n__gt=1)
    twice = set(shared.values_list("external_id", flat=True))
    return {row["id"]: _line(by, row, twice) for row in found}


def _line(by: Actor, row: dict[str, Any], twice: set[str]) -> PersonLine:
    may = by.may(Permission.IDENTITY_OPEN, row["area_path"])
    key = row["external_id"]
    parts = row["area_path"].rstrip("/").split("/")
    return PersonLine(
        id=row["id"],
        ref=key if key and key not in twice else str(row["id"]),
        name=row["full_name"] if may else mask_name(row["full_name"]),
        sex=SEX_WORDS.get(row["sex"], ""),
        birth_date=row["birth_date"] if may else None,
        birth_year=row["birth_year"],
        area_path=row["area_path"],
        commune=parts[-1] if len(parts[-1]) == rules.COMMUNE_DIGITS else "",
        hamlet=row["hamlet"],
        household=row["household__code"] or "",
        occupation=row["occupation"],
        nationality=row["nationality"],
        doses=row["vaccine_doses"],
        last_dose=row["last_dose_date"],
        open=may,
    )


LINE_FIELDS = (
    ("full_name", "Họ và tên", "name"),
    ("sex", "Giới tính", "sex"),
    ("birth_date", "Ngày sinh", "birth_date"),
    ("birth_year", "Năm sinh", "birth_year"),
    ("commune", "Mã xã", "commune"),
    ("hamlet", "Thôn/ấp/tổ", "hamlet"),
    ("occupation", "Nghề nghiệp", "occupation"),
    ("household", "Mã hộ", "household"),
)
"""(name, head our import knows, attribute of a ``PersonLine``): the columns of a person in any list."""
SEALED_FIELDS = (("phone", "Điện thoại"), ("citizen_id", "Số CCCD/CMND"), ("address", "Địa chỉ"))
"""(name, head): the sealed ones."""
