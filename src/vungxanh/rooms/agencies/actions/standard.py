"""The bodies a district or commune usually has, founded at one click."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.text import fold
from vungxanh.rooms.agencies import queries, rules
from vungxanh.rooms.agencies.models import Agency, AgencyAlias


@action(needs=Permission.AGENCY_MANAGE, area="area_path")
def found_standard(
    *,
    by: Actor,
    at: datetime,
    area_path: str,
    below: bool = True,
    keys: Sequence[str] | None = None,
    keys_below: Sequence[str] | None = None,
) -> list[UUID]:
    """Found what is missing of the standard bodies of an area, and (``below``) of each area right below.

    ``keys``, ``keys_below``: only these bodies, of the area itself and of those below. Done twice, it founds nothing the second time. The ids of the new agencies.
    """
    proposed = queries.standard_of(by, area_path, below=below)
    chosen = {True: keys, False: keys_below}
    wanted = [one for one in proposed if not one.known and _chosen(one, chosen[one.area_path == area_path])]
    made = {(one.area_path, one.key): _agency(one) for one in wanted}
    there = {(one.area_path, one.key): one.known for one in [*proposed, *_above(by, area_path)] if one.known}
    ids = _ids(there) | {at_key: agency.pk for at_key, agency in made.items()}
    for one in wanted:
        made[one.area_path, one.key].parent_id = _parent(one, ids)
    Agency.objects.bulk_create(made.values())
    AgencyAlias.objects.bulk_create(
        AgencyAlias(agency=made[one.area_path, one.key], name=alias, folded=fold(alias))
        for one in wanted
        for alias in one.aliases
    )
    note(founded=len(made))
    return [agency.pk for agency in made.values()]


def _chosen(one: rules.Proposed, keys: Sequence[str] | None) -> bool:
    return keys is None or one.key in keys


def _agency(one: rules.Proposed) -> Agency:
    return Agency(id=new_id(), name=one.name, short_name=one.short[:60], kind=one.kind, area_path=one.area_path)


def _above(by: Actor, area_path: str) -> list[rules.Proposed]:
    """The bodies of the area above, as far as he knows them."""
    above = queries.area_above(area_path)
    if not above.strip("/"):
        return []
    names = queries.known_agencies(by).filter(area_path=above).values_list("name", flat=True)
    return rules.propose(queries.place_of(above), names)


def _ids(there: dict[tuple[str, str], str]) -> dict[tuple[str, str], UUID]:
    rows = Agency.objects.filter(area_path__in={path for path, _key in there}).values_list("area_path", "name", "id")
    found = {(path, name): pk for path, name, pk in rows}
    return {(path, key): found[path, name] for (path, key), name in there.items()}


def _parent(one: rules.Proposed, ids: dict[tuple[str, str], UUID]) -> UUID | None:
    """The body above: of the same area when it is another kind of body, otherwise of the area above."""
    above = queries.area_above(one.area_path)
    paths = (above,) if one.parent == one.key else (one.area_path, above)
    return next((ids[path, one.parent] for path in paths if (path, one.parent) in ids), None)
