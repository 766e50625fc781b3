"""One's own account: roles, password, sessions, the second step."""

from base64 import b32encode

import segno
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web.request import ActorRequest, View, page
from vungxanh.rooms.agencies import actions, queries
from vungxanh.rooms.agencies.forms import ConfirmCodeForm, OwnPasswordForm, PasswordForm
from vungxanh.rooms.agencies.models import User
from vungxanh.rooms.agencies.views.shown import memberships


def with_temporary_password(view: View) -> View:
    """Marks the page that somebody with a temporary password may see."""
    view.with_temporary_password = True  # type: ignore[attr-defined]
    return view


@page(needs=None)
@require_GET
def account(request: ActorRequest) -> HttpResponse:
    """Who I am here, and what I may do."""
    user = _me(request)
    given = memberships(request.actor, user)
    return render(request, "agencies/account.html", {"me": user, "given": given, "off": OwnPasswordForm()})


@with_temporary_password
@page(needs=None)
@sensitive_post_parameters("old", "new", "again")
@never_cache
@require_http_methods(["GET", "POST"])
def password(request: ActorRequest) -> HttpResponse:
    """Change one's password; forced on the first log-in."""
    form = PasswordForm(request.POST or None)
    me = _me(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            data = form.cleaned_data
            user = actions.change_password(by=request.actor, at=centre.now(), old=data["old"], new=data["new"])
            _keep_session(request, user)
        if form.is_valid():
            messages.success(request, _("Đã đổi mật khẩu. Các phiên ở máy khác đã kết thúc."))
            return redirect("/" if me.must_change_password else "agencies:account")
    context = {"form": form, "forced": me.must_change_password, "me": me}
    template = "agencies/password_first.html" if me.must_change_password else "agencies/password.html"
    return render(request, template, context, status=422 if form.errors else 200)


@page(needs=None)
@require_POST
def end_others(request: ActorRequest) -> HttpResponse:
    """End my sessions on other machines."""
    _keep_session(request, actions.end_sessions(by=request.actor, at=centre.now()))
    messages.success(request, _("Đã kết thúc mọi phiên khác của bạn."))
    return redirect("agencies:account")


@page(needs=None)
@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "POST"])
def second_step_on(request: ActorRequest) -> HttpResponse:
    """Scan the picture with a telephone, type the first code."""
    me = _me(request)
    if me.second_step:
        return redirect("agencies:account")
    device = actions.begin_second_step(by=request.actor, at=centre.now())
    form = ConfirmCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            code = form.cleaned_data["code"].replace(" ", "")
            fresh = actions.confirm_second_step(by=request.actor, at=centre.now(), code=code)
            _keep_session(request, _me(request, fresh=True))
            return render(request, "agencies/codes.html", {"codes": fresh, "just_on": True})
    context = {"form": form, "picture": _picture(device.config_url), "secret": _in_groups(device.bin_key)}
    return render(request, "agencies/second_step_on.html", context, status=422 if form.errors else 200)


@page(needs=None)
@sensitive_post_parameters("password")
@require_POST
def second_step_off(request: ActorRequest) -> HttpResponse:
    """Switch the second step off; the password is asked again."""
    form = OwnPasswordForm(request.POST)
    if form.is_valid():
        with form.refusals():
            typed = form.cleaned_data["password"]
            user = actions.stop_second_step(by=request.actor, at=centre.now(), password=typed)
            _keep_session(request, user)
            messages.success(request, _("Đã tắt bước xác thực thứ hai."))
            return redirect("agencies:account")
    me = _me(request)
    context = {"me": me, "given": memberships(request.actor, me), "off": form}
    return render(request, "agencies/account.html", context, status=422)


@page(needs=None)
@never_cache
@require_POST
def codes(request: ActorRequest) -> HttpResponse:
    """New backup codes, shown once."""
    fresh = actions.renew_backup_codes(by=request.actor, at=centre.now())
    return render(request, "agencies/codes.html", {"codes": fresh})


def _me(request: ActorRequest, *, fresh: bool = False) -> User:
    user = request.user
    assert isinstance(user, User)
    if fresh:
        user.refresh_from_db()
    return user


def _keep_session(request: ActorRequest, user: User) -> None:
    """The session in hand goes on; only the others have ended."""
    update_session_auth_hash(request, user)
    if user.second_step:
        request.session[queries.SECOND_STEP] = True


def _picture(url: str) -> SafeString:
    drawn = segno.make(url, error="m").svg_inline(scale=5, border=4, light="#fff", title=_("Mã QR"))
    return mark_safe(drawn)  # noqa: S308  drawn by segno from our own secret


def _in_groups(key: bytes) -> str:
    """The secret for typing in by hand."""
    text = b32encode(key).decode().rstrip("=")
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))
