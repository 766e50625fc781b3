"""Handling those answerable: who let the disease spread or left orders undone, what was found, their say, the outcome."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.kernel.text import squeeze


class Subject(StrEnum):
    """Against whom."""

    AGENCY = "agency"
    HEAD = "head"
    ORGANISATION = "organisation"
    PERSON = "person"


class Basis(StrEnum):
    """Where it was found."""

    TASK = "task"
    DOCUMENT = "document"
    INSPECTION = "inspection"
    OTHER = "other"


class Measure(StrEnum):
    """What is done, from light to grave."""

    REMIND = "remind"
    CRITICISE = "criticise"
    PROPOSE = "propose"


class Step(StrEnum):
    """How far it is. Nothing is decided before the other side was heard, or let its time pass."""

    OPENED = "opened"
    ASKED = "asked"
    EXPLAINED = "explained"
    DECIDED = "decided"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


SUBJECT_NAMES = {
    Subject.AGENCY: _("cơ quan, đơn vị"),
    Subject.HEAD: _("người đứng đầu cơ quan"),
    Subject.ORGANISATION: _("tổ chức khác, cơ sở"),
    Subject.PERSON: _("cá nhân khác"),
}
BASIS_NAMES = {
    Basis.TASK: _("nhiệm vụ trễ hạn"),
    Basis.DOCUMENT: _("vi phạm văn bản chỉ đạo"),
    Basis.INSPECTION: _("kết quả kiểm tra"),
    Basis.OTHER: _("phản ánh, căn cứ khác"),
}
MEASURE_NAMES = {
    Measure.REMIND: _("nhắc nhở"),
    Measure.CRITICISE: _("phê bình"),
    Measure.PROPOSE: _("đề nghị xử lý"),
}
HANDLING_NAMES = {
    Step.OPENED: _("mới lập"),
    Step.ASKED: _("chờ giải trình"),
    Step.EXPLAINED: _("đã giải trình"),
    Step.DECIDED: _("đã quyết định"),
    Step.CLOSED: _("đã kết thúc"),
    Step.WITHDRAWN: _("đã rút"),
}
UNDECIDED = (Step.OPENED, Step.ASKED, Step.EXPLAINED)
ALIVE = (*UNDECIDED, Step.DECIDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlingFacts:
    """What a record begins with. ``agency_id``: the body, or the body whose head it is; ``name``: of anybody else."""

    subject: Subject
    finding: str
    basis: Basis
    measure: Measure
    agency_id: UUID | None = None
    name: str = ""
    basis_ref: str = ""
    spread: bool = False
    task_id: UUID | None = None
    document_id: UUID | None = None


def check_handling(facts: HandlingFacts) -> None:
    """Refused unless it says against whom, for what, and on what ground."""
    inside = facts.subject in (Subject.AGENCY, Subject.HEAD)
    if inside and facts.agency_id is None:
        raise Refused(_("Chọn cơ quan."), field="agency")
    if not inside and len(squeeze(facts.name)) < 3:
        raise Refused(_("Ghi tên tổ chức, cá nhân."), field="name")
    if len(squeeze(facts.finding)) < 15:
        raise Refused(_("Ghi rõ đã để xảy ra việc gì, ở đâu, lúc nào."), field="finding")
    if facts.basis is Basis.TASK and facts.task_id is None:
        raise Refused(_("Mở hồ sơ này từ trang của nhiệm vụ trễ hạn."), field="basis")
    if facts.basis in (Basis.DOCUMENT, Basis.INSPECTION) and len(squeeze(facts.basis_ref)) < 3:
        raise Refused(_("Ghi căn cứ: số, mục của văn bản, hoặc biên bản kiểm tra số mấy."), field="basis_ref")


def check_until(until: datetime, at: datetime) -> None:
    """Refused when the other side would have no time to answer."""
    if until <= at:
        raise Refused(_("Hạn giải trình phải sau lúc này."), field="until")


def check_heard(step: Step, explain_by: datetime | None, at: datetime) -> None:
    """The right of reply: Refused before an explanation, or before the time given for it has passed."""
    if step not in UNDECIDED:
        raise Refused(_("Hồ sơ này đã quyết định, kết thúc hoặc đã rút."))
    if step is Step.OPENED:
        raise Refused(_("Yêu cầu giải trình trước: bên bị xử lý có quyền nói lại."))
    if step is Step.ASKED and (explain_by is None or explain_by > at):
        raise Refused(_("Còn trong hạn giải trình: chờ giải trình, hoặc chờ hết hạn."))


def check_decision(decider: str, number: str, decided_on: date, outcome: str, today: date) -> None:
    """Refused without the body, number, day and outcome of the decision."""
    if len(squeeze(decider)) < 3:
        raise Refused(_("Ghi cơ quan, người quyết định."), field="decider")
    if not any(letter.isdigit() for letter in number):
        raise Refused(_("Ghi số văn bản quyết định."), field="number")
    if decided_on > today:
        raise Refused(_("Ngày của văn bản không thể sau hôm nay."), field="decided_on")
    if len(squeeze(outcome)) < 5:
        raise Refused(_("Ghi kết quả xử lý."), field="outcome")
