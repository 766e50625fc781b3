"""Xử lý trách nhiệm: opened, the other side asked and heard, decided by somebody with a number, closed or withdrawn."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend
from vungxanh.common.web.formats import vn_datetime
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.kernel.text import fold, squeeze
from vungxanh.rooms.tasks import queries
from vungxanh.rooms.tasks.models import Handling, HandlingStep
from vungxanh.rooms.tasks.rules import handling as rules
from vungxanh.rooms.tasks.rules import reason_of, text_of

DECIDE = Permission.HANDLING_DECIDE
S = rules.Step


def _step(found: Handling, kind: str, by: Actor, at: datetime, text: str = "") -> None:
    HandlingStep.objects.create(handling=found, at=at, kind=kind, text=text, by_id=by.id, by_name=by.name[:120])
    about(found, area=found.area_path)


@action(needs=DECIDE, hide=("facts",))
def open_handling(*, by: Actor, at: datetime, handler_id: UUID, facts: rules.HandlingFacts) -> Handling:
    """Open a record kept by one's own agency, against an agency of one's area, its head, or somebody else."""
    if handler_id not in queries.mine(by, DECIDE) and by.id is not None:
        raise NotYours(_("Chỉ lập hồ sơ thay cho cơ quan mình."))
    rules.check_handling(facts)
    name, body = _against(by, handler_id, facts)
    if facts.task_id is not None:
        task = queries.get(by=by, task_id=facts.task_id)
        if facts.agency_id and facts.agency_id not in queries.leads_of(task):
            raise Refused(_("Cơ quan này không chủ trì nhiệm vụ đó."), field="agency")
        same = Handling.objects.filter(task=task, subject=facts.subject, state__in=rules.ALIVE)
        if facts.agency_id and same.filter(agency_id=facts.agency_id).exists():
            raise Refused(_("Đã có hồ sơ đang mở về nhiệm vụ này với cơ quan này."), field="agency")
    handler = queries.bodies([handler_id])[handler_id]
    made = Handling.objects.create(
        area_path=handler.area_path, handler_id=handler_id, subject=facts.subject, agency_id=facts.agency_id, name=name,
        finding=facts.finding.strip()[:4000], folded=fold(f"{facts.finding} {body} {facts.basis_ref}"),
        basis=facts.basis, basis_ref=squeeze(facts.basis_ref)[:200], task_id=facts.task_id,
        document_id=facts.document_id, spread=facts.spread, measure=facts.measure, opened_at=at,
    )  # fmt: skip
    _step(made, "opened", by, at)
    return made


def _against(by: Actor, handler_id: UUID, facts: rules.HandlingFacts) -> tuple[str, str]:
    """(the name to be kept, the name of the body); an agency must lie in one's area, and is not one's own."""
    if facts.subject not in (rules.Subject.AGENCY, rules.Subject.HEAD):
        return squeeze(facts.name)[:200], ""
    assert facts.agency_id is not None
    body = queries.bodies([facts.agency_id]).get(facts.agency_id)
    if body is None or not by.may(DECIDE, body.area_path):
        raise Refused(_("Chỉ xử lý cơ quan trong địa bàn mình."), field="agency")
    if facts.agency_id == handler_id:
        raise Refused(_("Không tự xử lý cơ quan mình: việc này của cấp trên."), field="agency")
    if facts.subject is rules.Subject.AGENCY:
        return "", body.name
    head = queries.heads([facts.agency_id]).get(facts.agency_id, (None, ""))[1]
    if not head:
        raise Refused(_("Danh bạ chưa ghi ai đứng đầu cơ quan này. Ghi ở trang Cơ quan trước."), field="agency")
    return head, body.name


@action(needs=DECIDE)
def correct_handling(
    *, by: Actor, at: datetime, handling_id: UUID, finding: str, measure: str, reason: str
) -> Handling:
    """Put the finding or the measure right before anything is decided; the old words stay in the course."""
    found = queries.handling_to(by=by, handling_id=handling_id)
    if found.state not in rules.UNDECIDED:
        raise Refused(_("Hồ sơ này đã quyết định, kết thúc hoặc đã rút."))
    why, before = reason_of(reason), found.finding
    said = text_of(finding, "finding", least=15)
    body = found.agency.name if found.agency else ""
    amend(found, finding=said, measure=rules.Measure(measure).value, folded=fold(f"{said} {body} {found.basis_ref}"))
    _step(found, "corrected", by, at, f"{why}\n{before}" if before != said else why)
    return found


@action(needs=DECIDE)
def ask_explanation(*, by: Actor, at: datetime, handling_id: UUID, until: datetime) -> Handling:
    """Ask the other side to explain until then; from now on it sees the record. Asked again, the time is longer."""
    found = queries.handling_to(by=by, handling_id=handling_id)
    if found.state not in (S.OPENED, S.ASKED):
        raise Refused(_("Hồ sơ này không còn chờ giải trình."))
    rules.check_until(until, at)
    amend(found, state=S.ASKED, explain_by=until)
    _step(found, "asked", by, at, vn_datetime(until))
    return found


@action(needs=Permission.HANDLING_SEE)
def explain(*, by: Actor, at: datetime, handling_id: UUID, text: str) -> Handling:
    """What the other side says: written by itself, or taken down by who keeps the record. It may be said again."""
    found = queries.handling_to(by=by, handling_id=handling_id, explain=True)
    if found.state not in (S.ASKED, S.EXPLAINED):
        raise Refused(_("Hồ sơ này không chờ giải trình."))
    said = text_of(text, least=10)
    amend(found, state=S.EXPLAINED, explanation=said, explained_at=at)
    _step(found, "explained", by, at, said)
    return found


@action(needs=DECIDE)
def decide_handling(
    *,
    by: Actor,
    at: datetime,
    handling_id: UUID,
    measure: str,
    decider: str,
    number: str,
    decided_on: date,
    outcome: str,
) -> Handling:
    """The outcome, by whose paper; only after the other side was heard or let its time pass."""
    found = queries.handling_to(by=by, handling_id=handling_id)
    rules.check_heard(S(found.state), found.explain_by, at)
    rules.check_decision(decider, number, decided_on, outcome, timezone.localdate(at))
    amend(
        found, state=S.DECIDED, measure=rules.Measure(measure).value, decider=squeeze(decider)[:200], number=squeeze(number)[:80],
        decided_on=decided_on, outcome=outcome.strip()[:4000],
    )  # fmt: skip
    _step(found, "decided", by, at, found.outcome)
    return found


@action(needs=DECIDE)
def close_handling(*, by: Actor, at: datetime, handling_id: UUID, text: str) -> Handling:
    """What was decided is carried out."""
    found = queries.handling_to(by=by, handling_id=handling_id)
    if found.state != S.DECIDED:
        raise Refused(_("Chỉ kết thúc hồ sơ đã có quyết định."))
    said = text_of(text, least=5)
    amend(found, state=S.CLOSED, closed_at=at)
    _forget(found)
    _step(found, "closed", by, at, said)
    return found


@action(needs=DECIDE)
def withdraw_handling(*, by: Actor, at: datetime, handling_id: UUID, reason: str) -> Handling:
    """Opened by mistake, or explained well enough: nothing is held against them."""
    found = queries.handling_to(by=by, handling_id=handling_id)
    if found.state not in rules.UNDECIDED:
        raise Refused(_("Hồ sơ này đã quyết định, kết thúc hoặc đã rút."))
    why = reason_of(reason)
    amend(found, state=S.WITHDRAWN, closed_at=at)
    _forget(found)
    _step(found, "withdrawn", by, at, why)
    return found


def _forget(found: Handling) -> None:
    """A private person's name is kept no longer than it is needed; not by ``amend``, which writes it down."""
    if found.subject == rules.Subject.PERSON:
        found.name = ""
        found.save(update_fields=["name"])
