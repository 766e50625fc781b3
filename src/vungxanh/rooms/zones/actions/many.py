"""Reviewing, deciding, publishing the levels of many places by one paper; what cannot be done is told place by place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.zones import queries, rules
from vungxanh.rooms.zones.actions.deciding import _decide, _publish, _review, _standing
from vungxanh.rooms.zones.models import LevelDecision, LevelProposal


@dataclass(frozen=True, slots=True)
class Many:
    """How many were done; the others as (name of the place, why not)."""

    done: int
    refused: tuple[tuple[str, str], ...] = ()


def _each(by: Actor, needs: Permission, ids: Sequence[UUID], act: Callable[[LevelProposal], object]) -> Many:
    if not ids:
        raise Refused(_("Chọn ít nhất một địa bàn trong danh sách."))
    if len(set(ids)) > rules.MOST_AT_ONCE:
        raise Refused(_("Mỗi lần nhiều nhất %(n)d địa bàn.") % {"n": rules.MOST_AT_ONCE})
    names = dict(queries.visible(by).filter(pk__in=ids).values_list("pk", "name"))
    done, refused = [], []
    for pk in dict.fromkeys(ids):
        try:
            with transaction.atomic():
                done.append(str(act(_standing(by, pk, needs))))
        except NotYours:  # not one of those who do this is told anything of the others
            raise
        except Refused as no:
            refused.append((names.get(pk, "?"), no.sentence))
    note(done=len(done), refused=len(refused))
    return Many(len(done), tuple(refused))


@action(needs=Permission.LEVEL_RECORD)
def review_many(*, by: Actor, at: datetime, proposal_ids: Sequence[UUID], text: str = "") -> Many:
    """Stand for many proposals at once."""
    return _each(by, Permission.LEVEL_RECORD, proposal_ids, lambda found: _review(by, at, found, text))


@action(needs=Permission.LEVEL_DECIDE)
def decide_many(
    *, by: Actor, at: datetime, proposal_ids: Sequence[UUID], number: str, start: date, until: date | None = None
) -> Many:
    """Put many places at the level proposed for each, by one paper. Departing from a proposal is done one by one."""

    def act(found: LevelProposal) -> LevelDecision:
        return _decide(by, at, found, level=found.level, number=number, start=start, until=until)

    return _each(by, Permission.LEVEL_DECIDE, proposal_ids, act)


@action(needs=Permission.LEVEL_DECIDE)
def publish_many(*, by: Actor, at: datetime, proposal_ids: Sequence[UUID]) -> Many:
    """Tell everybody the latest decision of each of these places."""

    def act(found: LevelProposal) -> LevelDecision:
        made = (
            LevelDecision.objects.filter(area_path=found.area_path, withdrawn_at=None).order_by("-decided_at").first()
        )
        if made is None:
            raise Refused(_("Chưa có quyết định nào để công bố."))
        if made.published_at:
            raise Refused(_("Quyết định đã công bố rồi."))
        return _publish(by, at, made)

    return _each(by, Permission.LEVEL_DECIDE, proposal_ids, act)
