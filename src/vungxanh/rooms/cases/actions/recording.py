"""Cases come in, one by one."""

from dataclasses import fields
from datetime import datetime
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import about
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
from vungxanh.rooms.cases.events import CaseConfirmed, CaseRecorded
from vungxanh.rooms.cases.models import Case
from vungxanh.rooms.people import actions as people_actions
from vungxanh.rooms.people import queries as people

NO_FACTS = rules.CaseFacts()
FACTS = tuple(f.name for f in fields(rules.CaseFacts))


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
        raise Refused(
            "Người này đã có ca bệnh %(open)s chưa kết thúc. Hãy mở ca đó.", field="person", values={"open": open_}
        )


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
    return {name: getattr(facts, name) for name in FACTS} | {
        "detection": facts.detection or "",
        "outcome": facts.outcome,
    }
