"""The agencies of a reader, and the agencies in tasks."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.agencies import queries as agencies


def mine(by: Actor, *needs: Permission) -> frozenset[UUID]:
    """The agencies ``by`` works for in a role that gives him every right in ``needs``."""
    return frozenset(s.agency_id for s in by.scopes if s.agency_id and s.permissions.issuperset(needs))


def bodies(ids: Iterable[UUID]) -> dict[UUID, Any]:
    """Agencies by id (name, short name, area), for rows whose reader was already let in."""
    wanted = set(ids)
    return {body.pk: body for body in agencies.visible_agencies(system()).filter(pk__in=wanted)} if wanted else {}


def members_of_groups(ids: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """The agencies each *group* among ``ids`` stands for; an agency that is no group is left out."""
    expand = getattr(agencies, "group_members", None)
    found: dict[UUID, list[UUID]] = expand(set(ids)) if expand else {}
    return found


def heads(ids: Iterable[UUID]) -> dict[UUID, tuple[UUID | None, str]]:
    """Who heads each agency: his account, if he has one, and his name; left out where nobody is known."""
    wanted = set(ids)
    named = getattr(agencies, "heads", None)
    if named is None or not wanted:
        return {}
    return {pk: (head.user_id, head.name) for pk, head in named(wanted).items()}
