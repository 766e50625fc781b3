"""A page for somebody without an account, opened by a secret link: he tells something, and learns nothing of himself."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from vungxanh.common import centre
from vungxanh.common.web.formats import vn_date
from vungxanh.common.web.knocks import too_many
from vungxanh.common.web.request import ActorRequest
from vungxanh.kernel.refused import Refused

WRONG, SENT, WINDOW = 30, 12, 600
"""Wrong secrets from one address, and reports by one link, in ten minutes."""


def closed(request: HttpRequest) -> HttpResponse:
    """What every secret answers that opens nothing: unknown, over or taken back."""
    late = too_many("wrong", str(request.META.get("REMOTE_ADDR", "")), WRONG, WINDOW)
    return _quiet(render(request, "shell/outside_closed.html", {"late": late}, status=429 if late else 404))


def told(
    request: HttpRequest, template: str, *, link: Any, form: Any, write: Callable[[], Any], context: Mapping[str, Any]
) -> HttpResponse:
    """The form, and once it is sent what came of it as ``told``. Sending too often is refused, nothing is lost."""
    if request.method != "POST":
        return _quiet(render(request, template, {"form": form, **context}))
    if too_many("sent", str(link.pk), SENT, WINDOW):
        form.add_error(None, _("Đã gửi quá nhiều lần. Chờ mười phút rồi gửi lại; cần gấp thì gọi Trạm Y tế."))
        return _quiet(render(request, template, {"form": form, **context}, status=429))
    made = None
    if form.is_valid():
        with form.refusals():
            made = write()
    if not form.is_valid():
        return _quiet(render(request, template, {"form": form, **context}, status=422))
    return _quiet(render(request, template, {"told": made, **context}))


def address(request: HttpRequest, path: str) -> str:
    """The whole address of a path as it is printed and sent: under ``VUNGXANH_URL``, else under the reader's host."""
    return f"{settings.SITE_URL}{path}" if settings.SITE_URL else request.build_absolute_uri(path)


def only_here(url: str) -> bool:
    """Whether the address opens on this machine alone (``localhost``): of no use on paper."""
    host = urlsplit(url).hostname or ""
    return host in ("", "localhost", "::1", "0.0.0.0") or host.startswith("127.") or host.endswith(".localhost")  # noqa: S104  compared, not bound


def printable(found: Mapping[UUID, str], *, needed: bool) -> dict[UUID, str]:
    """Those of the addresses that open elsewhere; Refused when there is none and the paper is ``needed`` for them only.

    In a simulation everything runs on one machine: its papers carry what they can.
    """
    if centre.current().simulated:
        return dict(found)
    fine = {pk: url for pk, url in found.items() if not only_here(url)}
    if needed and found and not fine:
        raise Refused(
            _(
                "Địa chỉ tự khai chỉ mở được trên máy này, chưa in được. Người quản trị đặt VUNGXANH_URL, "
                "hoặc mở trang này bằng tên miền của trung tâm."
            )
        )
    return fine


def pressed(
    request: ActorRequest, name: str, *, make: Callable[[], Any], take_back: Callable[[], Any], back: str
) -> HttpResponse:
    """Those who hand an address out make it (``open``), or take it back (``revoke``)."""
    if name == "revoke":
        take_back()
        messages.success(request, _("Đã thu hồi liên kết tự khai báo."))
    else:
        make()
    return redirect(f"{back}#self")


def handed(link: Any, url: str, until: date | None) -> dict[str, Any]:
    """What ``parts/self_link.html`` shows to those who hand the address out: a picture, and a message of one SMS each
    160 letters long, so without accents."""
    words = "Tram Y te: do than nhiet va khai suc khoe moi ngay 2 luot tai %(url)s%(until)s. Cap cuu goi 115."
    last = f" den het ngay {vn_date(until)}" if until else ""
    return {
        "link": link,
        "link_url": url,
        "link_here": bool(url) and only_here(url),
        "link_qr": drawn(url) if link else "",
        "sms": words % {"url": url, "until": last},
    }


def drawn(url: str) -> SafeString:
    """An address as a picture for the camera of a phone."""
    made = segno.make(url, error="m").svg_inline(scale=4, border=4, light="#fff", title=_("Mã QR"))
    return mark_safe(made)  # noqa: S308  drawn by segno from our own address


def initials(name: str) -> str:
    """``Nguyễn Thị An`` as ``N.T.A.``: whose link it is, in a household of several."""
    return "".join(f"{part[0].upper()}." for part in name.split()[:6])


def _quiet(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    answer._has_been_logged = True  # type: ignore[attr-defined]  # Django would write the address, and so the secret
    return answer
