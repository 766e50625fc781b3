"""The address by which somebody tells himself how he is."""

from datetime import datetime
from uuid import UUID

from vungxanh.common.secret_links import behind, printable
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.isolation.models import Check, Decision, SelfLink
from vungxanh.rooms.isolation.queries.one import get
from vungxanh.rooms.isolation.queries.rounds import asked, now_round


def link_of_secret(secret: str, *, at: datetime) -> SelfLink | None:
    """The link behind a secret that answers now, with its decision; nobody else's knowledge is needed."""
    found = behind(SelfLink, secret, select="decision__person")
    return found if found is not None and asked(found.decision, at) else None


def self_link(*, by: Actor, isolation_id: UUID) -> SelfLink | None:
    """The link of a decision that can be printed, if there is one."""
    return printable(SelfLink, decision=get(by=by, isolation_id=isolation_id))


def told_this_round(decision: Decision, at: datetime) -> bool:
    """Whether this round has an answer already, whoever gave it."""
    return Check.objects.filter(decision=decision, round=now_round(at, decision.area_path).number).exists()
