"""Persons, and the households they name."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from vungxanh.adapters.linelist.bringing.base import Importer
from vungxanh.adapters.linelist.checking import Row
from vungxanh.adapters.linelist.values import VIETNAM
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.people import actions, queries

HOUSEHOLD = 40


class People(Importer):
    """What lists of persons and of cases share: a person and his household from a row."""

    nameless = "Người"

    def person_key(self, row: Row) -> str:
        """His key in the source."""
        return row.key

    def look(self, rows: Sequence[Row]) -> None:
        """Area, name, numbers, year of birth; whether he may be touched."""
        self.areas.settle(rows)
        for row in rows:
            self._identity(row)
            self._birth(row)
        self._strangers(rows)

    def _identity(self, row: Row) -> None:
        parts = " ".join(filter(None, (row.get("family_name"), row.get("given_name"))))
        row.values["name"] = row.get("full_name") or parts or self._stand_in(row)
        checks = {"full_name": (actions.check_name, row.values["name"])}
        checks |= {name: (check, row.get(name)) for name, check in _NUMBERS.items() if row.get(name)}
        for name, (check, value) in checks.items():
            try:
                check(value)
            except Refused as no:
                self.wrong(row, name, no.sentence, _REMEDY[name])

    def _stand_in(self, row: Row) -> str:
        """Without a name he is called by his number; the list says it is none."""
        key = self.person_key(row)
        return key if any(letter.isalpha() for letter in key) else f"{self.nameless} {key}"

    def _birth(self, row: Row) -> None:
        born = row.get("birth_date", None)
        day = self.reference_day(row)
        if born is not None and born > day:
            self.wrong(row, "birth_date", _("Ngày sinh sau ngày của sự việc."), _("Kiểm tra lại ngày sinh."))
        if born is not None or row.get("birth_year", None) is not None:
            return
        if (age := row.get("age", None)) is not None:
            row.values["birth_year"] = day.year - age

    def reference_day(self, row: Row) -> date:
        """The day on which the age was true: of the illness, else of the import."""
        return self.at.astimezone(VIETNAM).date()

    def _strangers(self, rows: Sequence[Row]) -> None:
        known = queries.known(self.plan.source, [self.person_key(row) for row in rows])
        seen = set(queries.visible(self.by).filter(pk__in=known.values()).values_list("pk", flat=True))
        for row in rows:
            there = known.get(self.person_key(row))
            if there is not None and there not in seen:
                self.wrong(
                    row, "id", "Người mang mã này đã có ở ngoài địa bàn của bạn.", "Hỏi đơn vị quản lý người này."
                )
            row.values["known_person"] = there

    def bring(self, rows: Sequence[Row]) -> list[UUID]:
        """Record the persons of the rows (and their households); ids in order."""
        homes = self._homes(rows)
        given = [self._person(row, homes.get((row.area, row.get("household")))) for row in rows]
        ids: list[UUID] = self.once(actions.record_many, rows, rows=given)
        return ids

    def _homes(self, rows: Sequence[Row]) -> dict[tuple[str, str], UUID]:
        wanted = {
            (row.area, row.get("household")): row
            for row in rows
            if row.get("household") and not row.get("known_person")
        }
        if not wanted:
            return {}
        given = [
            actions.HouseholdRow(area, code[:HOUSEHOLD], row.get("hamlet"), row.get("address"))
            for (area, code), row in wanted.items()
        ]
        ids = self.once(actions.record_households_many, list(wanted.values()), rows=given)
        return dict(zip(wanted, ids, strict=True))

    def _person(self, row: Row, home: UUID | None) -> actions.PersonRow:
        return actions.PersonRow(
            full_name=row.values["name"],
            area_path=row.area,
            sex=row.get("sex", "U"),
            birth_date=row.get("birth_date", None),
            birth_year=row.get("birth_year", None),
            household_id=home,
            hamlet=row.get("hamlet"),
            occupation=row.get("occupation"),
            citizen_id=row.get("citizen_id"),
            phone=row.get("phone"),
            address=row.get("address"),
            source=self.plan.source,
            external_id=self.person_key(row),
        )


_NUMBERS = {"phone": actions.normal_phone, "citizen_id": actions.check_citizen_id}
_REMEDY = {
    "full_name": _("Điền họ và tên."),
    "phone": _("Viết như 0912345678, hoặc để trống."),
    "citizen_id": _("Viết đủ 12 chữ số, hoặc để trống."),
}


class Persons(People):
    """A list of persons."""

    def look(self, rows: Sequence[Row]) -> None:
        super().look(rows)
        for row in rows:
            row.known = row.get("known_person") is not None and row.get("known_person") != ""

    def write(self, rows: Sequence[Row]) -> None:
        self.each([row for row in rows if row.good and not row.known], self._write)

    def _write(self, rows: Sequence[Row]) -> None:
        self.bring(rows)
