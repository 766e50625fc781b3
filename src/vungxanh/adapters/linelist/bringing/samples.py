"""Samples and their results: of somebody known by his case or his own number."""

from collections.abc import Sequence
from typing import Any

from vungxanh.adapters.linelist.bringing.base import Importer, Ref
from vungxanh.adapters.linelist.bringing.visits import party
from vungxanh.adapters.linelist.checking import NAMELESS, Row, digest
from vungxanh.adapters.linelist.diseases import disease_code
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.laboratory import actions, queries

_BESIDE = ("material", "method", "ct")


class Samples(Importer):
    """One row, one test of one sample; rows of one sample share its key. A sample that waits gets its result."""

    def look(self, rows: Sequence[Row]) -> None:
        found, why = self.refs(row.get("person") for row in rows)
        ill = cases.get_many(by=self.by, case_ids={ref.case for ref in found.values() if ref.case})
        for row in rows:
            party(self, row, "person", found, why)
            ref: Ref | None = row.get("ref:person", None)
            row.area = ref.area if ref else ""
            self._when(row)
            self._disease(row, ill[ref.case].disease if ref and ref.case in ill else "")
            self._key(row)
            if row.good:
                self._sense(row)
        self._known([row for row in rows if row.good])

    def _when(self, row: Row) -> None:
        if row.values.get("collected_at") is None and row.values.get("resulted_at") is not None:
            row.values["collected_at"] = row.values["resulted_at"]
            words = _("Không ghi giờ lấy mẫu: lấy giờ có kết quả.")
            self.wrong(row, "resulted_at", words, _("Dòng vẫn được nhập; ghi giờ lấy mẫu nếu biết."), fatal=False)

    def _disease(self, row: Row, of_case: str) -> None:
        text = row.get("disease")
        told = disease_code(text) if text else ""
        if text and not told and not of_case:
            self.wrong(row, "disease", _("Không rõ là bệnh nào."), _("Viết tên bệnh, ví dụ COVID-19."))
        code = of_case or told or self.plan.disease
        if not code and row.values.get("ref:person") is not None and not text:
            self.wrong(row, "disease", _("Không rõ xét nghiệm bệnh nào."), _("Chọn một bệnh cho cả tệp."))
        row.values["of"] = code

    def _key(self, row: Row) -> None:
        """The file's own id; else the tube; else whose, when and of what."""
        if "id" in row.values and not row.key.startswith(NAMELESS):
            return
        if row.get("code"):
            row.key = str(row.get("code"))[:80]
        elif row.values.get("collected_at") is not None:
            row.key = "m-" + digest(row.get("person"), row.values["collected_at"].isoformat(), row.get("material"))

    def _sense(self, row: Row) -> None:
        for problem in actions.problems_of(0, self._row(row), self.at):
            self.wrong(row, problem.field, problem.sentence, _("Kiểm tra lại dòng này."))

    def _known(self, rows: Sequence[Row]) -> None:
        there = queries.known(by=self.by, source=self.plan.source, external_ids=(row.key for row in rows))
        for row in rows:
            sample = there.get(row.key)
            row.known = sample is not None
            told = row.get("result") or actions.Result.PENDING
            if sample is None or told in (sample.result, actions.Result.PENDING):
                continue
            before, now = (str(actions.RESULT_NAMES[actions.Result(r)]) for r in (sample.result, told))
            change = (self.header("result"), before, now)
            waits = sample.result == actions.Result.PENDING and self.plan.policy != "keep"
            (row.changed if waits else row.clashes).append(change)

    def write(self, rows: Sequence[Row]) -> None:
        self.each([row for row in rows if row.good and not row.known], self._write)

    def update(self, rows: Sequence[Row]) -> None:
        self.each(rows, self._write)

    def _write(self, rows: Sequence[Row]) -> None:
        given = [self._row(row) for row in rows]
        result = self.once(actions.record_many, rows, rows=given, source=self.plan.source)
        for problem in result.problems:
            self.wrong(rows[problem.index], problem.field, problem.sentence, _("Kiểm tra lại dòng này."))

    def _row(self, row: Row) -> actions.SampleRow:
        said: dict[str, Any] = row.values
        ref: Ref | None = said.get("ref:person")
        unread = [f"{self.header(name)}: {said[f'{name}!']}" for name in _BESIDE if f"{name}!" in said]
        note = "; ".join(filter(None, (said.get("note"), *(row.rest or unread))))
        return actions.SampleRow(
            person_id=ref.person if ref else new_id(), case_id=ref.case if ref else None, disease=said.get("of") or "covid19",
            external_id=row.key, area_path=row.area, test=self._test(said),
            sample=actions.SampleFacts(
                collected_at=said["collected_at"], received_at=said.get("received_at"), code=said.get("code", ""),
                material=actions.Material(said.get("material", "other" if "material!" in said else "nasopharyngeal")),
                laboratory=said.get("laboratory", ""), note=note,
            ),
        )  # fmt: skip

    def _test(self, said: dict[str, Any]) -> actions.ResultFacts | None:
        if not said.get("result"):
            return None
        ct = said.get("ct")
        method = actions.Method(said.get("method", "other" if "method!" in said else "pcr"))
        return actions.ResultFacts(
            method=method, result=actions.Result(said["result"]), resulted_at=said.get("resulted_at"),
            ct=ct if method is actions.Method.PCR and ct else None, laboratory=said.get("laboratory", ""),
        )  # fmt: skip
