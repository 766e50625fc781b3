"""The agencies of a reader, and the agencies in tasks."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.common.access import within
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.tasks import rules


def mine(by: Actor, *needs: Permission) -> frozenset[UUID]:
    """The agencies ``by`` works for in a role that gives him every right in ``needs``."""
    return frozenset(s.agency_id for s in by.scopes if s.agency_id and s.permissions.issuperset(needs))


def bodies(ids: Iterable[UUID]) -> dict[UUID, Any]:
    """Agencies by id (name, short name, area), for rows whose reader was already let in."""
    wanted = set(ids)
    return {body.pk: body for body in agencies.visible_agencies(system()).filter(pk__in=wanted)} if wanted else {}


def heads(ids: Iterable[UUID]) -> dict[UUID, tuple[UUID | None, str]]:
    """Who heads each agency: his account, if he has one, and his name; left out where nobody is known."""
    found = agencies.heads(system(), ids)
    return {pk: (head.user_id, head.name) for pk, head in found.items()}


def user_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names of accounts, for rows whose reader was already let in."""
    return agencies.names(ids)


def colleagues(by: Actor, agency_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Accounts that work on tasks in these agencies, by id: their names."""
    return agencies.names({user for _agency, user in agencies.workers(by, agency_ids, Permission.TASK_WORK)})


def may_split_to(*, by: Actor, task: Any) -> list[tuple[str, str]]:
    """Agencies to which somebody may give a part of his task: his own, and those of his area; (id, name)."""
    own = mine(by, Permission.TASK_WORK)
    found = [body for body in bodies(own).values()]
    if by.may(Permission.TASK_ASSIGN):
        rows = agencies.visible_agencies(by).filter(active=True).exclude(pk__in=own).order_by("area_path", "name")
        found += [body for body in rows[:300] if by.may(Permission.TASK_ASSIGN, body.area_path)]
    return [(str(body.pk), body.name) for body in found]


def groups(*, by: Actor, area: str) -> dict[str, tuple[str, list[UUID]]]:
    """Agencies of one sort right below an area: (name as orders say it, ids); only sorts with several.

    A kind may hold several sorts (Ủy ban nhân dân, Hội đồng nhân dân): what their names begin with tells them apart.
    """
    rows = agencies.visible_agencies(by).filter(within(area), active=True).exclude(area_path=area)
    found: dict[str, dict[str, list[tuple[UUID, str]]]] = {}
    for pk, kind, path, name in rows.order_by("area_path", "id").values_list("pk", "kind", "area_path", "name"):
        if path.count("/") == area.count("/") + 1 and kind in rules.BELOW:
            sorts = found.setdefault(kind, {})
            sorts.setdefault(rules.sort_of(name), []).append((pk, name))
    made = {}
    for kind, sorts in found.items():
        for sort, members in sorts.items():
            if len(members) > 1:
                key, words = rules.group_words(kind, sort, [name for _pk, name in members], alone=len(sorts) == 1)
                made[f"{area}:{key}"] = (_(words), [pk for pk, _name in members])
    return made
