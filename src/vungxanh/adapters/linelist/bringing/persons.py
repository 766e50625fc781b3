"""Persons, and the households they name."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from vungxanh.adapters.linelist.bringing import updating
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

    _today = date.min

    def person_key(self, row: Row) -> str:
        """His key in the source."""
        return row.key

    @property
    def looks_ahead(self) -> bool:
        """Each row is a person of its own."""
        return self.plan.kind in ("persons", "cases") and "person" not in self.plan.mapping

    def look(self, rows: Sequence[Row]) -> None:
        """Area, name, numbers, year of birth; whether he may be touched."""
        self._today = self.at.astimezone(VIETNAM).date()
        for row in rows:
            row.values["on"] = self.reference_day(row)
        self.areas.settle(rows)
        for row in rows:
            self._identity(row)
            self._birth(row)
        self._strangers(rows)

    def _identity(self, row: Row) -> None:
        said = row.values
        name = said.get("full_name") or " ".join(
            [said[part] for part in ("family_name", "middle_name", "given_name") if said.get(part)]
        )
        said["name"] = name or self._stand_in(row)
        try:
            actions.check_name(said["name"])
        except Refused as no:
            self.wrong(row, "full_name", no.sentence, _REMEDY["full_name"])
        for field, check in _NUMBERS.items():
            if value := said.get(field):
                try:
                    said[field] = check(value)
                except Refused as no:
                    self._bad_number(row, field, no.sentence)

    def _bad_number(self, row: Row, field: str, sentence: str) -> None:
        value = row.values.pop(field)
        if self.plan.lenient:
            row.rest.append(f"{self.header(field)}: {value}")
        remedy = _("Dòng vẫn được nhập; nguyên văn nằm trong ghi chú.") if self.plan.lenient else _REMEDY[field]
        self.wrong(row, field, sentence, remedy, fatal=not self.plan.lenient)

    def _stand_in(self, row: Row) -> str:
        """Without a name he is called by his number; the list says it is none."""
        key = self.person_key(row)
        return key if any(letter.isalpha() for letter in key) else f"{self.nameless} {key}"

    def _birth(self, row: Row) -> None:
        said = row.values
        born = said.get("birth_date")
        if isinstance(born, int):
            said["birth_year"] = born
            born = said["birth_date"] = None
        day, month, year = said.get("birth_day"), said.get("birth_month"), said.get("birth_year")
        if born is None and day and month and year:
            try:
                born = said["birth_date"] = date(year, month, day)
            except ValueError:
                self.wrong(row, "birth_day", _("Ngày này không có trong lịch."), _("Kiểm tra lại ngày sinh."))
        if born is not None and born > said["on"]:
            self.wrong(row, "birth_date", _("Ngày sinh sau ngày của sự việc."), _("Kiểm tra lại ngày sinh."))
        if born is None and year is None:
            self._from_age(said)
        elif "age!" in said:  # an age group beside a year of birth says nothing more
            header = self.header("age")
            row.problems = [p for p in row.problems if p.column != header]
            row.rest = [part for part in row.rest if part != f"{header}: {said['age!']}"]

    def _from_age(self, said: dict[str, Any]) -> None:
        """The year of birth that an age on the day of the illness makes likely."""
        age, months = said.get("age"), said.get("age_months")
        if age is None and months is None:
            return
        unit = said.get("age_unit", "years")
        years = (age or 0) + (months or 0) // 12 if unit == "years" else (age or 0) // 12 if unit == "months" else 0
        said["birth_year"], said["by_age"] = said["on"].year - years, True

    def reference_day(self, row: Row) -> date:
        """The day on which the age was true: of the illness, else of the import."""
        return self._today

    def _strangers(self, rows: Sequence[Row]) -> None:
        known = queries.known(self.plan.source, [self.person_key(row) for row in rows])
        seen = (
            set(queries.visible(self.by).filter(pk__among=set(known.values())).values_list("pk", flat=True))
            if known
            else set()
        )
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
        given = [self._person(row, homes.get((row.area, row.values.get("household", "")))) for row in rows]
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
        said = row.values.get
        return actions.PersonRow(
            full_name=row.values["name"],
            area_path=row.area,
            sex=said("sex", "U"),
            birth_date=said("birth_date"),
            birth_year=said("birth_year"),
            household_id=home,
            hamlet=said("hamlet", ""),
            occupation=said("occupation", ""),
            nationality=said("nationality", "VN"),
            vaccine_doses=said("doses"),
            last_dose_date=said("last_dose"),
            citizen_id=said("citizen_id", ""),
            phone=said("phone", ""),
            address=said("address", ""),
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
            row.known = bool(row.values.get("known_person"))
        updating.persons(self, [row for row in rows if row.good and row.known])

    def write(self, rows: Sequence[Row]) -> None:
        self.each([row for row in rows if row.good and not row.known], self._write)

    def _write(self, rows: Sequence[Row]) -> None:
        self.bring(rows)

    def update(self, rows: Sequence[Row]) -> None:
        updating.write_persons(self, rows)


class Households(Importer):
    """A list of households, found again by their area and code."""

    def look(self, rows: Sequence[Row]) -> None:
        self.areas.settle(rows)
        areas = {row.area for row in rows if row.area}
        there = queries.visible_households(self.by).filter(
            area_path__in=areas, code__in=[row.key[:HOUSEHOLD] for row in rows]
        )
        known = set(there.values_list("area_path", "code"))
        for row in rows:
            row.known = (row.area, row.key[:HOUSEHOLD]) in known
            if len(row.key) > HOUSEHOLD:
                self.wrong(row, "code", f"Mã hộ dài quá {HOUSEHOLD} ký tự.", _("Dùng mã ngắn hơn."))

    def write(self, rows: Sequence[Row]) -> None:
        self.each([row for row in rows if row.good and not row.known], self._write)

    def _write(self, rows: Sequence[Row]) -> None:
        given = [actions.HouseholdRow(row.area, row.key, row.get("hamlet"), row.get("address")) for row in rows]
        self.once(actions.record_households_many, rows, rows=given)
