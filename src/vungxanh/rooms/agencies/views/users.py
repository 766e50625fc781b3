"""Users: who they are, which roles they hold, and keeping their accounts."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web.columns import Column
from vungxanh.common.web.export import Sheet
from vungxanh.common.web.filters import BooleanFilter, TextFilter
from vungxanh.common.web.forms import ActionForm
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.agencies import actions, queries, rules
from vungxanh.rooms.agencies.forms import NameForm, NewUserForm, ReasonForm, RoleForm
from vungxanh.rooms.agencies.models import User
from vungxanh.rooms.agencies.views.shown import given, memberships


def _like(rows: QuerySet[User], text: str) -> QuerySet[User]:
    return rows.filter(Q(username__icontains=text) | Q(full_name__icontains=text))


class UserList(Listing):
    """Users of the areas one manages."""

    key = "users"
    noun = _("người dùng")
    columns = (
        Column(name="full_name", label=_("Họ và tên"), main=True, sort="name",
               url=lambda user: reverse("agencies:user", args=[user.pk])),
        Column(name="username", label=_("Tên đăng nhập"), sort="username"),
        Column(name="roles", label=_("Vai trò hiện nay"), template="agencies/cells/roles.html", value="roles_now",
               plain=lambda user: [f"{one.role} · {one.area}" for one in user.roles_now]),
        Column(name="state", label=_("Tình trạng"), template="agencies/cells/state.html", value="is_active",
               plain=lambda user: _now("đang mở") if user.is_active else _now("đã khóa")),
        Column(name="last_login", label=_("Đăng nhập gần nhất"), sort="seen"),
    )  # fmt: skip
    filters = (
        TextFilter(name="q", label=_("tên"), search=_like),
        BooleanFilter(name="open", label=_("tài khoản"), q=Q(is_active=True), yes=_("đang mở"), no=_("đã khóa")),
        BooleanFilter(name="step", label=_("xác thực hai bước"), q=Q(second_step=True), yes=_("đã bật"), no=_("chưa")),
    )
    sorts = {"name": ("full_name",), "username": ("username",), "seen": ("-last_login",)}
    default_sort = "username"
    file = Sheet(stem="nguoi-dung", title=_("người dùng"), fields=(), needs=Permission.USER_MANAGE, area="")
    empty = Empty(
        title=_("Chưa có người dùng"),
        text=_("Người dùng của địa bàn bạn quản trị nằm ở đây sau khi được tạo."),
        action_label=_("Tạo người dùng"),
        action_url="/users/new/",
        icon="users",
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Roles in force, fetched for the whole page at once."""
        by = self.request.actor  # type: ignore[attr-defined]
        for user in objects:
            user.given = list(user.memberships.all())
        words = {one.id: one for one in given(by, [row for user in objects for row in user.given])}
        for user in objects:
            user.roles_now = [words[row.pk] for row in user.given if words[row.pk].now]
        return objects


@page(needs=Permission.USER_MANAGE)
@require_http_methods(["GET", "POST"])
def users(request: ActorRequest) -> HttpResponse:
    """The list."""
    rows = queries.visible_users(request.actor).prefetch_related(queries.with_memberships())
    return UserList(request, rows).respond("agencies/users.html")


@page(needs=Permission.USER_MANAGE)
@never_cache
@require_http_methods(["GET", "POST"])
def new_user(request: ActorRequest) -> HttpResponse:
    """Create a user; his temporary password is shown once."""
    form = NewUserForm(request.POST or None, by=request.actor)
    if request.method == "POST" and form.is_valid():
        data = {k: v for k, v in form.cleaned_data.items() if k != "_key"}
        password = rules.temporary_password()
        with form.refusals():
            made = actions.create_user.once(str(form.key), by=request.actor, at=centre.now(), password=password, **data)
            return _show_password(request, made, password)
    return render(request, "agencies/new_user.html", {"form": form}, status=422 if form.errors else 200)


