"""Lines for those who keep the centre running: dead letters, failed jobs, locked accounts; and the first steps."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vungxanh.common import desk, jobs
from vungxanh.console.today.parts import Ask, Band, Button, Line, link
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.agencies import queries as agencies

RECENT = timedelta(days=3)  # an older failure is in the list of jobs, not news


def lines(ask: Ask) -> Iterator[Line]:
    """What the keeper must see to; nothing for others, except one's own failed jobs."""
    yield from _dead_letters(ask)
    yield from _failed_jobs(ask)
    yield from _locked(ask)


def _dead_letters(ask: Ask) -> Iterator[Line]:
    if not ask.by.may(Permission.OUTBOX_SEE, ""):
        return
    count = desk.messages(ask.by, desk.State.DEAD).count()
    if count:
        what = ngettext("%(n)d thư nội bộ gửi hỏng", "%(n)d thư nội bộ gửi hỏng", count) % {"n": count}
        url = link("console:outbox")
        yield Line(key="letters", band=Band.NOW, rank=5, what=what, why=_("Phần khác của hệ thống chưa biết tin này."),
                   alarm=True, url=url, button=Button(_("Xem, gửi lại"), url, "send"))  # fmt: skip


def _failed_jobs(ask: Ask) -> Iterator[Line]:
    rows = jobs.visible(ask.by).filter(state=jobs.State.FAILED, created_at__gte=ask.at - RECENT)
    for job in rows.order_by("-id")[:3]:
        yield Line(
            key=f"job-{job.pk}", band=Band.TODAY, rank=20, what=job.title, why=_("Việc chạy nền bị dừng vì lỗi."),
            url=link("console:jobs"), alarm=True, button=Button(_("Xem việc"), link("console:jobs"), "hourglass"),
        )  # fmt: skip


def _locked(ask: Ask) -> Iterator[Line]:
    if not ask.by.may(Permission.USER_MANAGE):
        return
    count = agencies.locked_out(ask.by)
    if count:
        what = ngettext("%(n)d tài khoản bị khóa vì sai mật khẩu", "%(n)d tài khoản bị khóa vì sai mật khẩu", count)
        url = link("agencies:users")
        yield Line(key="locked", band=Band.TODAY, rank=15, what=what % {"n": count}, url=url,
                   why=_("Họ không vào được hệ thống: hỏi lại họ trước khi mở."),
                   button=Button(_("Xem tài khoản"), url, "lock-open"))  # fmt: skip


def alone(ask: Ask) -> bool:
    """Whether the reader manages users and there is nobody but him."""
    return ask.by.may(Permission.USER_MANAGE) and agencies.visible_users(ask.by).count() <= 1


def first_steps(ask: Ask) -> list[Button]:
    """What is done first in an empty centre, of what the reader may do."""
    steps = (
        (
            Permission.USER_MANAGE,
            Button(_("Tạo tài khoản cho cán bộ, giao vai trò"), link("agencies:new-user"), "user-plus"),
        ),
        (
            Permission.IMPORT,
            Button(_("Nhập danh sách người, ca bệnh, người tiếp xúc từ tệp"), link("linelist:index"), "file-import"),
        ),
        (Permission.CASE_RECORD, Button(_("Báo ca bệnh đầu tiên"), link("cases:new"), "virus")),
        (Permission.REGULATION_SEE, Button(_("Xem quy định nào đang áp dụng"), link("console:regulations"), "book")),
    )
    return [button for needs, button in steps if ask.by.may(needs) and button.url]
