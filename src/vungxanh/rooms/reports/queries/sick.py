"""Figures of cases, tests, contacts."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.laboratory import queries as laboratory
from vungxanh.rooms.reports.queries.asked import DISEASE, Ask, dated, flow, missing, plain
from vungxanh.rooms.reports.rules import FIGURES, Section, Value
from vungxanh.rooms.tracing import queries as tracing

INSIDE = ("quarantine", "entry")
"""How a case is found when nobody outside could have it from him."""
CLOSED = ("recovered", "died")
WAITING = ("to_call", "no_answer")


def keys_of(section: Section) -> list[str]:
    """The figures of a section."""
    return [key for key, figure in FIGURES.items() if figure.section is section]


def of_cases(ask: Ask) -> dict[str, Value]:
    """Confirmed cases, new, under treatment, ended."""
    if not cases.visible(ask.by).filter(disease=DISEASE).exists():
        return missing(keys_of(Section.CASES), _("Chưa ghi ca bệnh nào trong hệ thống."))
    rows = cases.visible(ask.by).filter(ask.here, disease=DISEASE).order_by()
    sure = rows.filter(status="confirmed")
    new = [sure.filter(ask.moments("diagnosed_at", back)) for back in (0, 1)]
    inside = [one.filter(detection__in=INSIDE).count() for one in new]
    now, before = _stood(ask, sure, 0), _stood(ask, sure, 1)
    return {
        "cases_new": flow(new[0].count(), new[1].count()),
        "cases_inside": flow(*inside),
        "active": dated(now["active"], before["active"]),
        "suspected": plain(rows.filter(status__in=("suspected", "probable")).count()),
        "recovered_new": _ended(ask, sure, "recovered"),
        "died_new": _ended(ask, sure, "died"),
        "cases_total": dated(now["total"], before["total"]),
        "recovered_total": dated(now["recovered"], before["recovered"]),
        "died_total": dated(now["died"], before["died"]),
    }


def _stood(ask: Ask, sure: QuerySet[Any], back: int) -> dict[str, int]:
    """Cases in all and under treatment, at the moment, or when a day gone by ended. An end without a day is an old one."""
    over = sure.filter(outcome__in=CLOSED)
    if ask.past(back):
        sure = sure.filter(diagnosed_at__lt=ask.end(back))
        over = over.filter(Q(outcome_date=None) | Q(outcome_date__lte=ask.last(back)), diagnosed_at__lt=ask.end(back))
    ended = dict(over.values_list("outcome").annotate(n=Count("*")))
    total, died, recovered = sure.count(), ended.get("died", 0), ended.get("recovered", 0)
    return {"total": total, "died": died, "recovered": recovered, "active": total - died - recovered}


def _ended(ask: Ask, sure: QuerySet[Any], outcome: str) -> Value:
    rows = sure.filter(outcome=outcome)
    now, before = (rows.filter(ask.days("outcome_date", back)).count() for back in (0, 1))
    undated = rows.filter(outcome_date=None).count()
    said = _("%(n)d ca không ghi ngày, không tính ở đây.") % {"n": undated} if undated else ""
    return Value(float(now), float(before), part=said)


def of_tests(ask: Ask) -> dict[str, Value]:
    """Samples and tubes, of the day and in all."""
    if not laboratory.visible(ask.by).filter(disease=DISEASE).exists():
        return missing(keys_of(Section.TESTS), _("Chưa ghi mẫu xét nghiệm nào trong hệ thống."))
    rows = laboratory.visible(ask.by).filter(ask.here, disease=DISEASE).order_by()
    results = dict(rows.values_list("result").annotate(n=Count("*")))
    taken = [rows.filter(ask.moments("collected_at", back)).count() for back in (0, 1)]
    found = [rows.filter(ask.moments("resulted_at", back)).count() for back in (0, 1)]
    return {
        "samples_new": flow(*taken),
        "results_new": flow(*found),
        "samples_total": dated(_taken(ask, rows, 0), _taken(ask, rows, 1)),
        "samples_positive": plain(results.get("positive", 0)),
        "samples_negative": plain(results.get("negative", 0)),
        "samples_waiting": plain(results.get("pending", 0)),
        **_tubes(ask),
    }


def _taken(ask: Ask, rows: QuerySet[Any], back: int) -> int:
    return (rows.filter(collected_at__lt=ask.end(back)) if ask.past(back) else rows).count()


def _tubes(ask: Ask) -> dict[str, Value]:
    keys = ("tubes_returned", "tubes_in_time", "tubes_open", "tubes_late")
    every = laboratory.visible_tubes(ask.by, count=True).filter(disease=DISEASE)
    if not every.exists():
        return missing(keys, _("Chưa quét mã ống nào: không đo được thời gian trả kết quả."))
    back = [
        every.filter(ask.here, ask.days("returned_on", n)).order_by().aggregate(
            n=Count("*"), good=Count("returned_on", filter=Q(late=False))
        )
        for n in (0, 1)
    ]  # fmt: skip
    waiting = laboratory.open_tubes(ask.by).filter(ask.here, disease=DISEASE).order_by()
    open_ = waiting.aggregate(n=Count("*"), late=Count("due_at", filter=Q(due_at__lt=ask.at)))
    return {
        "tubes_returned": flow(back[0]["n"], back[1]["n"]),
        "tubes_in_time": flow(back[0]["good"], back[1]["good"]),
        "tubes_open": plain(open_["n"]),
        "tubes_late": plain(open_["late"]),
    }


def of_contacts(ask: Ask) -> dict[str, Value]:
    """F1 and F2 under tracing who live here."""
    everybody = tracing.living_here(ask.by).filter(disease=DISEASE)
    if not everybody.exists():
        return missing(keys_of(Section.CONTACTS), _("Chưa ghi người tiếp xúc nào trong hệ thống."))
    rows = everybody.filter(ask.here, state__in=tracing.OPEN).order_by()
    by_level = {
        level: (n, loose)
        for level, n, loose in rows.values_list("level").annotate(
            n=Count("*"), loose=Count("level", filter=Q(isolated_at=None))
        )
    }
    waiting = everybody.filter(ask.here, state__in=WAITING).order_by().count()
    return {
        "f1": plain(by_level.get(1, (0, 0))[0]),
        "f1_loose": plain(by_level.get(1, (0, 0))[1]),
        "f2": plain(by_level.get(2, (0, 0))[0]),
        "to_call": plain(waiting),
    }
