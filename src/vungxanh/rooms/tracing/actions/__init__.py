"""Writes of the room: the only place that writes visits, meetings, contacts and the work on them."""

from vungxanh.rooms.tracing.actions.bulk import record_contacts_many, record_visits_many
from vungxanh.rooms.tracing.actions.calling import leave, log_call, open_phone, take_next
from vungxanh.rooms.tracing.actions.computing import clear_override, override, recompute
from vungxanh.rooms.tracing.actions.following import close_finished, follow_up, isolate_contact, tidy, turned_positive
from vungxanh.rooms.tracing.actions.following_merges import follow_merge, follow_undo
from vungxanh.rooms.tracing.actions.history import correct_visit, record_milestone, record_visit, remove_visit
from vungxanh.rooms.tracing.actions.meetings import correct_contact, record_contact, record_household, remove_contact
from vungxanh.rooms.tracing.actions.teams import (
    assign,
    assign_automatically,
    close_team,
    form_team,
    put_member,
    rename_team,
    take_member,
)
from vungxanh.rooms.tracing.rules import (
    SYMPTOM_NAMES,
    BatchResult,
    ContactRow,
    Meeting,
    RowProblem,
    VisitRow,
    check_health,
    problems_of,
)

__all__ = [
    "SYMPTOM_NAMES", "BatchResult", "ContactRow", "Meeting", "RowProblem", "VisitRow", "assign", "assign_automatically", "check_health", "clear_override", "close_finished",
    "close_team", "correct_contact", "correct_visit", "follow_merge", "follow_undo", "follow_up", "form_team", "isolate_contact", "leave", "log_call",
    "open_phone", "override", "problems_of", "put_member", "recompute", "record_contact", "record_contacts_many", "record_household",
    "record_milestone", "record_visit", "record_visits_many", "remove_contact", "remove_visit", "rename_team",
    "take_member", "take_next", "tidy", "turned_positive",
]  # fmt: skip
