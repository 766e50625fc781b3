"""Cases come in: one by one, or many from a file."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import about, note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import fold
from vungxanh.regulations.api import disease as known_disease
from vungxanh.rooms.cases import queries, rules
from vungxanh.rooms.cases.actions.links import add_link
from vungxanh.rooms.cases.actions.parts import code_year, next_codes
from vungxanh.rooms.cases.events import CaseConfirmed, CaseRecorded, CasesImported
from vungxanh.rooms.cases.models import Case
from vungxanh.rooms.people import actions as people_actions
from vungxanh.rooms.people import queries as people

NO_FACTS = rules.CaseFacts()


@action(needs=Permission.CASE_RECORD)
def record(
    *,
    by: Actor,
    at: datetime,
    person_id: UUID,
    disease: str,
    facts: rules.CaseFacts = NO_FACTS,
    status: rules.Status = rules.Status.SUSPECTED,
    area_path: str = "",
    code: str = "",
    source_case_id: UUID | None = None,
    source_setting: str = "",
    accept_unusual: bool = False,
) -> Case:
    """A new case of a person known to the centre; managed where he lives unless ``area_path`` says otherwise.

    ``status`` confirmed needs ``facts.diagnosed_at`` and the right to confirm. Refused when the person already has an
    open case of the disease, or when dates contradict each other (see ``rules.check_dates``).
    """
    known_disease(disease)
    person = people.get(by=by, person_id=person_id)
    area = area_path or person.area_path
    by.check(Permission.CASE_RECORD, area)
    rules.check_dates(facts, at, accept_unusual=accept_unusual)
    _check_status(by, area, status, facts)
    person_id = person.pk  # of one who was merged, the record he was merged into
    _check_single(by, person_id, disease)
    if code and Case.objects.filter(code=code).exists():
        raise Refused("Mã ca này đã có. Hãy bỏ trống để phần mềm tự đặt mã.", field="code")
    case = _unsaved(person_id, disease, facts, status, area, at)
    case.code = code or next_codes(disease, code_year(facts, at))[0]
    case.save(force_insert=True)
    about(case)
    if source_case_id is not None:
        add_link(case, queries.get(by=by, case_id=source_case_id), setting=source_setting, main=True, at=at)
    tell(CaseRecorded(case.pk, person_id, disease, area, status))
    if status is rules.Status.CONFIRMED:
        tell(CaseConfirmed(case.pk, person_id, disease, area))
    return case


@action(needs=Permission.CASE_RECORD, hide=("full_name", "phone"))
def record_with_person(
    *,
    by: Actor,
    at: datetime,
    full_name: str,
    area_path: str,
    disease: str,
    sex: str = "U",
    birth_year: int | None = None,
    phone: str = "",
    another: bool = False,
    facts: rules.CaseFacts = NO_FACTS,
    status: rules.Status = rules.Status.SUSPECTED,
    code: str = "",
    source_case_id: UUID | None = None,
    source_setting: str = "",
    accept_unusual: bool = False,
) -> Case:
    """A new case of somebody not yet known: both are recorded, or neither.

    Refused when somebody of the same name and year of birth is known, unless ``another`` says it is somebody else.
    """
    if not another and any(
        fold(known.full_name) == fold(full_name) and birth_year in (None, known.birth_year)
        for known in people.search(by, full_name)
    ):
        raise Refused(
            "Đã có người trùng tên và năm sinh: hãy chọn người đó trong ô Người bệnh, hoặc đánh dấu «Đây là người khác».",
            field="full_name",
        )
    person = people_actions.record(
        by=by, at=at, area_path=area_path, full_name=full_name, sex=sex, birth_year=birth_year, phone=phone
    )
    case = record(
        by=by, at=at, person_id=person.pk, disease=disease, facts=facts, status=status, area_path=area_path, code=code,
        source_case_id=source_case_id, source_setting=source_setting, accept_unusual=accept_unusual,
    )  # fmt: skip
    about(case)
    return case


def _check_status(by: Actor, area: str, status: rules.Status, facts: rules.CaseFacts) -> None:
    if status is rules.Status.DISCARDED:
        raise Refused("Ca mới không thể ở trạng thái loại trừ.", field="status")
    if status is rules.Status.CONFIRMED:
        by.check(Permission.CASE_CONFIRM, area)
        rules.check_move(rules.Verb.CONFIRM, rules.Status.SUSPECTED, diagnosed=facts.diagnosed_at is not None)


def _check_single(by: Actor, person_id: UUID, disease: str) -> None:
    ended = (rules.Outcome.RECOVERED, rules.Outcome.DIED)
    others = Case.objects.filter(person_id=person_id, disease=disease, status__in=queries.LIVE)
    open_ = others.exclude(outcome__in=ended).values_list("code", flat=True).first()
    if open_:
        raise Refused(f"Người này đã có ca bệnh {open_} chưa kết thúc. Hãy mở ca đó.", field="person")


def _unsaved(
    person_id: UUID, disease: str, facts: rules.CaseFacts, status: rules.Status, area: str, at: datetime
) -> Case:
    case = Case(id=new_id(), person_id=person_id, disease=disease, area_path=area, created_at=at, status=status)
    for name, value in values_of(facts).items():
        setattr(case, name, value)
    case.notify_due_at = rules.due_at(case)
    if status is rules.Status.CONFIRMED:
        case.confirmed_at = facts.diagnosed_at or at
    return case


def values_of(facts: rules.CaseFacts) -> dict[str, object]:
    """The facts as columns."""
    return asdict(facts) | {"detection": facts.detection or "", "outcome": facts.outcome}


@action(needs=Permission.IMPORT)
def record_many(*, by: Actor, at: datetime, rows: Sequence[rules.CaseRow], source: str) -> rules.BatchResult:
    """Write a batch (at most some 10,000 rows) in one go, one audit row. A row whose ``(source, external_id)`` is there already is left alone.

    Needs the right to record in each area too; not the right to confirm, so that historical lists can come in.
    Refused as a whole, naming the row (from 1), when a row cannot be written; odd dates come back as problems.
    """
    problems = [p for index, row in enumerate(rows) for p in rules.problems_of(index, row, at)]
    for problem in problems:
        if problem.fatal:
            raise Refused(f"Dòng {problem.index + 1}: {problem.sentence}", field=problem.field)
    there = dict(
        Case.objects.filter(source=source, external_id__in=[r.external_id for r in rows]).values_list(
            "external_id", "id"
        )
    )
    fresh = {row.external_id: (index, row) for index, row in enumerate(rows) if row.external_id not in there}
    cases = _cases_of([*fresh.values()], by=by, at=at, source=source)
    Case.objects.bulk_create(cases, batch_size=500)
    ids = there | {case.external_id: case.pk for case in cases}
    note(source=source, created=len(cases), ids=[case.pk for case in cases])
    for start in range(0, len(cases), 500):
        tell(CasesImported(tuple(case.pk for case in cases[start : start + 500])))
    return rules.BatchResult(tuple(ids[row.external_id] for row in rows), len(cases), tuple(problems))


def _cases_of(rows: Sequence[tuple[int, rules.CaseRow]], *, by: Actor, at: datetime, source: str) -> list[Case]:
    persons = people.visible(by).filter(pk__in={row.person_id for _, row in rows})
    areas: dict[UUID, str] = dict(persons.values_list("pk", "area_path"))
    wanted = [row.code for _, row in rows if row.code]
    taken = set(Case.objects.filter(code__in=wanted).values_list("code", flat=True))
    cases: list[Case] = []
    nameless: dict[tuple[str, int], list[Case]] = {}
    for index, row in rows:
        area = row.area_path or areas.get(row.person_id, "")
        if row.person_id not in areas:
            raise Refused(f"Dòng {index + 1}: không có người này, hoặc không thuộc địa bàn của bạn.", field="person")
        by.check(Permission.CASE_RECORD, area)
        if row.code in taken:
            raise Refused(f"Dòng {index + 1}: mã ca {row.code} đã có.", field="code")
        case = _unsaved(row.person_id, row.disease, row.facts, row.status, area, at)
        case.source, case.external_id, case.cluster_id = source, row.external_id, row.cluster_id
        case.code = row.code
        if row.code:
            taken.add(row.code)
        else:
            nameless.setdefault((row.disease, code_year(row.facts, at)), []).append(case)
        cases.append(case)
    for (disease, year), group in nameless.items():
        for case, code in zip(group, next_codes(disease, year, len(group)), strict=True):
            case.code = code
    return cases
