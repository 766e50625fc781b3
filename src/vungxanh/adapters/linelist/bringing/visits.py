"""Visits: somebody known was at a venue from–to."""

from collections.abc import Sequence
from datetime import timedelta

from vungxanh.adapters.linelist.bringing import venues
from vungxanh.adapters.linelist.bringing.base import Importer, Ref
from vungxanh.adapters.linelist.bringing.links import FIRST
from vungxanh.adapters.linelist.checking import Row
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.text import fold
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.tracing import actions, queries


class Visits(Importer):
    """A list of visits. A person known by a case number gets milestones of that case."""

    def look(self, rows: Sequence[Row]) -> None:
        self.areas.settle(rows)
        venues.check(self, rows)
        found, why = self.refs(row.get("person") for row in rows)
        for row in rows:
            party(self, row, "person", found, why)
            if row.get("start_at") and not row.get("end_at") and row.get("minutes"):
                row.values["end_at"] = row.values["start_at"] + timedelta(minutes=row.values["minutes"])
            if row.good:
                self._sense(row)
        stored = queries.visible_visits(self.by).filter(
            source=self.plan.source, external_id__in=[row.key for row in rows]
        )
        known = set(stored.values_list("external_id", flat=True))
        for row in rows:
            row.known = row.key in known

    def _sense(self, row: Row) -> None:
        for problem in actions.problems_of(0, self._row(row, None), self.at):
            self.wrong(row, problem.field, problem.sentence, _("Kiểm tra lại giờ đến, giờ đi."))

    def _row(self, row: Row, venue: object) -> actions.VisitRow:
        ref: Ref | None = row.get("ref:person", None)
        return actions.VisitRow(
            person_id=ref.person if ref else new_id(),
            venue_id=venue or new_id(),  # type: ignore[arg-type]  # nobody, nowhere: only its times are judged
            area_path=row.area,
            start_at=row.values["start_at"],
            end_at=row.values["end_at"],
            external_id=row.key,
            case_id=ref.case if ref else None,
            note=row.get("note"),
        )

    def write(self, rows: Sequence[Row]) -> None:
        self.each([row for row in rows if row.good and not row.known], self._write)

    def _write(self, rows: Sequence[Row]) -> None:
        spots = venues.find_or_make(self, rows)
        given = [self._row(row, spots[row.area, fold(row.get("venue"))]) for row in rows]
        result = self.once(actions.record_visits_many, rows, rows=given, source=self.plan.source)
        for problem in result.problems:
            self.wrong(rows[problem.index], problem.field, problem.sentence, _("Kiểm tra lại dòng này."))


def party(importer: Importer, row: Row, name: str, found: dict[str, Ref], why: dict[str, str]) -> None:
    """Who a reference of the row means; ``ref:<name>`` of its values, or a problem."""
    text = row.get(name)
    row.values[f"ref:{name}"] = found.get(text)
    if not text or text in found or text in importer.plan.promised:
        return
    if text in why:
        importer.wrong(row, name, why[text], _("Đặt tên nguồn trùng với tệp người hoặc tệp ca bệnh."))
    else:
        importer.wrong(row, name, _("Không có người hay ca bệnh mang mã này."), FIRST)
