"""Logging in: password, lock-out after failures, the second step, logging out."""

import time
from datetime import timedelta
from typing import Any

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import match_token

from vungxanh.common import centre
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.rooms.agencies import actions, queries
from vungxanh.rooms.agencies.forms import CodeForm, LogInForm
from vungxanh.rooms.agencies.middleware import ENDED, SEEN
from vungxanh.rooms.agencies.models import User

_BACKEND = "django.contrib.auth.backends.ModelBackend"
_WAITING = "waiting_for_code"
_PATIENCE = 600  # seconds between password and code
_TRIES = 6


@page(needs=None, public=True)
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def log_in(request: ActorRequest) -> HttpResponse:
    """User name and password."""
    target = _safe(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.actor.id is not None:
        return redirect(target)
    form = LogInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        user = auth.authenticate(request, username=data["username"], password=data["password"])
        if isinstance(user, User):
            if user.second_step:
                return _ask_code(request, user, target)
            _finish(request, user, second_step=False)
            return redirect(target)
        form.add_error(None, _("Tên đăng nhập hoặc mật khẩu không đúng."))
    context = {"form": form, "next": target, "limit": settings.AXES_FAILURE_LIMIT, "ended": request.session.get(ENDED)}
    if request.method == "GET":
        context["nobody_yet"] = not queries.anybody()
    return render(request, "agencies/login.html", context, status=422 if form.errors else 200)


@page(needs=None, public=True)
@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "POST"])
def second_step(request: ActorRequest) -> HttpResponse:
    """The code of the telephone. Nobody is logged in before it is right."""
    waiting = request.session.get(_WAITING)
    user = _waiting_user(waiting)
    if waiting is None or user is None:
        request.session.pop(_WAITING, None)
        messages.error(request, _("Đã quá lâu hoặc sai quá nhiều lần. Hãy đăng nhập lại từ đầu."))
        return redirect("agencies:login")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["code"].replace(" ", "").lower()
        if match_token(user, typed):  # type: ignore[no-untyped-call]
            _finish(request, user, second_step=True)
            return redirect(_safe(request, waiting["next"]))
        request.session[_WAITING] = waiting | {"tries": waiting["tries"] + 1}
        form.add_error("code", _("Mã không đúng. Chờ vài giây rồi nhập mã mới đang hiện."))
    return render(request, "agencies/second_step.html", {"form": form}, status=422 if form.errors else 200)


@page(needs=None, public=True)
@require_POST
def log_out(request: ActorRequest) -> HttpResponse:
    """End this session."""
    if request.actor.id is not None:
        actions.log_out(by=request.actor, at=centre.now())
    auth.logout(request)
    messages.success(request, _("Đã đăng xuất."))
    return redirect("agencies:login")


def locked(request: HttpRequest, response: HttpResponse, credentials: dict[str, Any] | None = None) -> HttpResponse:
    """What django-axes answers after too many failures: until when, and what to do meanwhile."""
    wait = get_cool_off(request) or timedelta(minutes=15)
    tried = AccessAttempt.objects.filter(
        username=(credentials or {}).get("username", ""), ip_address=getattr(request, "axes_ip_address", None)
    )
    last = tried.order_by("-attempt_time").values_list("attempt_time", flat=True).first() or timezone.now()
    # The next whole minute: a time on a clock that is certainly late enough.
    until = (last + wait).replace(second=0, microsecond=0) + timedelta(minutes=1)
    minutes = max(1, round((until - timezone.now()).total_seconds() / 60))
    answer = render(request, "agencies/locked.html", {"until": until, "minutes": minutes}, status=429)
    answer["Retry-After"] = str(minutes * 60)
    return answer


def _ask_code(request: ActorRequest, user: User, target: str) -> HttpResponse:
    request.session.cycle_key()
    request.session[_WAITING] = {
        "user": str(user.pk),
        "stamp": user.get_session_auth_hash(),
        "at": int(time.time()),
        "next": target,
        "tries": 0,
    }
    return redirect("agencies:second-step")


def _waiting_user(waiting: dict[str, Any] | None) -> User | None:
    """Who gave his password a moment ago and has not changed since."""
    if waiting is None or time.time() - waiting["at"] > _PATIENCE or waiting["tries"] >= _TRIES:
        return None
    user = User.objects.filter(pk=waiting["user"], is_active=True).first()
    return user if user and user.get_session_auth_hash() == waiting["stamp"] else None


def _finish(request: ActorRequest, user: User, *, second_step: bool) -> None:
    request.session.pop(_WAITING, None)
    request.session.pop(ENDED, None)
    auth.login(request, user, backend=_BACKEND)
    request.session.set_expiry(timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE))
    request.session[SEEN] = int(time.time())
    if second_step:
        request.session[queries.SECOND_STEP] = True
    actions.log_in(by=queries.actor(user.pk), at=centre.now(), second_step=second_step)


def _safe(request: HttpRequest, target: str) -> str:
    """Only addresses of this site; a redirect to elsewhere would lend it our name."""
    fine = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if target and fine else settings.LOGIN_REDIRECT_URL
