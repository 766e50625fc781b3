"""Who works where, and what he may do today."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import islice
from uuid import UUID

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common import centre
from vungxanh.common.access import seen
from vungxanh.kernel.actor import NOBODY, Actor, Scope
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.kernel.text import fold
from vungxanh.rooms.agencies import rules
from vungxanh.rooms.agencies.models import Agency, Membership, User

SECOND_STEP = "second_step"
"""Session key: the code was given after the password."""


def actor_of_request(request: HttpRequest) -> Actor:
    """The actor behind a request, NOBODY when nobody is logged in; one query, once a request.

    Somebody who must still change his temporary password is himself, but may do nothing yet.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return NOBODY
    if user.second_step and not request.session.get(SECOND_STEP):
        return NOBODY
    if user.must_change_password:
        return Actor(id=user.pk, name=str(user))
    return _actor(user.pk, str(user), timezone.localdate(centre.now()))


def actor(user_id: UUID, on: date | None = None) -> Actor:
    """The actor for a command line or a worker acting for a user; NOBODY for one who is unknown or closed."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    return _actor(user.pk, str(user), on or timezone.localdate(centre.now())) if user else NOBODY


def actor_named(username: str, on: date | None = None) -> Actor:
    """The same by user name."""
    user = User.objects.filter(username=username.strip().lower(), is_active=True).first()
    return _actor(user.pk, str(user), on or timezone.localdate(centre.now())) if user else NOBODY


def _actor(user_id: UUID, name: str, on: date) -> Actor:
    rows = Membership.objects.filter(valid_on(on), user_id=user_id, agency__active=True)
    return Actor(
        id=user_id,
        name=name,
        scopes=tuple(
            Scope(area=area, permissions=rules.permissions_of(role), agency_id=agency_id, role=role)
            for area, role, agency_id in rows.order_by("id").values_list("area_path", "role", "agency_id")
        ),
    )


def valid_on(day: date) -> Q:
    """Memberships in force on a day."""
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))


def visible_agencies(by: Actor) -> QuerySet[Agency]:
    """Agencies in the areas whose agencies he may see; unordered."""
    return Agency.objects.filter(seen(by, Permission.AGENCY_SEE))


def agency(by: Actor, agency_id: UUID) -> Agency:
    """One agency; NotYours outside what he may see."""
    found = visible_agencies(by).filter(pk=agency_id).first()
    if found is None:
        raise NotYours(_("Không tìm thấy cơ quan này, hoặc nó ngoài địa bàn của bạn."))
    return found


def visible_users(by: Actor) -> QuerySet[User]:
    """Users who have (had) a role in the areas whose users he manages, or were created there; unordered."""
    if "" in by.areas(Permission.USER_MANAGE):
        return User.objects.all()
    inside = Membership.objects.filter(seen(by, Permission.USER_MANAGE)).values("user_id")
    fresh = Q(memberships__isnull=True) & seen(by, Permission.USER_MANAGE, "created_in")
    return User.objects.filter(Q(pk__in=inside) | Q(pk__in=User.objects.filter(fresh).values("pk")))


def user(by: Actor, user_id: UUID) -> User:
    """One user with his memberships; NotYours when he may not even see him in the list."""
    found = visible_users(by).filter(pk=user_id).prefetch_related(with_memberships()).first()
    if found is None:
        raise NotYours(_("Không tìm thấy người dùng này, hoặc họ ngoài địa bàn của bạn."))
    return found


def may_manage(by: Actor, found: User) -> bool:
    """Whether ``by`` may reset, close or reopen this account: only over everything the account reaches.

    Otherwise the administrator of a commune could take over the account of a head of the province.
    """
    paths = [m.area_path for m in found.memberships.all()] or [found.created_in]
    return all(by.may(Permission.USER_MANAGE, path) for path in paths)


def with_memberships() -> "Prefetch[str, QuerySet[Membership], str]":
    """Prefetch of memberships with their agencies, newest first."""
    return Prefetch("memberships", Membership.objects.select_related("agency").order_by("-valid_from", "id"))


def agencies_like(by: Actor, text: str, limit: int = 12) -> list[Agency]:
    """Open agencies whose name has all the words of ``text``, diacritics forgiven; for choosing one."""
    words = fold(text).split()
    rows = visible_agencies(by).filter(active=True).order_by("name", "id")
    found = (a for a in rows[:5000] if all(word in f" {fold(a.name)} {fold(a.short_name)}" for word in words))
    return list(islice(found, limit))


def users_like(by: Actor, text: str, limit: int = 12) -> list[User]:
    """Users whom ``by`` manages with all the words of ``text`` in their name or user name, diacritics forgiven."""
    words = fold(text).split()
    rows = visible_users(by).order_by("full_name", "id")
    found = (u for u in rows[:5000] if all(word in f" {fold(u.full_name)} {u.username}" for word in words))
    return list(islice(found, limit))


def staff(by: Actor, needs: Permission, area: str, on: date | None = None) -> list[User]:
    """People who hold ``needs`` over the whole of ``area`` on a day and whose agencies ``by`` may see there."""
    by.check(Permission.AGENCY_SEE, area)
    roles = [role for role, found in rules.ROLES.items() if needs in found.permissions]
    above = [area[: i + 1] for i, letter in enumerate(area) if letter == "/"]
    working = Membership.objects.filter(
        valid_on(on or timezone.localdate(centre.now())),
        agency__active=True,
        role__in=roles,
        area_path__in=["", *above],
    )
    return list(User.objects.filter(pk__in=working.values("user_id"), is_active=True).order_by("full_name", "id"))


def names(user_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names of users by id, for rooms above that have already established the right to the row they show."""
    return {pk: name for pk, name in User.objects.filter(pk__in=set(user_ids)).values_list("pk", "full_name")}


def unmanned(agency_ids: Iterable[UUID]) -> set[UUID]:
    """Those of some agencies for which nobody can log in today: what is sent there, nobody sees.

    For rooms above that have already established the right to the row that names them.
    """
    wanted = set(agency_ids)
    manned = Membership.objects.filter(
        valid_on(timezone.localdate(centre.now())), agency__in=wanted, agency__active=True, user__is_active=True
    )
    return wanted - set(manned.values_list("agency_id", flat=True))


def members_of(by: Actor, body: Agency) -> QuerySet[Membership]:
    """Roles held in an agency, with their users; NotYours unless ``by`` manages users over its area."""
    by.check(Permission.USER_MANAGE, body.area_path)
    rows = Membership.objects.filter(seen(by, Permission.USER_MANAGE), agency=body)
    return rows.select_related("user", "agency").order_by("user__full_name", "id")


def role_name(key: str) -> str:
    """What a role is called; the key itself when there is no such role."""
    return str(rules.ROLES[rules.RoleKey(key)].name) if key in rules.ROLES else key


def locked_out(by: Actor) -> int:
    """How many accounts that ``by`` manages cannot log in now, for too many wrong passwords."""
    since = timezone.now() - (get_cool_off() or timedelta())  # the wall's clock: that is what locks them
    tried = AccessAttempt.objects.filter(failures_since_start__gte=settings.AXES_FAILURE_LIMIT, attempt_time__gte=since)
    return visible_users(by).filter(username__in=tried.values("username")).count()


def anybody() -> bool:
    """Whether there is any account at all; the log-in page of a new centre says how to make the first."""
    return User.objects.exists()
