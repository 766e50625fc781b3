"""Samples and tests: kinds, what makes one possible, which result stands. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.rows import BatchResult, RowProblem
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.kernel.text import squeeze
from vungxanh.regulations.api import disease

MOST_CT = 50.0  # cycles; no instrument runs longer


class Material(StrEnum):
    """Loại mẫu."""

    NASOPHARYNGEAL = "nasopharyngeal"
    NASAL = "nasal"
    THROAT = "throat"
    SALIVA = "saliva"
    SPUTUM = "sputum"
    BLOOD = "blood"
    SERUM = "serum"
    STOOL = "stool"
    URINE = "urine"
    CSF = "csf"
    TISSUE = "tissue"
    OTHER = "other"


class Method(StrEnum):
    """Phương pháp xét nghiệm."""

    PCR = "pcr"
    ANTIGEN = "antigen"
    ANTIBODY = "antibody"
    CULTURE = "culture"
    MICROSCOPY = "microscopy"
    SEQUENCING = "sequencing"
    OTHER = "other"


class Result(StrEnum):
    """Kết quả."""

    PENDING = "pending"
    NEGATIVE = "negative"
    POSITIVE = "positive"
    INDETERMINATE = "indeterminate"
    INVALID = "invalid"


MATERIAL_NAMES = {
    Material.NASOPHARYNGEAL: _("dịch tỵ hầu"), Material.NASAL: _("dịch mũi"), Material.THROAT: _("dịch họng"),
    Material.SALIVA: _("nước bọt"), Material.SPUTUM: _("đờm"), Material.BLOOD: _("máu"), Material.SERUM: _("huyết thanh"),
    Material.STOOL: _("phân"), Material.URINE: _("nước tiểu"), Material.CSF: _("dịch não tủy"), Material.TISSUE: _("mô"),
    Material.OTHER: _("mẫu khác"),
}  # fmt: skip
METHOD_NAMES = {
    Method.PCR: "PCR", Method.ANTIGEN: _("test nhanh kháng nguyên"), Method.ANTIBODY: _("kháng thể"),
    Method.CULTURE: _("nuôi cấy, phân lập"), Method.MICROSCOPY: _("soi"), Method.SEQUENCING: _("giải trình tự"),
    Method.OTHER: _("phương pháp khác"),
}  # fmt: skip
RESULT_NAMES = {
    Result.PENDING: _("chưa có kết quả"), Result.NEGATIVE: _("âm tính"), Result.POSITIVE: _("dương tính"),
    Result.INDETERMINATE: _("không xác định"), Result.INVALID: _("không hợp lệ"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultFacts:
    """One test. ``ct``: cycle threshold of a PCR, cycles; ``resulted_at`` when the result was read."""

    method: Method = Method.PCR
    result: Result = Result.PENDING
    resulted_at: datetime | None = None
    ct: float | None = None
    laboratory: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleFacts:
    """One sample, without whose it is. ``code``: what is on the tube."""

    collected_at: datetime
    material: Material = Material.NASOPHARYNGEAL
    code: str = ""
    received_at: datetime | None = None
    laboratory: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRow:
    """One row of a file: a sample, perhaps with a test."""

    person_id: UUID
    disease: str
    external_id: str
    area_path: str
    sample: SampleFacts
    case_id: UUID | None = None
    test: ResultFacts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """One row of a laboratory's list of results: the code on the tube and what was found. ``who``: what the row says of
    the person, kept sealed only while the row fits no tube. ``why``: it must wait for somebody, whatever its code says."""

    code: str
    test: ResultFacts
    row: int = 0
    who: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenTube:
    """A tube with its people, as a team wrote it down. ``again``: somebody in it was sampled that day already, on purpose."""

    code: str
    person_ids: tuple[UUID, ...]
    collected_at: datetime
    again: bool = False


@dataclass(frozen=True, slots=True)
class SampleBatch(BatchResult):
    """``tested``: results that were added to samples, new ones or known ones."""

    tested: int = 0


def faults_of(sample: SampleFacts, at: datetime) -> list[tuple[str, str]]:
    """(field, sentence) of everything impossible in a sample."""
    found = []
    if sample.collected_at > at:
        found.append(("collected_at", _("Giờ lấy mẫu chưa tới.")))
    if sample.received_at and sample.received_at < sample.collected_at:
        found.append(("received_at", _("Giờ nhận mẫu trước giờ lấy mẫu.")))
    if len(sample.code) > 40:
        found.append(("code", _("Mã mẫu dài quá 40 ký tự.")))
    return found


def faults_of_test(test: ResultFacts, collected_at: datetime, at: datetime) -> list[tuple[str, str]]:
    """(field, sentence) of everything impossible in a test of a sample taken at ``collected_at``."""
    found = []
    if test.resulted_at and test.resulted_at < collected_at:
        found.append(("resulted_at", _("Giờ có kết quả trước giờ lấy mẫu.")))
    if test.resulted_at and test.resulted_at > at:
        found.append(("resulted_at", _("Giờ có kết quả chưa tới.")))
    if test.ct is not None and not 0 < test.ct <= MOST_CT:
        found.append(("ct", _("Giá trị Ct phải lớn hơn 0 và không quá 50.")))
    if test.ct is not None and test.method is not Method.PCR:
        found.append(("ct", _("Chỉ PCR mới có giá trị Ct.")))
    return found


def check(sample: SampleFacts, at: datetime) -> SampleFacts:
    """The same, tidied; Refused with the first fault."""
    for field, sentence in faults_of(sample, at):
        raise Refused(sentence, field=field)
    return SampleFacts(
        collected_at=sample.collected_at, material=sample.material, code=squeeze(sample.code),
        received_at=sample.received_at, laboratory=squeeze(sample.laboratory)[:160], note=sample.note.strip()[:300],
    )  # fmt: skip


def check_test(test: ResultFacts, collected_at: datetime, at: datetime) -> None:
    """Refused when the test is impossible, or says nothing."""
    for field, sentence in faults_of_test(test, collected_at, at):
        raise Refused(sentence, field=field)
    if test.result is Result.PENDING:
        raise Refused(_("Chọn kết quả."), field="result")


def problems_of(index: int, row: SampleRow, at: datetime) -> list[RowProblem]:
    """What keeps a row of a file out."""
    found = faults_of(row.sample, at)
    if row.test:
        found += faults_of_test(row.test, row.sample.collected_at, at)
    try:
        disease(row.disease)
    except Refused as no:
        found.append(("disease", no.sentence))
    return [RowProblem(index, field, sentence) for field, sentence in found]


def standing(tests: Iterable[tuple[Result, datetime | None, bool]]) -> tuple[Result, datetime | None]:
    """The sample's result out of (result, when, replaced) of its tests in the order they were told: the last in force."""
    said = [(result, when) for result, when, replaced in tests if not replaced and result is not Result.PENDING]
    return said[-1] if said else (Result.PENDING, None)
