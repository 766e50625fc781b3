"""Cases, each with its person made on the way; who infected whom in a second pass."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from vungxanh.adapters.linelist.bringing.links import name_sources
from vungxanh.adapters.linelist.bringing.persons import People
from vungxanh.adapters.linelist.checking import Row
from vungxanh.adapters.linelist.diseases import disease_code
from vungxanh.adapters.linelist.values import VIETNAM
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.cases import actions, queries

_FACTS = (
    "onset_date", "exposure_start", "exposure_end", "sampled_at", "diagnosed_at", "notified_at", "isolated_at",
    "outcome_date",
)  # fmt: skip
_TEXTS = {"facility": 200, "infected_where": 200}
SHORTEST_CODE, CODE = 4, 40


class Cases(People):
    """A list of cases."""

    nameless = "Bệnh nhân"

    def person_key(self, row: Row) -> str:
        return str(row.get("person") or row.key)

    def reference_day(self, row: Row) -> date:
        for name in ("onset_date", "diagnosed_at", "notified_at"):
            found = row.get(name, None)
            if found is not None:
                return found.astimezone(VIETNAM).date() if isinstance(found, datetime) else found
        return super().reference_day(row)

    def look(self, rows: Sequence[Row]) -> None:
        super().look(rows)
        known = queries.ids_by_external(by=self.by, source=self.plan.source, external_ids=[row.key for row in rows])
        for row in rows:
            row.known = row.key in known
            self._disease(row)
            row.values["facts"] = self._facts(row)
            if row.good and not row.known:
                self._dates(row)

    def _disease(self, row: Row) -> None:
        text = row.get("disease")
        row.values["code"] = disease_code(text) if text else self.plan.disease
        if text and not row.values["code"]:
            self.wrong(
                row, "disease", "Không rõ là bệnh nào.", "Viết tên bệnh như COVID-19, MERS, sởi, hoặc bỏ ghép cột này."
            )
        elif not row.values["code"]:
            self.wrong(row, "disease", _("Thiếu tên bệnh."), _("Điền tên bệnh, hoặc chọn một bệnh cho cả tệp."))

    def _facts(self, row: Row) -> actions.CaseFacts:
        given: dict[str, Any] = {name: self._not_later(row.get(name, None)) for name in _FACTS}
        given |= {name: row.get(name)[:long] for name, long in _TEXTS.items()}
        outcome = row.get("outcome", None)
        for ended, name in (("died", "death_date"), ("recovered", "recovery_date")):
            day = row.get(name, None)
            if day is not None and outcome in (None, ended):
                outcome, given["outcome_date"] = ended, day
        notes = [row.get("note")]
        if alive := row.get("outcome!"):
            notes.append(f"Kết cục ghi trong tệp: {alive}")
        given["note"] = "\n".join(filter(None, notes))
        given["symptomatic"] = True if given["onset_date"] else None
        return actions.CaseFacts(outcome=actions.Outcome(outcome or "unknown"), **given)

    def _not_later(self, value: Any) -> Any:
        """A day without an hour is taken at noon: not later than now when it is today."""
        if isinstance(value, datetime) and value > self.at:
            same = value.astimezone(VIETNAM).date() == self.at.astimezone(VIETNAM).date()
            return self.at if same else value
        return value

    def _dates(self, row: Row) -> None:
        for problem in actions.problems_of(0, self._row(row, new_id(), ""), self.at):
            name = {"external_id": "id"}.get(problem.field, problem.field)
            if name == "outcome_date" and not self.header(name):
                name = "death_date" if row.get("death_date", None) else "recovery_date"
            remedy = _("Kiểm tra lại các ngày.") if problem.fatal else _("Dòng vẫn được nhập; kiểm tra lại khi có thể.")
            self.wrong(row, name, problem.sentence, remedy, fatal=problem.fatal)

    def _row(self, row: Row, person: Any, code: str) -> actions.CaseRow:
        status = row.get("status") or ("confirmed" if row.get("diagnosed_at", None) else "suspected")
        return actions.CaseRow(
            person_id=person,
            disease=row.values["code"],
            external_id=row.key,
            area_path=row.area,
            status=actions.Status(status),
            code=code,
            facts=row.values["facts"],
        )

    def write(self, rows: Sequence[Row]) -> None:
        self.each([row for row in rows if row.good and not row.known], self._write)

    def _write(self, rows: Sequence[Row]) -> None:
        persons = self.bring(rows)
        codes = self._codes(rows)
        given = [self._row(row, person, codes.get(row.key, "")) for row, person in zip(rows, persons, strict=True)]
        self.once(actions.record_many, rows, rows=given, source=self.plan.source)
        self.tally.also("persons", sum(1 for row in rows if not row.get("known_person")))

    def _codes(self, rows: Sequence[Row]) -> dict[str, str]:
        """A case keeps the number people know it by, unless it is a mere row number or another case bears it."""
        wanted = {row.key for row in rows if row.get("id") and SHORTEST_CODE <= len(row.key) <= CODE and not row.known}
        return {key: key for key in wanted - queries.taken_codes(codes=wanted)}

    @property
    def needs_second(self) -> bool:
        return "source_case" in self.plan.mapping

    def afterwards(self, rows: Sequence[Row], *, write: bool) -> None:
        """Sources named by the rows; one that is not found is a warning, the case itself is in."""
        pairs = []
        for row in rows:
            for name in str(row.get("source_case")).replace(";", ",").split(","):
                if name.strip():
                    pairs.append((replace(row, problems=[]), name.strip(), row.key))
        name_sources(self, pairs, column="source_case", setting="source_setting", fatal=False, write=write)
        back = {row.line: row for row in rows}
        for row, _source, _case in pairs:
            back[row.line].problems += row.problems
