"""Reads of the room: each takes ``by`` and starts from what that person may see."""

from vungxanh.rooms.tracing.queries.affected import affected_cases, cases_to_compute
from vungxanh.rooms.tracing.queries.finding import (
    Finding,
    Found,
    chunks,
    deciding_day,
    find,
    judged,
    meeting_of,
    plan,
    traced,
)
from vungxanh.rooms.tracing.queries.one import (
    get,
    get_meeting,
    get_team,
    get_visit,
    living_here,
    visible,
    visible_meetings,
    visible_teams,
    visible_visits,
)
from vungxanh.rooms.tracing.queries.reading import (
    Stop,
    TraceRow,
    attack_rate_by_venue,
    calls_of,
    case_summary,
    case_trace,
    exposures_of_case,
    exposures_of_contact,
    follow_ups_of,
    itinerary,
    level_counts,
    levels_of_person,
    live_trace,
    meetings_of_case,
    milestones,
    path_to_case,
)
from vungxanh.rooms.tracing.queries.work import (
    Counts,
    call_list,
    counts,
    follow_ups_due,
    loads,
    my_team_ids,
    next_to_call,
    persons_of,
    unassigned,
    waiting,
    with_reasons,
)

__all__ = [
    "Counts", "Finding", "Found", "Stop", "TraceRow", "affected_cases", "attack_rate_by_venue", "call_list",
    "calls_of", "case_summary", "case_trace", "cases_to_compute", "chunks", "counts", "deciding_day",
    "exposures_of_case", "exposures_of_contact", "find", "follow_ups_due", "follow_ups_of", "get", "get_meeting",
    "get_team", "get_visit", "itinerary", "judged", "level_counts", "levels_of_person", "live_trace", "living_here",
    "loads", "meeting_of", "meetings_of_case", "milestones", "my_team_ids", "next_to_call", "path_to_case",
    "persons_of", "plan", "traced", "unassigned", "visible", "visible_meetings", "visible_teams", "visible_visits",
    "waiting", "with_reasons",
]  # fmt: skip
