"""Daily follow-up of contacts."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from vungxanh.adapters.linelist.bringing import retold
from vungxanh.adapters.linelist.bringing.base import Importer, Ref
from vungxanh.adapters.linelist.bringing.visits import party
from vungxanh.adapters.linelist.checking import Row
from vungxanh.adapters.linelist.values import VIETNAM
from vungxanh.kernel.text import fold
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.tracing import queries
from vungxanh.rooms.tracing.actions.importing import (
    FollowUpRow,
    NamedContact,
    name_contacts_many,
    record_follow_ups_many,
)

_WORDS = {
    "fever": ("sot", "fever"), "cough": ("ho", "cough"), "sore_throat": ("dau hong", "rat hong", "sore throat"),
    "breathless": ("kho tho", "breath", "dyspn"), "loss_of_smell": ("mat mui", "mat vi", "smell", "taste"),
    "tired": ("met", "met moi", "fatigue", "tired"), "diarrhoea": ("tieu chay", "diarrh"), "rash": ("phat ban", "rash"),
}  # fmt: skip


class FollowUps(Importer):
    """One row, one day of one contact. Whoever is not under tracing yet becomes a contact by this list."""

    def look(self, rows: Sequence[Row]) -> None:
        found, why = self.refs(row.get("person") for row in rows)
        for row in rows:
            party(self, row, "person", found, why)
            ref: Ref | None = row.get("ref:person", None)
            if ref is not None:
                row.area = ref.area
            if not self.plan.disease:
                remedy = _("Chọn một bệnh cho cả tệp.")
                self.wrong(row, "person", _("Không rõ theo dõi vì bệnh nào."), remedy)
            if row.get("day") and row.get("day") > self.at.astimezone(VIETNAM).date():
                self.wrong(row, "day", _("Chưa đến ngày này."), _("Kiểm tra lại ngày."))
        self._known([row for row in rows if row.good and row.values.get("ref:person")])

    def _known(self, rows: Sequence[Row]) -> None:
        persons = {row.values["ref:person"].person for row in rows}
        contacts = queries.visible(self.by).filter(disease=self.plan.disease, person_id__in=persons)
        there = {
            (of.person_id, day.day): day
            for of in contacts.prefetch_related("follow_ups")
            for day in of.follow_ups.all()
        }
        for row in rows:
            row.values["old"] = there.get((row.values["ref:person"].person, row.values["day"]))
            row.known = row.values["old"] is not None
        retold.days(self, [(row, row.values["old"], self._row(row)) for row in rows if row.known])

    def write(self, rows: Sequence[Row]) -> None:
        self.each([row for row in rows if row.good and not row.known], self._write)

    def update(self, rows: Sequence[Row]) -> None:
        retold.write_days(self, rows)

    def _write(self, rows: Sequence[Row]) -> None:
        self._name(rows)
        given = [self._row(row) for row in rows]
        result = self.once(record_follow_ups_many, rows, rows=given, disease=self.plan.disease, source=self.plan.source)
        for problem in result.problems:
            self.wrong(rows[problem.index], problem.field, problem.sentence, _("Kiểm tra lại dòng này."))

    def _name(self, rows: Sequence[Row]) -> None:
        first: dict[object, Row] = {}
        for row in rows:
            first.setdefault(row.values["ref:person"].person, row)
        given = [
            NamedContact(
                person_id=row.values["ref:person"].person, area_path=row.area, first=_noon(row), last=_noon(row),
                level=row.values.get("level", 1),
            )
            for row in first.values()
        ]  # fmt: skip
        self.once(
            name_contacts_many, list(first.values()), rows=given, disease=self.plan.disease, source=self.plan.source
        )

    def _row(self, row: Row) -> FollowUpRow:
        said = row.values
        symptoms, rest = symptoms_of(said.get("symptoms", ""))
        if said.get("status") == "ill" and not symptoms:
            symptoms = ("other",)
        note = [said.get("note", ""), rest, *row.rest]
        degrees = said.get("temperature")
        return FollowUpRow(
            person_id=said["ref:person"].person, day=said["day"], seen=said.get("status") != "missed",
            temperature=Decimal(str(degrees)).quantize(Decimal("0.1")) if degrees is not None else None,
            symptoms=symptoms, note="; ".join(part for part in note if part),
        )  # fmt: skip


def symptoms_of(text: str) -> tuple[tuple[str, ...], str]:
    """The symptoms we have words for, and the text itself when something else is said."""
    words = [fold(word).strip() for word in text.replace(";", ",").split(",") if word.strip()]
    found = {
        code
        for word in words
        for code, names in _WORDS.items()
        if any(n == word or (len(n) > 3 and n in word) for n in names)
    }
    return tuple(sorted(found)), "" if words and len(found) == len(words) else text


def _noon(row: Row) -> datetime:
    day = row.values["day"]
    return datetime(day.year, day.month, day.day, 12, tzinfo=VIETNAM)
