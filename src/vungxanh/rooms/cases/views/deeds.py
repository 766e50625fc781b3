"""What may be done to a case now, by this reader: only these become buttons."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.text import gettext_noop as mark
from vungxanh.rooms.cases import actions, forms, queries, rules
from vungxanh.rooms.cases.models import Case
from vungxanh.rooms.cases.rules import Verb

P = Permission
Run = Callable[[str, Actor, datetime, UUID, dict[str, Any]], object]


@dataclass(frozen=True, slots=True)
class Deed:
    """One button. ``form`` asks what it needs; ``run`` calls the action; ``fits`` says whether it makes sense now."""

    name: str
    label: str
    icon: str
    text: str
    needs: Permission
    form: Callable[..., Any]
    run: Run
    fits: Callable[[Case], bool]


def _live(case: Case) -> bool:
    return case.status in queries.LIVE


def _from(verb: Verb) -> Callable[[Case], bool]:
    return lambda case: rules.Status(case.status) in rules.MOVES[verb].sources


def _confirm(key: str, by: Actor, at: datetime, case_id: UUID, data: dict[str, Any]) -> object:
    return actions.confirm.once(
        key, by=by, at=at, case_id=case_id, diagnosed_at=data["diagnosed_at"], accept_unusual=data["accept_unusual"]
    )


def _outcome(key: str, by: Actor, at: datetime, case_id: UUID, data: dict[str, Any]) -> object:
    return actions.set_outcome.once(
        key, by=by, at=at, case_id=case_id, outcome=rules.Outcome(data["outcome"]), outcome_date=data["outcome_date"]
    )


def _source(key: str, by: Actor, at: datetime, case_id: UUID, data: dict[str, Any]) -> object:
    return actions.name_source.once(
        key, by=by, at=at, case_id=case_id,
        source_case_id=data["source_case"], setting=data["setting"], main=data["main"],
    )  # fmt: skip


def _join(key: str, by: Actor, at: datetime, case_id: UUID, data: dict[str, Any]) -> object:
    return actions.put_in_cluster.once(key, by=by, at=at, cluster_id=UUID(data["cluster"]), case_ids=[case_id])


DEEDS = {
    deed.name: deed
    for deed in (
        Deed("confirm", mark("Xác định ca bệnh"), "check", mark("Ca xác định là F0: truy vết và cách ly bắt đầu từ đây."),
             P.CASE_CONFIRM, forms.ConfirmForm, _confirm, _from(Verb.CONFIRM)),
        Deed("notify", mark("Ghi đã báo cáo"), "send", mark("Đã báo cáo ca này lên tuyến trên theo quy định."),
             P.CASE_RECORD, forms.NotifyForm,
             lambda key, by, at, case_id, data: actions.notify.once(
                 key, by=by, at=at, case_id=case_id, notified_at=data["notified_at"]),
             lambda case: _live(case) and case.notified_at is None and case.diagnosed_at is not None),
        Deed("isolate", mark("Ghi đã cách ly"), "home-2", mark("Từ giờ này người bệnh không còn lây cho ai bên ngoài."),
             P.CASE_RECORD, forms.IsolateForm,
             lambda key, by, at, case_id, data: actions.isolate.once(
                 key, by=by, at=at, case_id=case_id, isolated_at=data["isolated_at"]),
             lambda case: _live(case) and case.isolated_at is None),
        Deed("source", mark("Ghi nguồn lây"), "git-branch", mark("Người này bị lây từ ca nào?"),
             P.CASE_RECORD, forms.SourceForm, _source, _live),
        Deed("outcome", mark("Ghi kết cục"), "heartbeat", mark("Bệnh diễn biến ra sao?"),
             P.CASE_RECORD, forms.OutcomeForm, _outcome, _live),
        Deed("cluster", mark("Đưa vào ổ dịch"), "hierarchy", mark("Các ca trong một ổ dịch được xem và vẽ cùng nhau."),
             P.CASE_RECORD, forms.JoinForm, _join, lambda case: _live(case) and case.cluster_id is None),
        Deed("take-out", mark("Đưa ra khỏi ổ dịch"), "x", mark("Ca này không thuộc ổ dịch nữa."),
             P.CASE_RECORD, forms.ReasonForm,
             lambda key, by, at, case_id, data: actions.take_out.once(
                 key, by=by, at=at, case_id=case_id, reason=data["reason"]),
             lambda case: case.cluster_id is not None),
        Deed("probable", mark("Xếp là ca có thể"), "question-mark",
             mark("Có yếu tố dịch tễ và triệu chứng, chưa có xét nghiệm khẳng định."),
             P.CASE_RECORD, forms.PlainForm,
             lambda key, by, at, case_id, data: actions.assess_probable.once(key, by=by, at=at, case_id=case_id),
             _from(Verb.ASSESS_PROBABLE)),
        Deed("suspect", mark("Đưa về nghi ngờ"), "arrow-back-up", mark("Không đủ căn cứ để xếp là ca có thể."),
             P.CASE_RECORD, forms.ReasonForm,
             lambda key, by, at, case_id, data: actions.suspect.once(
                 key, by=by, at=at, case_id=case_id, reason=data["reason"]),
             _from(Verb.SUSPECT)),
        Deed("discard", mark("Loại trừ"), "ban", mark("Không phải ca bệnh. Người tiếp xúc của ca này được tính lại."),
             P.CASE_CONFIRM, forms.ReasonForm,
             lambda key, by, at, case_id, data: actions.discard.once(
                 key, by=by, at=at, case_id=case_id, reason=data["reason"]),
             _from(Verb.DISCARD)),
        Deed("reopen", mark("Mở lại"), "refresh", mark("Ca trở về trạng thái nghi ngờ."),
             P.CASE_CORRECT, forms.ReasonForm,
             lambda key, by, at, case_id, data: actions.reopen.once(
                 key, by=by, at=at, case_id=case_id, reason=data["reason"]),
             _from(Verb.REOPEN)),
    )
}  # fmt: skip


def allowed(by: Actor, case: Case) -> list[Deed]:
    """The deeds that fit the case and that ``by`` has the right to."""
    return [deed for deed in DEEDS.values() if deed.fits(case) and _may(by, deed, case)]


def _may(by: Actor, deed: Deed, case: Case) -> bool:
    undoing = deed.name == "discard" and case.status == rules.Status.CONFIRMED
    return by.may(deed.needs, case.area_path) and (not undoing or by.may(P.CASE_CORRECT, case.area_path))


def next_step(case: Case) -> str:
    """Name of the deed that comes next, by the order of 5S (detect, report, isolate); "" when nothing is pending."""
    ended = case.outcome in (rules.Outcome.RECOVERED, rules.Outcome.DIED)
    if case.status == rules.Status.DISCARDED or ended:
        return ""
    if case.status != rules.Status.CONFIRMED:
        return "confirm" if case.isolated_at else "isolate"
    if case.notified_at is None and case.diagnosed_at is not None:
        return "notify"
    return "" if case.isolated_at else "isolate"


def form_of(deed: Deed, by: Actor, case: Case, data: Any = None, *, source: str = "") -> Any:
    """The deed's form, filled with what is known. ``source``: id of the case a page proposes as the source."""
    if deed.name == "source":
        return forms.SourceForm(by, data, initial={"source_case": source})
    if deed.name == "cluster":
        rows = queries.open_clusters(by=by, disease=case.disease)[:200]
        return forms.JoinForm([(str(c.pk), c.name) for c in rows], data)
    if deed.name == "confirm" and case.diagnosed_at:
        return deed.form(data, initial={"diagnosed_at": case.diagnosed_at})
    if deed.name == "outcome":
        return deed.form(data, initial={"outcome": case.outcome, "outcome_date": case.outcome_date})
    return deed.form(data)


def done_words(deed: Deed, case: Case) -> str:
    """What the page says afterwards."""
    return _("Đã ghi: %(deed)s, ca %(code)s.") % {"deed": _(deed.label).lower(), "code": case.code}
