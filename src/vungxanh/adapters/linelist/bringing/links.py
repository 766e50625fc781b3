"""Who infected whom: links between cases that are there already."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from vungxanh.adapters.linelist.bringing import retold
from vungxanh.adapters.linelist.bringing.base import Importer, Ref
from vungxanh.adapters.linelist.bringing.updating import sort
from vungxanh.adapters.linelist.checking import Row
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.cases import actions, queries

FIRST = _("Nhập tệp ca bệnh trước, với cùng tên nguồn; hoặc sửa mã.")
Pair = tuple[Row, str, str]


class Links(Importer):
    """A list of links: infector, infectee."""

    def look(self, rows: Sequence[Row]) -> None:
        pairs = [(row, row.get("infector"), row.get("infectee")) for row in rows if row.good]
        settle(self, pairs, {"infector": 1, "infectee": 2}, fatal=True)
        for row in rows if self.plan.policy != "keep" else ():
            if row.known and row.good:
                sort(self, row, [("setting", row.values["link_kept"][0], row.get("setting")[:120])], "news")

    def update(self, rows: Sequence[Row]) -> None:
        for row in rows:
            case, source = row.values["link"]
            main, setting = row.values["link_kept"][1], row.values["news"]["setting"]
            retold.correct(
                self, row, actions.name_source, case_id=case, source_case_id=source, setting=setting, main=main
            )

    def write(self, rows: Sequence[Row]) -> None:
        self.each([row for row in rows if row.good and not row.known], lambda part: write_links(self, part, "setting"))


def name_sources(
    importer: Importer, pairs: Sequence[Pair], *, column: str, setting: str, fatal: bool, write: bool
) -> None:
    """Links as a column of another list: (row, source, case) each; problems go to the rows."""
    settle(importer, pairs, {column: 1}, fatal=fatal)
    fresh = [row for row, _s, _c in pairs if row.values.get("link") and not row.known and not row.problems]
    if write:
        write_links(importer, fresh, setting, column, fatal=fatal)
        fresh = [row for row in fresh if not row.problems]
    importer.tally.also("links", len(fresh))


def settle(importer: Importer, pairs: Sequence[Pair], columns: dict[str, int], *, fatal: bool) -> None:
    """Find both cases of each pair, check the rights, and mark what is linked already. ``columns``: which end is where."""
    found, why = importer.refs([ref for pair in pairs for ref in pair[1:]])
    ends: list[tuple[Row, Ref, Ref]] = []
    for row, source, case in pairs:
        row.values = {**row.values, "link": None}
        row.known = False
        for column, at in columns.items():
            text = (source, case)[at - 1]
            _check(importer, row, column, text, found.get(text), why.get(text, ""), fatal)
        both = found.get(source), found.get(case)
        if both[0] and both[1] and both[0].case and both[1].case and not row.problems:
            ends.append((row, both[0], both[1]))
    there = queries.known_links(by=importer.by, case_ids={case.case for _r, _s, case in ends if case.case})
    kept: Mapping[Any, tuple[str, bool]] = there
    for row, infector, infectee in ends:
        row.values["link"] = (infectee.case, infector.case)
        row.values["link_kept"] = kept.get((infector.case, infectee.case))
        row.known = row.values["link_kept"] is not None


def _check(importer: Importer, row: Row, column: str, text: str, ref: Ref | None, why: str, fatal: bool) -> None:
    promised = text in importer.plan.promised
    if why:
        importer.wrong(row, column, why, _("Đặt tên nguồn trùng với tệp ca bệnh."), fatal=fatal, value=text)
    elif (ref is None or ref.case is None) and not promised:
        importer.wrong(row, column, _("Không có ca bệnh mang mã này."), FIRST, fatal=fatal, value=text)
    elif ref is not None and not importer.by.may(Permission.CASE_RECORD, ref.area):
        remedy = _("Bỏ dòng này, hoặc gửi cho đơn vị quản lý ca bệnh.")
        importer.wrong(row, column, _("Ca bệnh này ngoài địa bàn của bạn."), remedy, fatal=fatal, value=text)


def write_links(
    importer: Importer, rows: Sequence[Row], setting: str, column: str = "infector", *, fatal: bool = True
) -> None:
    """Write the links of the rows; impossible ones become problems of their rows."""
    if not rows:
        return
    links: list[tuple[UUID, UUID]] = [row.values["link"] for row in rows]
    given = [
        actions.SourceRow(case_id=case, source_id=source, setting=row.get(setting)[:120])
        for row, (case, source) in zip(rows, links, strict=True)
    ]
    result = importer.once(actions.name_sources_many, rows, rows=given)
    for problem in result.problems:
        importer.wrong(rows[problem.index], column, problem.sentence, _("Kiểm tra lại hai mã ca."), fatal=fatal)