@page(needs=Permission.USER_MANAGE)
@require_GET
def user(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """One user."""
    return _user_page(request, user_id)


@page(needs=Permission.USER_MANAGE)
@require_POST
def rename_user(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """Correct a name."""
    form = NameForm(request.POST)
    if form.is_valid():
        with form.refusals():
            name = form.cleaned_data["full_name"]
            actions.correct_user(by=request.actor, at=centre.now(), user_id=user_id, full_name=name)
            return _done(request, user_id, _now("Đã sửa tên."))
    return _user_page(request, user_id, name_form=form)


@page(needs=Permission.USER_MANAGE)
@never_cache
@require_POST
def reset(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """A new temporary password, shown once."""
    password = rules.temporary_password()
    changed = actions.reset_password(by=request.actor, at=centre.now(), user_id=user_id, password=password)
    return _show_password(request, changed, password)


@page(needs=Permission.USER_MANAGE)
@require_POST
def close_user(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """Close the account."""
    form = ReasonForm(request.POST)
    if form.is_valid():
        with form.refusals():
            why = form.cleaned_data["reason"]
            actions.deactivate(by=request.actor, at=centre.now(), user_id=user_id, reason=why)
            return _done(request, user_id, _now("Đã khóa tài khoản; mọi phiên của người này đã kết thúc."))
    return _user_page(request, user_id, close_form=form)


@page(needs=Permission.USER_MANAGE)
@require_POST
def open_user(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """Open a closed account again."""
    actions.reactivate(by=request.actor, at=centre.now(), user_id=user_id)
    return _done(request, user_id, _now("Đã mở lại tài khoản."))


@page(needs=Permission.USER_MANAGE)
@require_POST
def drop_step(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """Take the second step off: the telephone is lost."""
    form = ReasonForm(request.POST)
    if form.is_valid():
        with form.refusals():
            why = form.cleaned_data["reason"]
            actions.drop_second_step(by=request.actor, at=centre.now(), user_id=user_id, reason=why)
            return _done(request, user_id, _now("Đã gỡ bước xác thực thứ hai của người này."))
    return _user_page(request, user_id, step_form=form)


@page(needs=Permission.USER_MANAGE)
@require_POST
def give_role(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """One more role."""
    form = RoleForm(request.POST, by=request.actor)
    if form.is_valid():
        data = {k: v for k, v in form.cleaned_data.items() if k != "_key"}
        with form.refusals():
            actions.give_membership.once(str(form.key), by=request.actor, at=centre.now(), user_id=user_id, **data)
            return _done(request, user_id, _now("Đã giao vai trò."))
    return _user_page(request, user_id, role_form=form)


@page(needs=Permission.USER_MANAGE)
@require_POST
def end_role(request: ActorRequest, user_id: UUID, membership_id: UUID) -> HttpResponse:
    """End a role now."""
    actions.end_membership(by=request.actor, at=centre.now(), membership_id=membership_id)
    return _done(request, user_id, _now("Đã thôi vai trò."))


def _user_page(request: ActorRequest, user_id: UUID, **forms: ActionForm) -> HttpResponse:
    found = queries.user(request.actor, user_id)
    context = {
        "subject": found,
        "given": [
            (one, request.actor.may(Permission.USER_MANAGE, one.area_path)) for one in memberships(request.actor, found)
        ],
        "may_manage": queries.may_manage(request.actor, found),
        "himself": found.pk == request.actor.id,
        "name_form": NameForm(initial={"full_name": found.full_name}),
        "close_form": ReasonForm(auto_id="close_%s"),
        "step_form": ReasonForm(auto_id="step_%s"),
        "role_form": RoleForm(by=request.actor),
        **forms,
    }
    return render(request, "agencies/user.html", context, status=422 if forms else 200)


def _show_password(request: ActorRequest, about: User, password: str) -> HttpResponse:
    """Shown once; when the same form is sent again the password is no longer known to anybody."""
    shown = password if about.check_password(password) else ""
    return render(request, "agencies/password_shown.html", {"subject": about, "password": shown})


def _done(request: ActorRequest, user_id: UUID, text: str) -> HttpResponse:
    messages.success(request, text)
    return redirect("agencies:user", user_id)
