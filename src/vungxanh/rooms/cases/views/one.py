"""The page of one case."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from vungxanh.common import centre
from vungxanh.common.web.formats import vn_date, vn_datetime
from vungxanh.common.web.lanes import Lanes, Span, lay_out
from vungxanh.common.web.parts import Fact, TimelineEntry
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases import queries, rules
from vungxanh.rooms.cases.forms import choices
from vungxanh.rooms.cases.models import Case
from vungxanh.rooms.cases.views import deeds, shared
from vungxanh.rooms.cases.views.picture import drawing_of
from vungxanh.rooms.people import queries as people


@page(needs=Permission.CASE_SEE)
def one(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Who, when he could infect, from whom, to whom, what is missing, what to do next."""
    return render(request, "cases/one.html", _context(request, case_id))


@page(needs=Permission.CASE_SEE)
def sheet(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """The case on paper."""
    return render(request, "cases/sheet.html", _context(request, case_id))


def _context(request: ActorRequest, case_id: UUID) -> dict[str, Any]:
    by, now = request.actor, centre.now()
    case = queries.get(by=by, case_id=case_id)
    clock, window = rules.notification(case, now), rules.infectious_window(case)
    allowed = deeds.allowed(by, case)
    following = deeds.next_step(case)
    card = people.cards(by, [case.person_id]).get(case.person_id)
    area = shared.area_name(by, case.area_path)
    home = card.area_path if card else ""
    data = queries.case_chain(by=by, case_id=case_id)
    may_edit = any(by.may(p, case.area_path) for p in (Permission.CASE_RECORD, Permission.CASE_CORRECT))
    return {
        "case": case,
        "disease": choices.disease_name(case.disease),
        "status": shared.status_of(case.status),
        "chip": shared.chip_of(by, card, area_name=shared.area_name(by, home) if home else "", opens=True),
        "managed_elsewhere": home != case.area_path,
        "area": area,
        "clock": clock,
        "clock_words": _clock_words(clock, now),
        "window": window,
        "window_words": _window_words(window, case),
        "facts": _facts(case, area),
        "missing": _missing(case),
        "next": next((deed for deed in allowed if deed.name == following), None),
        "deeds": [deed for deed in allowed if deed.name != following],
        "may_edit": may_edit,
        "may_correct": by.may(Permission.CASE_CORRECT, case.area_path),
        "lanes": _lanes(case, clock, window, now),
        "entries": _entries(case, clock, window),
        "sources": _sources(data, case_id),
        "infected": _infected(data, case_id),
        "drawing": drawing_of(data, focus=case_id) if len(data.cases) > 1 else None,
        "history": queries.history(by=by, case_id=case_id),
        "panel_url": shared.url_or_none("tracing:case_panel", case.pk),
        "clocks_url": shared.url_or_none("pipeline:case_panel", case.pk),
        "samples_url": shared.url_or_none("laboratory:case_panel", case.pk),
        "isolation_url": shared.url_or_none("isolation:case_panel", case.pk)
        if by.may(Permission.ISOLATION_SEE)
        else "",
        "treatment_url": shared.url_or_none("treatment:case_panel", case.pk)
        if by.may(Permission.TREATMENT_SEE)
        else "",
        "now": now,
    }


def _clock_words(clock: rules.NotificationClock | None, now: datetime) -> str:
    if clock is None:
        return ""
    if clock.state is rules.ClockState.OVERDUE:
        return _("Chưa báo cáo, đã quá hạn.")
    if clock.state is rules.ClockState.AT_RISK:
        return _("Chưa báo cáo, sắp hết hạn.")
    return _("Chưa báo cáo.") if clock.notified_at is None else ""


def _window_words(window: rules.Infectious | None, case: Case) -> str:
    if window is None:
        return ""
    start, end = vn_date(window.period.start), window.period.end
    if end is None and case.outcome in (rules.Outcome.RECOVERED, rules.Outcome.DIED):
        return _("từ %(start)s, chưa rõ đến khi nào") % {"start": start}
    if end is None:
        return _("từ %(start)s, chưa kết thúc") % {"start": start}
    return _("từ %(start)s đến %(end)s") % {"start": start, "end": vn_datetime(end)}


def _facts(case: Case, area: str) -> list[Fact]:
    """Terms and values; what is not known shows as a dash."""
    facts = case.facts
    exposure = " – ".join(vn_date(day) for day in (facts.exposure_start, facts.exposure_end) if day)
    outcome = _(rules.OUTCOME_NAMES[facts.outcome])
    return [
        (_("Có triệu chứng"), {True: _("có"), False: _("không"), None: ""}[facts.symptomatic]),
        (_("Khởi phát"), vn_date(facts.onset_date)),
        (_("Lấy mẫu"), vn_datetime(facts.sampled_at)),
        (_("Chẩn đoán"), vn_datetime(facts.diagnosed_at)),
        (_("Báo cáo"), vn_datetime(facts.notified_at)),
        (_("Cách ly"), vn_datetime(facts.isolated_at)),
        (_("Phơi nhiễm"), exposure),
        (_("Nơi nhiễm"), facts.infected_where),
        (_("Phát hiện qua"), _(rules.DETECTION_NAMES[facts.detection]) if facts.detection else ""),
        (_("Nơi điều trị"), facts.facility),
        (_("Kết cục"), f"{outcome} {vn_date(facts.outcome_date)}".strip()),
        (_("Đơn vị quản lý"), area),
    ]


def _missing(case: Case) -> list[str]:
    """What is still to be asked, in words."""
    facts = case.facts
    lacks = []
    if facts.symptomatic is None:
        lacks.append(_("có triệu chứng hay không"))
    elif facts.symptomatic and facts.onset_date is None:
        lacks.append(_("ngày khởi phát"))
    if facts.sampled_at is None:
        lacks.append(_("giờ lấy mẫu"))
    if case.status == rules.Status.CONFIRMED and case.source_case_id is None and not facts.infected_where:
        lacks.append(_("nguồn lây hoặc nơi nhiễm"))
    if not facts.detection:
        lacks.append(_("phát hiện qua đâu"))
    return lacks


def _far(f: rules.CaseFacts, created_at: datetime, now: datetime) -> datetime:
    """Until when what goes on is drawn: a week after the last known moment, not beyond now."""
    onset = rules.start_of(f.onset_date) if f.onset_date else None
    known = [m for m in (onset, f.sampled_at, f.diagnosed_at, f.isolated_at, f.notified_at) if m]
    return min(now, max(known, default=created_at) + timedelta(days=7))


def _lanes(case: Case, clock: rules.NotificationClock | None, window: rules.Infectious | None, now: datetime) -> Lanes:
    """The course of the illness, drawn."""
    f, spans = case.facts, []
    far = _far(f, case.created_at, now)
    if f.exposure_start:
        end = rules.start_of(f.exposure_end or f.exposure_start) + timedelta(days=1)
        spans.append(Span(_("Phơi nhiễm"), _("phơi nhiễm"), rules.start_of(f.exposure_start), end))
    if f.onset_date:
        spans.append(Span(_("Triệu chứng"), _("khởi phát"), rules.start_of(f.onset_date), kind="key"))
    if window:
        label = _("có thể lây")
        end = window.period.end or max(far, window.period.start)
        spans.append(Span(_("Có thể lây"), label, window.period.start, end, "key"))
    if f.sampled_at:
        spans.append(Span(_("Xét nghiệm"), _("lấy mẫu"), f.sampled_at))
    if f.diagnosed_at:
        spans.append(Span(_("Xét nghiệm"), _("chẩn đoán"), f.diagnosed_at, kind="key"))
    if f.notified_at:
        late = clock is not None and clock.state is rules.ClockState.NOTIFIED_LATE
        spans.append(Span(_("Báo cáo"), _("báo cáo"), f.notified_at, kind="late" if late else "plain"))
    elif clock and clock.due_at <= far + timedelta(days=3):
        spans.append(
            Span(_("Báo cáo"), _("hạn báo cáo"), clock.due_at, kind="late" if clock.due_at < now else "planned")
        )
    if f.isolated_at:
        spans.append(Span(_("Cách ly"), _("cách ly"), f.isolated_at, max(far, f.isolated_at + timedelta(hours=12))))
    if f.outcome_date:
        name = _(rules.OUTCOME_NAMES[f.outcome]).lower()
        spans.append(Span(_("Kết cục"), name, rules.start_of(f.outcome_date), kind="key"))
    return lay_out(_("Diễn biến"), spans, now)


def _entries(case: Case, clock: rules.NotificationClock | None, window: rules.Infectious | None) -> list[TimelineEntry]:
    """The same as a list, in order of time."""
    f = case.facts
    found = []
    if f.exposure_start:
        end = rules.start_of(f.exposure_end) if f.exposure_end else None
        found.append(TimelineEntry(rules.start_of(f.exposure_start), _("Phơi nhiễm"), f.infected_where, end))
    if window:
        found.append(TimelineEntry(window.period.start, _("Bắt đầu có thể lây"), window.reason, window.period.end))
    if f.onset_date:
        found.append(TimelineEntry(rules.start_of(f.onset_date), _("Khởi phát triệu chứng"), kind="key"))
    moments = ((f.sampled_at, _("Lấy mẫu")), (f.diagnosed_at, _("Chẩn đoán")), (f.isolated_at, _("Cách ly")))
    found += [TimelineEntry(moment, title, kind="key") for moment, title in moments if moment]
    if f.notified_at:
        late = clock is not None and clock.state is rules.ClockState.NOTIFIED_LATE
        found.append(TimelineEntry(f.notified_at, _("Báo cáo"), kind="late" if late else "key"))
    elif clock:
        kind = "late" if clock.state is rules.ClockState.OVERDUE else "planned"
        found.append(TimelineEntry(clock.due_at, _("Hạn báo cáo"), kind=kind))  # type: ignore[arg-type]
    if f.outcome_date:
        found.append(TimelineEntry(rules.start_of(f.outcome_date), _(rules.OUTCOME_NAMES[f.outcome]), kind="key"))
    return sorted(found, key=lambda entry: entry.at)


def _sources(data: queries.ChainData, case_id: UUID) -> list[tuple[queries.ChainCase, queries.ChainLink]]:
    return [(data.cases[x.infector], x) for x in data.links if x.infectee == case_id]


def _infected(data: queries.ChainData, case_id: UUID) -> list[tuple[queries.ChainCase, queries.ChainLink]]:
    found = [(data.cases[x.infectee], x) for x in data.links if x.infector == case_id]
    return sorted(found, key=lambda pair: (pair[0].day is None, pair[0].day, pair[0].code))
