"""One agency's entry in the directory: other names, who holds which post; and the standard bodies of an area."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web.forms import ActionForm
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.agencies import actions, queries, rules
from vungxanh.rooms.agencies.forms import AliasForm, AreaForm, EndForm, PostForm, ReasonForm
from vungxanh.rooms.agencies.views.pressing import press
from vungxanh.rooms.places import queries as places


@page(needs=Permission.AGENCY_MANAGE)
@require_POST
def add_alias(request: ActorRequest, agency_id: UUID) -> HttpResponse:
    """Another name of an agency."""
    form, by, at = AliasForm(request.POST), request.actor, centre.now()
    done = press(
        request, form, lambda data: actions.add_alias.once(str(form.key), by=by, at=at, agency_id=agency_id, **data),
        lambda _done: _("Đã thêm tên gọi."), lambda _done: redirect("agencies:agency", agency_id),
    )  # fmt: skip
    if done:
        return done
    body = queries.known_agency(request.actor, agency_id)
    return _form(request, form, _("Thêm tên gọi khác"), body.pk)


@page(needs=Permission.AGENCY_MANAGE)
@require_POST
def remove_alias(request: ActorRequest, alias_id: UUID) -> HttpResponse:
    """Take a name away."""
    gone = actions.remove_alias(by=request.actor, at=centre.now(), alias_id=alias_id)
    messages.success(request, _("Đã bỏ tên gọi “%(name)s”.") % {"name": gone.name})
    return redirect("agencies:agency", gone.agency_id)


@page(needs=Permission.AGENCY_MANAGE)
@never_cache
@require_http_methods(["GET", "POST"])
def new_post(request: ActorRequest, agency_id: UUID) -> HttpResponse:
    """Who holds a post from now on."""
    by, at = request.actor, centre.now()
    body = queries.agency(by, agency_id)
    by.check(Permission.AGENCY_MANAGE, body.area_path)
    start = {"valid_from": timezone.localdate(at), "is_head": True}
    form = PostForm(request.POST or None, by=by, body=body, founding=True, initial=start)
    done = press(
        request, form, lambda data: actions.record_post.once(str(form.key), by=by, at=at, agency_id=agency_id, **data),
        lambda _done: _("Đã ghi người giữ chức vụ."), _to_agency,
    )  # fmt: skip
    if done:
        return done
    return _form(request, form, _("Thêm lãnh đạo, đầu mối"), agency_id)


@page(needs=Permission.AGENCY_MANAGE)
@never_cache
@require_http_methods(["GET", "POST"])
def edit_post(request: ActorRequest, post_id: UUID) -> HttpResponse:
    """Correct what was mistyped, end it, or take it back."""
    found = queries.post(request.actor, post_id)
    request.actor.check(Permission.AGENCY_MANAGE, found.agency.area_path)
    known = {"title": found.title, "holder": found.holder, "phone": found.phone, "user_id": found.user_id or ""}
    form = PostForm(request.POST or None, by=request.actor, body=found.agency, founding=False, initial=known)
    return _press(request, post_id, form, actions.correct_post, lambda _done: _("Đã sửa.")) or _post_page(
        request, post_id, form=form
    )


@page(needs=Permission.AGENCY_MANAGE)
@require_POST
def end_post(request: ActorRequest, post_id: UUID) -> HttpResponse:
    """He leaves the post."""
    form = EndForm(request.POST)

    def said(post: Any) -> str:
        return _("%(name)s thôi giữ chức vụ này.") % {"name": post.holder}

    return _press(request, post_id, form, actions.end_post, said) or _post_page(request, post_id, end_form=form)


@page(needs=Permission.AGENCY_MANAGE)
@require_POST
def withdraw_post(request: ActorRequest, post_id: UUID) -> HttpResponse:
    """It was recorded by mistake."""
    form = ReasonForm(request.POST)
    return _press(
        request, post_id, form, actions.withdraw_post, lambda _done: _("Đã xóa dòng ghi nhầm.")
    ) or _post_page(request, post_id, withdraw_form=form)


def _press(
    request: ActorRequest, post_id: UUID, form: ActionForm, action: Any, said: Callable[[Any], str]
) -> HttpResponse | None:
    by, at = request.actor, centre.now()
    return press(request, form, lambda data: action(by=by, at=at, post_id=post_id, **data), said, _to_agency)


def _to_agency(post: Any) -> HttpResponse:
    return redirect("agencies:agency", post.agency_id)


@page(needs=Permission.AGENCY_MANAGE)
@require_http_methods(["GET", "POST"])
def standard(request: ActorRequest) -> HttpResponse:
    """The standard bodies of an area and of the areas right below: what is there, what would be founded."""
    own = request.actor.areas(Permission.AGENCY_MANAGE)
    area = request.GET.get("area_path") or request.POST.get("area_path") or _default_area(own)
    form = (
        AreaForm({"area_path": area, "_key": str(new_id())}, by=request.actor) if area else AreaForm(by=request.actor)
    )
    if not area or not form.is_valid():
        return render(request, "agencies/standard.html", {"form": form}, status=200 if not area else 422)
    if request.method == "POST":
        made = actions.found_standard(
            by=request.actor,
            at=centre.now(),
            area_path=area,
            keys=request.POST.getlist("key"),
            keys_below=request.POST.getlist("below"),
        )
        said = ngettext("Đã lập %(n)s cơ quan.", "Đã lập %(n)s cơ quan.", len(made)) % {"n": len(made)}
        messages.success(request, said if made else _("Không còn cơ quan nào phải lập."))
        return redirect("agencies:index")
    proposed = queries.standard_of(request.actor, area, below=True)
    return render(
        request, "agencies/standard.html", {"form": form, "area": area} | _standard_rows(request, area, proposed)
    )


def _standard_rows(request: ActorRequest, area: str, proposed: list[rules.Proposed]) -> dict[str, object]:
    """A line for each kind of body: of the area itself, and how many of the areas below lack it."""
    own = [one for one in proposed if one.area_path == area]
    below: dict[str, list[rules.Proposed]] = {}
    for one in proposed:
        if one.area_path != area:
            below.setdefault(one.key, []).append(one)
    return {
        "area_name": places.display_name(by=request.actor, path=area),
        "own": own,
        "below": [(key, ones[0], sum(not one.known for one in ones), len(ones)) for key, ones in below.items()],
        "missing": sum(not one.known for one in proposed),
    }


def _default_area(own: tuple[str, ...]) -> str:
    here = centre.current().area_path
    return here if "" in own else (own[0] if own else "")


def _post_page(request: ActorRequest, post_id: UUID, **forms: object) -> HttpResponse:
    found = queries.post(request.actor, post_id)
    request.actor.check(Permission.AGENCY_MANAGE, found.agency.area_path)
    known = {"title": found.title, "holder": found.holder, "phone": found.phone, "user_id": found.user_id or ""}
    context = {
        "post": found,
        "form": PostForm(by=request.actor, body=found.agency, founding=False, initial=known),
        "end_form": EndForm(initial={"last_day": timezone.localdate(centre.now())}),
        "withdraw_form": ReasonForm(),
    } | forms
    wrong = any(getattr(form, "errors", None) for form in forms.values())
    return render(request, "agencies/post.html", context, status=422 if wrong else 200)


def _form(request: ActorRequest, form: AliasForm | PostForm, title: str, agency_id: UUID) -> HttpResponse:
    context = {"form": form, "title": title, "body": queries.known_agency(request.actor, agency_id)}
    return render(request, "agencies/directory_form.html", context, status=422 if form.errors else 200)
