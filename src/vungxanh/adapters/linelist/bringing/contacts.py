"""Direct contacts: somebody known met another, who is known or becomes known by his name and telephone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from uuid import UUID

from vungxanh.adapters.linelist.bringing import links, retold, updating, venues
from vungxanh.adapters.linelist.bringing.base import Ref
from vungxanh.adapters.linelist.bringing.persons import People
from vungxanh.adapters.linelist.bringing.visits import party
from vungxanh.adapters.linelist.checking import Row, different, digest
from vungxanh.adapters.linelist.diseases import disease_code
from vungxanh.adapters.linelist.values import VIETNAM
from vungxanh.common.fields import search_hash
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.text import fold
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.people import actions as people
from vungxanh.rooms.people import queries as known_people
from vungxanh.rooms.tracing import actions, queries
from vungxanh.rooms.tracing.actions.importing import NamedContact, name_contacts_many

_NOBODY = Ref(UUID(int=0), "")
_TOUCH = ("physical", "touched", "cham", "da cham", "direct physical")
_NOT_TOUCH = ("non physical", "indirect", "khong cham")
_HOME = ("household", "same household", "cung nha", "cung ho", "home")
_UNNAMED = _("Không ghi ca bệnh nào: người này được ghi là người tiếp xúc chưa rõ nguồn.")


class Contacts(People):
    """A list of contacts of cases (or of anybody known). Who met no case that is known becomes a contact all the same."""

    nameless = "Người tiếp xúc"

    def person_key(self, row: Row) -> str:
        """Of the other: his number, else what identifies him."""
        given = str(row.get("other"))
        said = (row.get("full_name"), row.get("family_name"), row.get("given_name"), row.get("phone"))
        return (
            given or f"tx-{digest(*(fold(str(part)) for part in (*said, row.get('birth_year'), row.get('commune'))))}"
        )

    _second = False

    @cached_property
    def _coming(self) -> frozenset[str]:
        """Keys of the persons this file brings: a row may refer to one that stands further down."""
        header = self.plan.mapping.get("other")
        return frozenset(different(self.reader.table, header, most=10_000_000)) if header else frozenset()

    @cached_property
    def _refers_inside(self) -> bool:
        header = self.plan.mapping.get("person")
        if not header or not self._coming:
            return False
        return not self._coming.isdisjoint(different(self.reader.table, header, most=10_000_000))

    @property
    def needs_second(self) -> bool:
        return self._refers_inside

    def afterwards(self, rows: Sequence[Row], *, write: bool) -> None:
        """Rows that met somebody whom a later row brought."""
        self._second = True
        late = [row for row in rows if row.get("person") in self._coming] if write else []
        if late:
            self.look(late)
            self.write(late)
            self.update([row for row in late if row.known and row.good and row.changed])
        for row in late:
            row.problems = [] if row.known else row.problems

    def reference_day(self, row: Row) -> date:
        found = row.values.get("start_at") or row.values.get("reported_at")
        return found.astimezone(VIETNAM).date() if found else super().reference_day(row)

    def look(self, rows: Sequence[Row]) -> None:
        for row in rows:
            self._said(row)
        found, why = self.refs(ref for row in rows for ref in (row.get("person"), row.get("other")) if ref)
        for row in rows:
            row.values["ref:other"] = found.get(row.get("other"))
        super().look(rows)
        self._by_phone(rows)
        for row in rows:
            self._case(row, found, why)
            if row.get("other") in why:
                party(self, row, "other", found, why)
            self._times(row)
            if row.good:
                self._sense(row)
        venues.check(self, rows)
        retold.meetings(self, rows)
        self._named_before([row for row in rows if row.good and not row.known and row.get("ref:person", None) is None])
        self._told_of_persons([row for row in rows if row.good and row.known])

    def _told_of_persons(self, rows: Sequence[Row]) -> None:
        for row in rows:
            ref: Ref | None = row.get("ref:other", None)
            row.values["known_person"] = ref.person if ref else row.values.get("known_person")
        updating.persons(self, rows)

    def update(self, rows: Sequence[Row]) -> None:
        updating.write_persons(self, rows)
        retold.write_meetings(self, rows)

    def _said(self, row: Row) -> None:
        """Facts told in other words: the case of the whole file, day of report, kind of exposure, relation."""
        said = row.values
        if not said.get("person") and self.plan.case:
            said["person"] = self.plan.case
        if not said.get("start_at") and (first := said.get("first_at")):
            said["start_at"] = datetime(first.year, first.month, first.day, 12, tzinfo=VIETNAM)
        if not said.get("start_at") and said.get("reported_at"):
            said["start_at"] = said["reported_at"]
            words = _("Không ghi ngày tiếp xúc: lấy ngày báo cáo.")
            self.wrong(row, "reported_at", words, _("Ghi ngày tiếp xúc nếu biết."), fatal=False)
        kind, relation = fold(said.get("kind", "")).replace("_", " "), fold(said.get("relation", "")).replace("_", " ")
        if any(w in kind for w in _TOUCH) and not any(w in kind.replace("-", " ") for w in _NOT_TOUCH):
            said.setdefault("physical", True)
        if any(word in relation for word in _HOME):
            said.setdefault("household", True)
        told = [said.get("note", ""), said.get("kind", ""), said.get("relation", ""), *row.rest]
        said["note"] = "; ".join(part for part in told if part)

    def _case(self, row: Row, found: dict[str, Ref], why: dict[str, str]) -> None:
        text = row.get("person")
        row.values["ref:person"] = found.get(text)
        if text in found or text in self.plan.promised:
            return
        if text in self._coming and not self._second:
            row.values["later"] = True  # whom another row of this file brings
            return
        if text in why:
            party(self, row, "person", found, why)
        elif not self.plan.disease and not disease_code(row.get("disease")):
            party(self, row, "person", found, why) if text else self._needs_disease(row)
        elif text and not self.plan.lenient:
            party(self, row, "person", found, why)
        else:
            reason = _("Không có ca bệnh mang mã này.") if text else _UNNAMED
            row.values["note"] = "; ".join(filter(None, (row.get("note"), f"Ca ghi trong tệp: {text}" if text else "")))
            self.wrong(
                row, "person", reason, _("Dòng vẫn được nhập; nhập ca bệnh rồi ghép sau."), fatal=False, value=text
            )

    def _needs_disease(self, row: Row) -> None:
        remedy = _("Ghi mã ca bệnh, hoặc chọn ca bệnh chung hay bệnh chung cho cả tệp.")
        self.wrong(row, "person", _("Không rõ tiếp xúc với ca bệnh nào, của bệnh nào."), remedy)

    def _named_before(self, rows: Sequence[Row]) -> None:
        """Contacts of nobody known: there already when their person is under tracing for the disease."""
        who: dict[int, UUID] = {}
        for row in rows:
            ref: Ref | None = row.get("ref:other", None)
            person = ref.person if ref else row.values.get("known_person")
            if person:
                who[row.line] = person
        there = queries.visible(self.by).filter(person_id__in=set(who.values())) if who else None
        traced = set(there.values_list("person_id", "disease")) if there is not None else set()
        for row in rows:
            row.known = (who.get(row.line), self._disease_of(row)) in traced

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
        unnamed = row.get("ref:person", None) is None
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
        if unnamed:
            return
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
        self.each([row for row in rows if row.good and not row.known and not row.values.get("later")], self._write)

    def _write(self, rows: Sequence[Row]) -> None:
        others = dict(zip([row.line for row in rows], self._others(rows), strict=True))
        named = [row for row in rows if row.get("ref:person", None) is not None]
        if named:
            self._meetings(named, [others[row.line] for row in named])
            self._chain(named)
        self._contacts([(row, others[row.line]) for row in rows if row not in named or row.values.get("level")])

    def _meetings(self, rows: Sequence[Row], others: Sequence[UUID]) -> None:
        spots = venues.find_or_make(self, rows)
        given = [
            self._row(row, (row.values["ref:person"].person, other), spots.get((row.area, fold(row.get("venue")))))
            for row, other in zip(rows, others, strict=True)
        ]
        result = self.once(actions.record_contacts_many, rows, rows=given, source=self.plan.source)
        for problem in result.problems:
            self.wrong(rows[problem.index], problem.field, problem.sentence, _("Kiểm tra lại dòng này."))

    def _chain(self, rows: Sequence[Row]) -> None:
        """A case that met a case has it from him, as Go.Data's relationships say: the list's direction is kept."""
        both = [row for row in rows if row.values["ref:person"].case and (row.get("ref:other", None) or _NOBODY).case]
        for row in both if self.plan.mapping.get("other") and not self.plan.also else ():
            row.values["link"] = (row.values["ref:other"].case, row.values["ref:person"].case)
        linked = [replace(row, problems=[]) for row in both if row.values.get("link")]
        links.write_links(self, linked, "kind", "other", fatal=False)
        self.tally.also("links", sum(1 for row in linked if not row.problems))
        back = {row.line: row for row in rows}
        for row in linked:
            back[row.line].problems += row.problems

    def _contacts(self, rows: Sequence[tuple[Row, UUID]]) -> None:
        """Who is a contact because the list says so."""
        for disease in {self._disease_of(row) for row, _other in rows} - {""}:
            mine = [(row, other) for row, other in rows if self._disease_of(row) == disease]
            given = [
                NamedContact(
                    person_id=other, area_path=row.area, first=row.values["start_at"], last=row.values["end_at"],
                    level=row.values.get("level", 1),
                )
                for row, other in mine
            ]  # fmt: skip
            self.once(
                name_contacts_many, [row for row, _other in mine], rows=given, disease=disease, source=self.plan.source
            )
            self.tally.also("contacts", len(given))

    def _disease_of(self, row: Row) -> str:
        return disease_code(row.get("disease")) or self.plan.disease

    def _homes(self, rows: Sequence[Row]) -> dict[tuple[str, str], UUID]:
        return {}  # in this kind of file the column "household" says whether they live together

    def _others(self, rows: Sequence[Row]) -> list[UUID]:
        fresh = [row for row in rows if row.get("ref:other", None) is None]
        made = dict(zip((row.line for row in fresh), self.bring(fresh) if fresh else (), strict=True))
        self.tally.also("persons", len({made[row.line] for row in fresh if row.get("known_person", None) is None}))
        return [made[row.line] if row.line in made else row.values["ref:other"].person for row in rows]
