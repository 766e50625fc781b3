"""Kinds of agencies, and what each role may do."""

from enum import StrEnum


class AgencyKind(StrEnum):
    """Bodies of the documents (domain.md 1.23)."""

    COMMAND = "command"
    COMMITTEE = "committee"
    PARTY = "party"
    HEALTH = "health"
    POLICE = "police"
    MILITARY = "military"
    DEPARTMENT = "department"
    FRONT = "front"
    COVID_TEAM = "covid_team"
    OTHER = "other"


class RoleKey(StrEnum):
    """Names of the roles."""

    HEAD = "head"
    OFFICER = "officer"
    TRACER = "tracer"
    CLERK = "clerk"
    ADMIN = "admin"
    AUDITOR = "auditor"
