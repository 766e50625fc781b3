"""The 5S strip: found, reported, traced, isolated, treated; what is open, how long it takes, and the worst."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vungxanh.common.web.formats import duration, late_in_words, vn_number
from vungxanh.console.today.contacts import total
from vungxanh.console.today.parts import Ask, Line, Stage, link
from vungxanh.console.today.targets import doubt_in
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.pipeline import queries as pipeline
from vungxanh.rooms.pipeline.queries import Stage as Clock

WEEK = 7  # days
MAIN = "covid19"  # whose limits the strip shows when no case says otherwise


def stages(ask: Ask, counts: Any, tallies: Sequence[Any], lines: Sequence[Line]) -> list[Stage]:
    """The five stages in their order; numbers only of what the reader may see."""
    sees_cases, sees_contacts = ask.by.may(Permission.CASE_SEE), ask.by.may(Permission.TRACE_SEE)
    if not (sees_cases or sees_contacts):
        return []
    disease = next(iter(t.disease for t in tallies), MAIN)
    area = ask.area or next(iter(ask.by.areas(Permission.CASE_SEE)), "")
    since = ask.day - timedelta(days=WEEK - 1)
    found = _overview(ask, since) if sees_cases else {}
    limits = pipeline.Limits().of(disease, ask.day, area)
    times = {stage: _times(stage, found.get(stage), limits[stage]) for stage in Clock}
    worst = {prefix: _worst(lines, prefix) for prefix in ("suspect", "notify", "isolate", "alarm")}
    shown = [
        _detect(ask, counts, times[Clock.DETECT], worst["suspect"]),
        _notify(ask, counts, times[Clock.REPORT], worst["notify"]),
        _trace(ask, tallies, limits[Clock.TRACE], times[Clock.TRACE]) if sees_contacts else _hidden(_("Truy vết")),
        _isolate(ask, counts, tallies, times[Clock.ISOLATE], worst["isolate"]),
        _treat(ask, counts, times[Clock.TREAT], worst["alarm"]),
    ]
    return shown if sees_cases else [_hidden(_("Phát hiện")), _hidden(_("Báo cáo")), shown[2], *shown[3:]]


def _overview(ask: Ask, since: date) -> Any:
    runs = pipeline.running(by=ask.by, at=ask.at, area=ask.area)
    return pipeline.overview(by=ask.by, runs=runs, since=since, area=ask.area).stages


def _hidden(name: str) -> Stage:
    return Stage(name, None, "", note=_("Bạn không xem phần này."))


def _times(stage: Clock, found: Any, limit: Any) -> dict[str, Any]:
    """How long it took those of the last week, and how long it should."""
    given: dict[str, Any] = {"median_of": _(pipeline.SPANS[stage])}
    if limit:
        given |= {"target": limit.hours, "doubt": doubt_in(limit)}
    if found is not None:
        given |= {"median": found.median, "on_time": found.percent}
        given |= {"clock_url": link("pipeline:waiting", stage=stage.value)} if found.open else {}
    return given


def _worst(lines: Sequence[Line], prefix: str) -> dict[str, Any]:
    """The first line of a kind: the lines are in the order of their deadlines."""
    one = next((line for line in lines if line.key.startswith(f"{prefix}-") and line.url), None)
    if one is None:
        return {}
    words = one.clock or (late_in_words(one.due) if one.due else "")
    return {"worst": one.what, "worst_url": one.url, "worst_words": words}


def _detect(ask: Ask, counts: Any, times: dict[str, Any], worst: dict[str, Any]) -> Stage:
    url = link("cases:index", status=["suspected", "probable"], area=ask.area)
    late = 1 if worst.get("worst_words", "").startswith(_("trễ")) else 0
    return Stage(_("Phát hiện"), counts and counts.suspected, _("ca chờ kết luận"), url, late=late, **times, **worst)


def _notify(ask: Ask, counts: Any, times: dict[str, Any], worst: dict[str, Any]) -> Stage:
    url = link("cases:index", untold=1, sort="due", area=ask.area)
    return Stage(_("Báo cáo"), counts and counts.unnotified, _("ca chưa báo cáo"), url, late=counts.late if counts else 0,
                 **times, **worst)  # fmt: skip


def _trace(ask: Ask, tallies: Sequence[Any], limit: Any, times: dict[str, Any]) -> Stage:
    open_ = total(tallies, "to_call") + total(tallies, "back")
    near = total(tallies, "to_call", 1) + total(tallies, "back", 1)
    oldest: datetime | None = min((t.since for t in tallies if t.level == 1 and t.since), default=None)
    words = _("F1 lâu nhất đã chờ %(span)s") % {"span": duration(ask.at - oldest)} if oldest else ""
    late = near if oldest and limit and ask.at - oldest > timedelta(hours=limit.hours) else 0
    # Who may not call reads the same people in the list of contacts.
    name, waiting = (
        ("tracing:calls", {})
        if ask.by.may(Permission.CALL_RECORD)
        else ("tracing:contacts", {"state": ["to_call", "no_answer"]})
    )
    return Stage(
        _("Truy vết"), open_, _("người cần gọi"), link(name, area=ask.area, **waiting), late=late,
        worst=_("%(n)s là F1") % {"n": vn_number(near)} if near else "",
        worst_url=link(name, level=1, area=ask.area, **waiting),
        worst_words=words, **times,
    )  # fmt: skip


def _isolate(ask: Ask, counts: Any, tallies: Sequence[Any], times: dict[str, Any], worst: dict[str, Any]) -> Stage:
    near = total(tallies, "loose", 1)
    note = (
        ngettext("%(n)s F1 chưa ghi cách ly", "%(n)s F1 chưa ghi cách ly", near) % {"n": vn_number(near)}
        if near
        else ""
    )
    loose = counts.loose if counts else None
    return Stage(_("Cách ly"), loose, _("F0 chưa cách ly"), link("cases:index", free=1, **ask.recent), late=loose or 0,
                 note=note, **times, **worst)  # fmt: skip


def _treat(ask: Ask, counts: Any, times: dict[str, Any], worst: dict[str, Any]) -> Stage:
    url = link("cases:index", outcome=["unknown", "ill"], **ask.recent)
    return Stage(_("Điều trị"), counts.unended if counts else None, _("ca chưa có kết cục"), url, **times, **worst)
