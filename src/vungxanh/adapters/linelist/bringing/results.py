"""Results of tests, by the codes on the tubes: what a laboratory sends back. What fits no tube is queued, not refused."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from vungxanh.adapters.linelist.bringing.base import Importer
from vungxanh.adapters.linelist.checking import Row
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.laboratory import actions, queries


@dataclass
class Results(Importer):
    """One row, one result. Its code is read with its check character; a row without one waits among the unmatched."""

    earlier: dict[str, Any] = field(default_factory=dict)

    def look(self, rows: Sequence[Row]) -> None:
        told = []
        for row in rows:
            if row.get("result") == actions.Result.PENDING or not row.get("result"):
                self.wrong(
                    row, "result", _("Dòng chưa có kết quả: không có gì để ghi."), _("Bỏ qua được."), fatal=False
                )
                row.known = True
                continue
            try:
                row.values["tube"] = queries.code_of(row.get("code") or "")
            except Refused:
                row.values["tube"] = (row.get("code") or "").strip()[:40]
                words = _("Mã ống sai ký tự kiểm tra: dòng chờ ở trang Kết quả chưa khớp ống.")
                self.wrong(row, "code", words, _("Sửa mã trong tệp, hoặc khớp bằng tay sau khi nhập."), fatal=False)
            row.key = f"{row.line}"
            if row.good:
                told.append(row)
        self._foretell(told)

    def _foretell(self, rows: Sequence[Row]) -> None:
        """Say of each row what the room will do with it: the preview tells what the import does."""
        given = [self._row(row) for row in rows]
        found = queries.foretold(by=self.by, at=self.at, rows=given, earlier=self.earlier)
        for row, result, one in zip(rows, given, found, strict=True):
            for name, sentence in one.faults:
                self.wrong(row, name, sentence, _("Kiểm tra lại dòng này."))
            if one.fate == "waits" and not row.problems:
                words = f"Chờ ở trang Kết quả chưa khớp ống: {one.why}."
                self.wrong(row, "code", words, _("Khớp bằng tay sau khi nhập."), fatal=False)
            row.known = one.fate == "same"
            if one.fate == "written":
                self.earlier[result.code] = result.test.result

    def write(self, rows: Sequence[Row]) -> None:
        self.each([row for row in rows if row.good and not row.known], self._write)

    def _write(self, rows: Sequence[Row]) -> None:
        given = [self._row(row) for row in rows]
        done: actions.ListResult = self.once(actions.report_many, rows, rows=given, source=self.plan.source[:60])
        for problem in done.problems:
            self.wrong(rows[problem.index], problem.field, problem.sentence, _("Kiểm tra lại dòng này."))
        self.tally.also("kết quả", done.written)
        self.tally.also("kết quả đã có", done.same)
        self.tally.also("kết quả chờ khớp ống", done.unmatched)

    def _row(self, row: Row) -> actions.ResultRow:
        said = row.values
        method = actions.Method(said.get("method", "other" if "method!" in said else "pcr"))
        ct = said.get("ct") if method is actions.Method.PCR else None
        who = " · ".join(str(said[name]) for name in ("full_name", "birth_year", "phone") if said.get(name))
        test = actions.ResultFacts(
            method=method, result=actions.Result(said["result"]), ct=ct or None, resulted_at=said.get("resulted_at"),
            laboratory=said.get("laboratory", ""), note=said.get("note", ""),
        )  # fmt: skip
        return actions.ResultRow(code=said.get("tube", ""), row=row.line, who=who, test=test)
