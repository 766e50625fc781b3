"""Who infected whom is written down."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import changed, note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.cases import queries, rules
from vungxanh.rooms.cases.actions.parts import held
from vungxanh.rooms.cases.events import SourceNamed
from vungxanh.rooms.cases.models import Case, TransmissionLink


@action(needs=Permission.CASE_RECORD)
def name_source(
    *, by: Actor, at: datetime, case_id: UUID, source_case_id: UUID, setting: str = "", main: bool = True
) -> Case:
    """Name from whom the case has it, and where (``setting``). A further source may be named with ``main=False``.

    Refused: itself, another disease, a circle.
    """
    case = held(by=by, case_id=case_id, needs=Permission.CASE_RECORD)
    add_link(case, queries.get(by=by, case_id=source_case_id), setting=setting, main=main, at=at)
    return case


@action(needs=Permission.CASE_CORRECT)
def unname_source(*, by: Actor, at: datetime, case_id: UUID, source_case_id: UUID, reason: str) -> Case:
    """It was not from him after all; another named source becomes the main one."""
    case = held(by=by, case_id=case_id, needs=Permission.CASE_CORRECT)
    if not reason.strip():
        raise Refused("Hãy ghi lý do bỏ nguồn lây.", field="reason")
    links = {link.source_id: link for link in case.source_links.select_for_update()}
    if source_case_id not in links:
        raise Refused("Ca này không có nguồn lây đó.", field="source_case")
    gone = links.pop(source_case_id)
    gone.delete()
    changed(case, {"source_case": (source_case_id, None)})
    if gone.main:
        heir = min(links.values(), key=lambda link: link.pk, default=None)
        if heir:
            heir.main = True
            heir.save(update_fields=["main"])
        _repeat(case, heir)
    note(reason=reason)
    tell(SourceNamed(case.pk, source_case_id, named=False))
    return case


def add_link(case: Case, source: Case, *, setting: str, main: bool, at: datetime) -> None:
    """Write one link within an act; the main one takes the place of the main one before."""
    above = rules.ancestors(source.pk, _sources_above([source.pk]))
    rules.check_source(case.pk, source.pk, above, diseases=(case.disease, source.disease))
    old = case.source_case_id
    if main:
        case.source_links.filter(main=True).exclude(source=source).update(main=False)
    link, _made = TransmissionLink.objects.update_or_create(
        case=case, source=source, defaults={"setting": setting, "main": main}, create_defaults={
            "setting": setting, "main": main, "named_at": at},
    )  # fmt: skip
    if main:
        _repeat(case, link)
    changed(case, {"source_case": (old if main else None, source.pk)})
    tell(SourceNamed(case.pk, source.pk))


def _repeat(case: Case, link: TransmissionLink | None) -> None:
    case.source_case_id = link.source_id if link else None
    case.source_setting = link.setting if link else ""
    case.save(update_fields=["source_case", "source_setting"])


def _sources_above(ids: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Links from these cases upward, generation by generation."""
    found: dict[UUID, set[UUID]] = {}
    open_ = set(ids)
    while open_:
        found.update({one: set() for one in open_})
        for case_id, source_id in TransmissionLink.objects.filter(case__in=open_).values_list("case_id", "source_id"):
            found[case_id].add(source_id)
        open_ = {source for one in open_ for source in found[one]} - found.keys()
    return found


@action(needs=Permission.IMPORT)
def name_sources_many(*, by: Actor, at: datetime, rows: Sequence[rules.SourceRow]) -> rules.BatchResult:
    """Write the links of a chain, one audit row. The first source of a case is its main one unless a row says so.

    Links already there are left alone; impossible ones come back as fatal problems, the others are written.
    ``ids`` of the result are those of the links' cases.
    """
    wanted = {one for row in rows for one in (row.case_id, row.source_id)}
    cases = _held_many(by, wanted)
    sources = _sources_above(wanted)
    mains = set(TransmissionLink.objects.filter(case__in=wanted, main=True).values_list("case_id", flat=True))
    links: list[TransmissionLink] = []
    problems: list[rules.RowProblem] = []
    for index, row in enumerate(rows):
        if row.source_id in sources.get(row.case_id, ()):
            continue
        try:
            _check_row(row, cases, sources)
        except Refused as no:
            problems.append(rules.RowProblem(index, no.field or "", no.sentence, fatal=True))
            continue
        main = row.case_id not in mains and row.main is not False
        mains |= {row.case_id} if main else set()
        sources[row.case_id].add(row.source_id)
        links.append(
            TransmissionLink(
                case_id=row.case_id, source_id=row.source_id, setting=row.setting[:120], main=main, named_at=at
            )
        )
    TransmissionLink.objects.bulk_create(links, batch_size=500)
    _repeat_many(cases, [link for link in links if link.main])
    note(created=len(links), cases=[link.case_id for link in links])
    for link in links:
        tell(SourceNamed(link.case_id, link.source_id))
    return rules.BatchResult(tuple(row.case_id for row in rows), len(links), tuple(problems))


def _held_many(by: Actor, ids: set[UUID]) -> dict[UUID, Case]:
    cases = queries.get_many(by=by, case_ids=ids)
    return {pk: case for pk, case in cases.items() if by.may(Permission.CASE_RECORD, case.area_path)}


def _check_row(row: rules.SourceRow, cases: dict[UUID, Case], sources: dict[UUID, set[UUID]]) -> None:
    if row.case_id not in cases or row.source_id not in cases:
        raise Refused("Không có ca bệnh này, hoặc không thuộc địa bàn của bạn.", field="case")
    diseases = (cases[row.case_id].disease, cases[row.source_id].disease)
    rules.check_source(row.case_id, row.source_id, rules.ancestors(row.source_id, sources), diseases=diseases)


def _repeat_many(cases: dict[UUID, Case], links: Sequence[TransmissionLink]) -> None:
    for link in links:
        case = cases[link.case_id]
        case.source_case_id, case.source_setting = link.source_id, link.setting
    moved = [cases[link.case_id] for link in links]
    Case.objects.bulk_update(moved, ["source_case", "source_setting"], batch_size=200)
