"""A sample is taken; a test on it has a result; a result was wrong."""

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
from vungxanh.rooms.laboratory.events import ResultReported, SampleTaken
from vungxanh.rooms.laboratory.models import LabTest, Sample
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
    """Record a sample of a case, or of a person for a disease. Refused when the tube's code is taken."""
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
    if facts.code and Sample.objects.filter(code=facts.code).exists():
        raise Refused("Mã mẫu này đã dùng cho một mẫu khác.", field="code")
    made = Sample(
        code=facts.code, person_id=person_id, case_id=case_id, disease=disease, area_path=area, material=facts.material,
        collected_at=facts.collected_at, received_at=facts.received_at, laboratory=facts.laboratory, note=facts.note,
        created_at=at,
    )  # fmt: skip
    made.save(force_insert=True)
    about(made)
    tell(SampleTaken(made.pk, made.person_id, disease, area))
    return made


@action(needs=Permission.SAMPLE_RECORD)
def report(*, by: Actor, at: datetime, sample_id: UUID, test: rules.ResultFacts) -> LabTest:
    """Write the result of a test on a sample."""
    sample = _own(by, sample_id)
    return _tested(sample, test, at)


@action(needs=Permission.SAMPLE_RECORD)
def correct(*, by: Actor, at: datetime, test_id: UUID, test: rules.ResultFacts, reason: str) -> LabTest:
    """Replace a wrong result, with the reason; the old one stays and is shown struck out."""
    old = queries.get_test(by=by, test_id=test_id)
    sample = _own(by, old.sample_id)
    if not reason.strip():
        raise Refused("Ghi lý do sửa kết quả.", field="reason")
    if LabTest.objects.filter(replaces=old).exists():
        raise Refused("Kết quả này đã được sửa. Hãy sửa kết quả mới nhất.")
    return _tested(sample, test, at, replaces=old, reason=reason.strip()[:300])


def _own(by: Actor, sample_id: UUID) -> Sample:
    sample = queries.get(by=by, sample_id=sample_id)
    by.check(Permission.SAMPLE_RECORD, sample.area_path)
    return Sample.objects.select_for_update().get(pk=sample.pk)


def _tested(
    sample: Sample, test: rules.ResultFacts, at: datetime, *, replaces: LabTest | None = None, reason: str = ""
) -> LabTest:
    rules.check_test(test, sample.collected_at, at)
    made = LabTest(
        sample=sample, method=test.method, result=test.result, resulted_at=test.resulted_at or at, ct=test.ct,
        laboratory=test.laboratory.strip()[:160] or sample.laboratory, note=test.note.strip()[:300], replaces=replaces,
        reason=reason, told_at=at,
    )  # fmt: skip
    made.save(force_insert=True)
    rows = sample.tests.order_by("id").values_list("result", "resulted_at", "replaced_by")
    before = sample.result
    sample.result, sample.resulted_at = rules.standing(
        [(rules.Result(r), when, by is not None) for r, when, by in rows]
    )
    sample.save(update_fields=["result", "resulted_at"])
    about(sample)
    note(test=str(made.pk), result=[before, sample.result], reason=reason)
    tell(ResultReported(sample.pk, made.pk, sample.person_id, sample.disease, sample.area_path, made.result))
    return made
