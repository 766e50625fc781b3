"""Locked areas: who is inside, when all are sampled next, what must hold before one is opened. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.kernel.text import squeeze
from vungxanh.regulations.api import LockdownRule
from vungxanh.rooms.isolation.rules.ending import Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class LockdownFacts:
    """What is locked. ``hamlets``: all of the commune when there is none; ``number``: of the decision."""

    name: str
    disease: str
    hamlets: tuple[str, ...] = ()
    number: str = ""
    started_on: date
    until_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SampledRound:
    """All inside were sampled on a day: how many, how many of them positive; ``pending``: results still to come."""

    day: date
    sampled: int
    positive: int = 0
    pending: int = 0


def check_lockdown(facts: LockdownFacts, today: date) -> LockdownFacts:
    """Tidied; Refused for what cannot be."""
    if not squeeze(facts.name):
        raise Refused(_("Ghi tên khu phong tỏa."), field="name")
    if facts.started_on > today + timedelta(days=2):
        raise Refused(_("Ngày phong tỏa còn quá xa."), field="started_on")
    if facts.until_on is not None and facts.until_on < facts.started_on:
        raise Refused(_("Ngày kết thúc dự kiến trước ngày bắt đầu."), field="until_on")
    hamlets = tuple(dict.fromkeys(squeeze(h) for h in facts.hamlets if squeeze(h)))
    return LockdownFacts(
        name=squeeze(facts.name)[:160], disease=facts.disease, hamlets=hamlets, number=squeeze(facts.number)[:60],
        started_on=facts.started_on, until_on=facts.until_on, note=facts.note.strip()[:300],
    )  # fmt: skip


def check_round(row: SampledRound, started_on: date, today: date) -> None:
    """Refused for numbers that do not fit together."""
    if not started_on <= row.day <= today:
        raise Refused(_("Ngày lấy mẫu phải từ khi phong tỏa đến hôm nay."), field="day")
    if min(row.sampled, row.positive, row.pending) < 0 or row.positive + row.pending > row.sampled:
        raise Refused(_("Số dương tính và số chờ kết quả không thể nhiều hơn số mẫu."), field="positive")


def next_sampling(started_on: date, rounds: Sequence[SampledRound], rule: LockdownRule) -> date:
    """When all are sampled next: at once, then every so many days."""
    last = max((r.day for r in rounds), default=None)
    return started_on if last is None else last + timedelta(days=rule.sample_every_days)


def may_end(
    *, today: date, started_on: date, last_case: date | None, rounds: Sequence[SampledRound], rule: LockdownRule
) -> list[Condition]:
    """The conditions of opening, each met or not."""
    since = max(started_on, last_case) if last_case else started_on
    clear = since + timedelta(days=rule.days_without_case)
    last = sorted(rounds, key=lambda r: r.day)[-rule.negative_rounds :] if rule.negative_rounds else []
    negative = len(last) == rule.negative_rounds and all(r.positive == r.pending == 0 and r.sampled for r in last)
    return [
        Condition(today >= clear, _("Đủ số ngày không có ca mới"), clear),
        Condition(negative, _("Các lượt lấy mẫu cuối toàn âm tính")),
    ]
