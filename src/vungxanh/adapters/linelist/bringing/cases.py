"""Cases, each with its person made on the way; who infected whom in a second pass."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from vungxanh.adapters.linelist.bringing import clusters, updating
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
_OUTCOMES = {one.value: one for one in actions.Outcome}
_STATUSES = {one.value: one for one in actions.Status}
_RESULTS = {"positive": _("dương tính"), "negative": _("âm tính"), "pending": _("chờ kết quả")}
SHORTEST_CODE, CODE = 4, 40
_SOMEBODY = new_id()


class Cases(People):
    """A list of cases."""

    nameless = "Bệnh nhân"

    def person_key(self, row: Row) -> str:
        return str(row.get("person") or row.key)

    def reference_day(self, row: Row) -> date:
        for name in ("onset_date", "diagnosed_at", "notified_at"):
            found = row.values.get(name)
            if found is not None:
                return found.astimezone(VIETNAM).date() if isinstance(found, datetime) else found
        return super().reference_day(row)

    def look(self, rows: Sequence[Row]) -> None:
        super().look(rows)
        known = queries.ids_by_external(by=self.by, source=self.plan.source, external_ids=[row.key for row in rows])
        for row in rows:
            row.known = row.key in known
            row.values["known_case"] = known.get(row.key)
            self._disease(row)
            row.values["facts"] = self._facts(row)
            self._managed(row)
            if not row.known and row.good:
                self._dates(row)
        told = [row for row in rows if row.known and row.good]
        updating.persons(self, told)
        updating.known_cases(self, told)

    def _disease(self, row: Row) -> None:
        text = row.get("disease")
        row.values["what"] = disease_code(text) if text else self.plan.disease
        if text and not row.values["what"]:
            self.wrong(
                row, "disease", "Không rõ là bệnh nào.", "Viết tên bệnh như COVID-19, MERS, sởi, hoặc bỏ ghép cột này."
            )
        elif not row.values["what"]:
            self.wrong(row, "disease", _("Thiếu tên bệnh."), _("Điền tên bệnh, hoặc chọn một bệnh cho cả tệp."))

    def _managed(self, row: Row) -> None:
        """The unit that manages the case, where it is not the one he lives in."""
        text = row.values.get("managed_by")
        if not text:
            return
        found = self.areas.named(text)
        if isinstance(found, str) and self.areas.may(found):
            row.values["managed"] = found
        else:
            reason, remedy = (
                (_("Ngoài địa bàn của bạn."), _("Để trống, hoặc gửi cho đơn vị đó."))
                if isinstance(found, str)
                else found
            )
            self.wrong(row, "managed_by", reason, remedy)

    def _facts(self, row: Row) -> actions.CaseFacts:
        said = row.values
        given: dict[str, Any] = {name: self._not_later(said.get(name)) for name in _FACTS}
        given |= {name: said.get(name, "")[:long] for name, long in _TEXTS.items()}
        outcome = said.get("outcome")
        for ended, name in (("died", "death_date"), ("recovered", "recovery_date")):
            day = row.values.get(name)
            if day is not None and outcome in (None, ended):
                outcome, given["outcome_date"] = ended, day
        if outcome in (None, "unknown") and row.values.get("condition") == "died":
            outcome = "died"
        if given["outcome_date"] is not None and outcome not in ("died", "recovered"):
            row.rest.append(f"{self.header('outcome_date')}: {given['outcome_date']:%d/%m/%Y}")
            given["outcome_date"] = None  # a day of an end that is not told
        result = row.values.get("result")
        notes = [row.values.get("note", ""), *row.rest]
        if result:
            notes.append(f"{self.header('result')}: {_RESULTS[result]}")
        notes += [said[name] for name in ("symptomatic!", "detection!") if name in said]
        given["note"] = "\n".join([note for note in notes if note])
        given["symptomatic"] = said.get(
            "symptomatic", True if given["onset_date"] and not self.header("symptomatic") else None
        )
        given["detection"] = actions.Detection(said["detection"]) if "detection" in said else None
        return actions.CaseFacts(outcome=_OUTCOMES[outcome or "unknown"], **given)

    def _not_later(self, value: Any) -> Any:
        """A day without an hour is taken at noon: not later than now when it is today."""
        if value is not None and isinstance(value, datetime) and value > self.at:
            same = value.astimezone(VIETNAM).date() == self.at.astimezone(VIETNAM).date()
            return self.at if same else value
        return value

    def _dates(self, row: Row) -> None:
        for problem in actions.problems_of(0, self._row(row, _SOMEBODY, ""), self.at):
            name = {"external_id": "id"}.get(problem.field, problem.field)
            if name == "outcome_date" and not self.header(name):
                name = "death_date" if row.get("death_date", None) else "recovery_date"
            remedy = _("Kiểm tra lại các ngày.") if problem.fatal else _("Dòng vẫn được nhập; kiểm tra lại khi có thể.")
            self.wrong(row, name, problem.sentence, remedy, fatal=problem.fatal)

    def _row(self, row: Row, person: Any, code: str) -> actions.CaseRow:
        said = row.values
        sure = said.get("diagnosed_at") is not None or said.get("result") == "positive"
        status = said.get("status") or ("confirmed" if sure else "suspected")
        return actions.CaseRow(
            person_id=person,
            disease=row.values["what"],
            external_id=row.key,
            area_path=said.get("managed") or row.area,
            status=_STATUSES[status],
            code=code,
            facts=row.values["facts"],
            cluster_id=said.get("cluster_id"),
        )

    def write(self, rows: Sequence[Row]) -> None:
        self.each([row for row in rows if row.good and not row.known], self._write)

    def _write(self, rows: Sequence[Row]) -> None:
        persons = self.bring(rows)
        codes = self._codes(rows)
        clusters.find_or_open(self, rows)
        given = [self._row(row, person, codes.get(row.key, "")) for row, person in zip(rows, persons, strict=True)]
        self.once(actions.record_many, rows, rows=given, source=self.plan.source)
        self.tally.also("persons", sum(1 for row in rows if not row.get("known_person")))

    def update(self, rows: Sequence[Row]) -> None:
        updating.write_persons(self, rows)
        updating.write_cases(self, rows)

    def _codes(self, rows: Sequence[Row]) -> dict[str, str]:
        """A case keeps the number people know it by, unless it is a mere row number or another case bears it."""
        wanted: dict[str, str] = {}
        given: set[str] = set()
        for row in rows:
            code = str(row.values.get("code") or (row.key if row.values.get("id") else ""))
            if SHORTEST_CODE <= len(code) <= CODE and code not in given:
                wanted[row.key] = code
                given.add(code)
        taken = queries.taken_codes(codes=given)
        return {key: code for key, code in wanted.items() if code not in taken}

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
