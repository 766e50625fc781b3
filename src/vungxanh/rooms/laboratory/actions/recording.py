"""A sample is taken; a test has a result; a result was wrong."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import about, note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.regulations.api import disease as known_disease
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.laboratory import queries, rules
from vungxanh.rooms.laboratory.actions.parts import due_of, own_tube
from vungxanh.rooms.laboratory.actions.settling import Unit, units_of, write
from vungxanh.rooms.laboratory.actions.wanting import answered
from vungxanh.rooms.laboratory.events import SampleTaken
from vungxanh.rooms.laboratory.models import LabTest, Sample, Tube
from vungxanh.rooms.people import queries as people


@action(needs=Permission.SAMPLE_RECORD)
def record(
    *,
    by: Actor,
    at: datetime,
    sample: rules.SampleFacts,
    case_id: UUID | None = None,
    person_id: UUID | None = None,
    disease: str = "",
) -> Sample:
    """Record a sample of a case, or of a person for a disease, in a tube of its own. Refused when the code is taken."""
    if case_id is not None:
        case = cases.get(by=by, case_id=case_id)
        person_id, disease, area = case.person_id, case.disease, case.area_path
    elif person_id is not None:
        person = people.get(by, person_id)
        person_id, area = person.pk, person.area_path
    else:
        raise Refused("Chọn người được lấy mẫu.", field="person_id")
    by.check(Permission.SAMPLE_RECORD, area)
    known_disease(disease)
    facts = rules.check(sample, at)
    code = rules.read(facts.code) if rules.looks_ours(facts.code) else facts.code
    if code and (Tube.objects.filter(code=code).exists() or Sample.objects.filter(code=code).exists()):
        raise Refused("Mã mẫu này đã dùng cho một mẫu khác.", field="code")
    tube = Tube(
        code=code, disease=disease, area_path=area, material=facts.material, collected_at=facts.collected_at,
        received_at=facts.received_at, due_at=due_of(disease, facts.collected_at, area), created_at=at,
        stage=rules.Stage.RECEIVED if facts.received_at else rules.Stage.COLLECTED,
        laboratory=queries.laboratory_named(by=by, name=facts.laboratory),
    )  # fmt: skip
    tube.save(force_insert=True)
    made = Sample(
        code=code, tube=tube, person_id=person_id, case_id=case_id, disease=disease, area_path=area, material=facts.material,
        collected_at=facts.collected_at, received_at=facts.received_at, laboratory=facts.laboratory, note=facts.note,
        created_at=at,
    )  # fmt: skip
    made.save(force_insert=True)
    answered([(made.person_id, made.pk, made.collected_at)], disease)
    about(made)
    tell(SampleTaken(made.pk, made.person_id, disease, area))
    return made


@action(needs=Permission.SAMPLE_RECORD)
def report(*, by: Actor, at: datetime, sample_id: UUID, test: rules.ResultFacts) -> LabTest:
    """Write the result of a test on a sample. Refused for one that shares its tube: the tube has the result."""
    sample = queries.get(by=by, sample_id=sample_id)
    unit = _unit(by, sample)
    if unit.pooled:
        raise Refused("Mẫu này nằm trong ống gộp: ghi kết quả cho ống, hoặc lấy lại mẫu riêng của người này.")
    return _tested(unit, test, at, about_row=sample)


@action(needs=Permission.SAMPLE_RECORD)
def report_tube(*, by: Actor, at: datetime, tube_id: UUID, test: rules.ResultFacts) -> LabTest:
    """Write the result of a tube, of one or of several persons. A tube has its first result this way; ``correct`` changes it
    afterwards, and a second method on it is a second test."""
    tube = own_tube(by, tube_id)
    return _tested(units_of([tube])[tube.pk], test, at, about_row=tube)


@action(needs=Permission.SAMPLE_RECORD)
def correct(*, by: Actor, at: datetime, test_id: UUID, test: rules.ResultFacts, reason: str) -> LabTest:
    """Replace a wrong result, with the reason; the old one stays and is shown struck out. Whoever was told the old one
    stands on the list of those to be told again (``queries.to_tell_again``)."""
    old = queries.get_test(by=by, test_id=test_id)
    if not reason.strip():
        raise Refused("Ghi lý do sửa kết quả.", field="reason")
    if LabTest.objects.filter(replaces=old).exists():
        raise Refused("Kết quả này đã được sửa. Hãy sửa kết quả mới nhất.")
    if old.result == rules.Result.POSITIVE != test.result and test.ct == old.ct:
        test = replace(test, ct=None)  # the form brings it along: the curve was that of the wrong result
    if old.tube_id is not None:
        tube = own_tube(by, old.tube_id)
        return _tested(units_of([tube])[tube.pk], test, at, about_row=tube, replaces=old.pk, reason=reason)
    assert old.sample is not None
    return _tested(_unit(by, old.sample), test, at, about_row=old.sample, replaces=old.pk, reason=reason)


def _unit(by: Actor, sample: Sample) -> Unit:
    by.check(Permission.SAMPLE_RECORD, sample.area_path)
    if sample.tube_id is not None:
        tube = Tube.objects.select_for_update().get(pk=sample.tube_id)
        return units_of([tube])[tube.pk]
    return units_of([], [Sample.objects.select_for_update().get(pk=sample.pk)])[sample.pk]


def _tested(
    unit: Unit,
    test: rules.ResultFacts,
    at: datetime,
    *,
    about_row: Sample | Tube,
    replaces: UUID | None = None,
    reason: str = "",
) -> LabTest:
    if not unit.samples:
        raise Refused("Ống này chưa có người nào: ghi người được lấy mẫu trước.")
    if unit.tube and unit.tube.stage == rules.Stage.LOST:
        raise Refused("Ống này đã báo hỏng, mất: không ghi kết quả.")
    rules.check_test(test, unit.collected_at, at)
    before = unit.before
    unit.tests = [(test, replaces, reason.strip()[:300])]
    (made,) = write([unit], at)
    about(about_row)
    note(test=str(made), result=[before, unit.result], reason=reason)
    return LabTest.objects.get(pk=made)
