"""What this room does by itself: every quarter of an hour, and when a digest is written. Harmless when done twice."""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from vungxanh.common import centre
from vungxanh.kernel.actor import system
from vungxanh.rooms.tasks import actions, queries
from vungxanh.rooms.tasks.events import DigestMade

KEEPER = system("nhắc việc")


def tick() -> None:
    """Open turns, tell late tasks upward, begin the scenarios the numbers call for."""
    at = centre.now()
    if queries.turns_due(at):
        actions.open_due_turns.once(f"tasks.turns:{timezone.localdate(at)}", by=KEEPER, at=at)
    if queries.to_escalate(at).exists():
        actions.escalate(by=KEEPER, at=at)
    for area in queries.planned_areas():
        _scenario(area, at)


def _scenario(area: str, at: datetime) -> None:
    """A computed scenario begins by itself; what a person said holds until the numbers ask for a higher one."""
    found = queries.computed_scenario(KEEPER, area, at)
    if found is None:
        return
    number, active, why = found
    now = queries.scenario_now(area)
    said_by_hand = now is not None and now.active_cases is None
    if now is None or number > now.number or (number != now.number and not said_by_hand):
        reason = _("%(n)d ca đang điều trị. %(why)s") % {"n": active, "why": why}
        actions.begin_scenario(
            by=KEEPER, at=at, area_path=area, number=number, reason=reason[:1000], active_cases=active
        )


def digests() -> None:
    """From the hour of the setting on, everybody who was not told yet today."""
    at = centre.now()
    if timezone.localtime(at).hour < queries.clocks(at).digest_hour:
        return
    for user_id in queries.undigested(timezone.localdate(at)):
        actions.make_digest(by=KEEPER, at=at, user_id=user_id)


def digest_made(event: DigestMade, *, at: datetime) -> None:
    """Send it by e-mail. A crash between sending and writing that down may send it again; nothing is lost."""
    found = queries.digest(event.digest_id)
    if found is None or not found.mail_to or found.mailed_at is not None or not queries.mail_works():
        return
    with translation.override("vi"):
        context = {
            "digest": found,
            "groups": queries.groups_of(found.body),
            "centre": centre.current(),
            "site": settings.SITE_URL,
        }
        subject = _("Việc hôm nay %(day)s") % {"day": f"{found.day.day}/{found.day.month}/{found.day.year}"}
        text = render_to_string("tasks/mail/digest.txt", context)
        message = EmailMultiAlternatives(subject, text, settings.DEFAULT_FROM_EMAIL, [found.mail_to])
        message.attach_alternative(render_to_string("tasks/mail/digest.html", context), "text/html")
        message.send()
    actions.mailed(by=KEEPER, at=centre.now(), digest_id=found.pk)
