"""Direct contacts: somebody known met another, who is known or becomes known by his name and telephone."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from uuid import UUID

from vungxanh.adapters.linelist.bringing import venues
from vungxanh.adapters.linelist.bringing.base import Ref
from vungxanh.adapters.linelist.bringing.persons import People
from vungxanh.adapters.linelist.bringing.visits import party
from vungxanh.adapters.linelist.checking import Row, digest
from vungxanh.adapters.linelist.values import VIETNAM
from vungxanh.common.fields import search_hash
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.text import fold
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.people import actions as people
from vungxanh.rooms.people import queries as known_people
from vungxanh.rooms.tracing import actions, queries


class Contacts(People):
    """A list of contacts of cases (or of anybody known)."""

    nameless = "Người tiếp xúc"

    def person_key(self, row: Row) -> str:
        """Of the other: his number, else what identifies him."""
        given = str(row.get("other"))
        said = (row.get("full_name"), row.get("phone"), row.get("birth_year"), row.get("commune"))
        return given or f"tx-{digest(*(fold(str(part)) for part in said))}"

    def look(self, rows: Sequence[Row]) -> None:
        found, why = self.refs(ref for row in rows for ref in (row.get("person"), row.get("other")) if ref)
        for row in rows:
            row.values["ref:other"] = found.get(row.get("other"))
        super().look(rows)
        self._by_phone(rows)
        for row in rows:
            party(self, row, "person", found, why)
            if row.get("other") in why:
                party(self, row, "other", found, why)
            self._times(row)
            if row.good:
                self._sense(row)
        venues.check(self, rows)
        stored = queries.visible_meetings(self.by).filter(
            source=self.plan.source, external_id__in=[row.key for row in rows]
        )
        known = set(stored.values_list("external_id", flat=True))
        for row in rows:
            row.known = row.key in known

    def _by_phone(self, rows: Sequence[Row]) -> None:
        """The same number and the same name is the same person, whichever list he came from."""
        calling = {}
        for row in rows:
            if row.good and row.get("phone") and not row.get("ref:other", None):
                calling[search_hash(people.normal_phone(row.get("phone"))), fold(row.values["name"])] = row
        stored = known_people.visible(self.by).filter(phone_hash__in={number for number, _name in calling})
        met = {
            (number, name): Ref(pk, area)
            for number, name, pk, area in stored.values_list("phone_hash", "name_folded", "id", "area_path")
        }
        for row in rows:
            if row.good and row.get("phone") and not row.get("ref:other", None):
                number = search_hash(people.normal_phone(row.get("phone")))
                row.values["ref:other"] = met.get((number, fold(row.values["name"])))

    def _times(self, row: Row) -> None:
        """A day alone means: some time that day. Without an end, how long it lasted stays unknown."""
        start: datetime | None = row.get("start_at", None)
        if start is None or row.get("end_at", None):
            return
        if row.get("minutes", None):
            row.values["end_at"] = start + timedelta(minutes=row.values["minutes"])
            return
        here = start.astimezone(VIETNAM)
        if here.time() == time(12, 0):
            row.values["start_at"] = here.replace(hour=0)
            row.values["end_at"] = here.replace(hour=0) + timedelta(days=1)
        else:
            row.values["end_at"] = start + timedelta(minutes=1)
        remedy = _("Dòng vẫn được nhập, coi như chưa rõ thời lượng; ghi thêm số phút nếu biết.")
        self.wrong(row, "start_at", _("Không ghi tiếp xúc bao lâu."), remedy, fatal=False)

    def _sense(self, row: Row) -> None:
        one, other = row.get("ref:person", None), row.get("ref:other", None)
        ends = (one.person if one else new_id(), other.person if other else new_id())
        for problem in actions.problems_of(0, self._row(row, ends, None), self.at):
            self.wrong(row, problem.field, problem.sentence, _("Kiểm tra lại dòng này."))

    def _row(self, row: Row, ends: tuple[UUID, UUID], venue: UUID | None) -> actions.ContactRow:
        ref: Ref | None = row.get("ref:person", None)
        meeting = actions.Meeting(
            distance_m=row.get("distance_m", None),
            minutes=row.get("minutes", None),
            masked=row.get("masked", None),
            household=row.get("household", False),
            physical=row.get("physical", False),
            care=row.get("care", False),
        )
        return actions.ContactRow(
            person_id=ends[0],
            other_id=ends[1],
            area_path=row.area,
            start_at=row.values["start_at"],
            end_at=row.values["end_at"],
            external_id=row.key,
            meeting=meeting,
            venue_id=venue,
            case_id=ref.case if ref else None,
            note=row.get("note"),
        )

    def write(self, rows: Sequence[Row]) -> None:
        self.each([row for row in rows if row.good and not row.known], self._write)

    def _write(self, rows: Sequence[Row]) -> None:
        others = self._others(rows)
        spots = venues.find_or_make(self, rows)
        given = [
            self._row(row, (row.values["ref:person"].person, other), spots.get((row.area, fold(row.get("venue")))))
            for row, other in zip(rows, others, strict=True)
        ]
        result = self.once(actions.record_contacts_many, rows, rows=given, source=self.plan.source)
        for problem in result.problems:
            self.wrong(rows[problem.index], problem.field, problem.sentence, _("Kiểm tra lại dòng này."))

    def _homes(self, rows: Sequence[Row]) -> dict[tuple[str, str], UUID]:
        return {}  # in this kind of file the column "household" says whether they live together

    def _others(self, rows: Sequence[Row]) -> list[UUID]:
        fresh = [row for row in rows if row.get("ref:other", None) is None]
        made = dict(zip((row.line for row in fresh), self.bring(fresh) if fresh else (), strict=True))
        self.tally.also("persons", len({made[row.line] for row in fresh if row.get("known_person", None) is None}))
        return [made[row.line] if row.line in made else row.values["ref:other"].person for row in rows]
