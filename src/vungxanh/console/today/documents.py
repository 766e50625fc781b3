"""Lines about documents: to be read by oneself, to be checked, to be accepted."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vungxanh.console.today.parts import SHOWN, Ask, Band, Button, Line, link
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.directives import queries as directives
from vungxanh.rooms.reports import queries as reports


def lines(ask: Ask) -> Iterator[Line]:
    """What waits; nothing when Today is narrowed to one area or team: documents are the office's."""
    if ask.area or ask.mine:
        return
    yield from _unsigned(ask)
    if not ask.by.may(Permission.DIRECTIVE_SEE):
        return
    yield from _unread(ask)
    yield from _waiting(ask)


def _unsigned(ask: Ask) -> Iterator[Line]:
    """Bulletins that wait for one's signature."""
    for row in reports.waiting(ask.by)[:SHOWN]:
        url = link("reports:one", row.pk)
        what = _("Bản tin ngày %(day)s") % {"day": f"{row.day.day}/{row.day.month}"}
        yield Line(key=f"bulletin-{row.pk}", band=Band.TODAY, rank=11, url=url, what=what, area=row.area_path,
                   why=_("Chờ anh/chị xem và ký duyệt."), button=Button(_("Mở bản tin"), url, "report"))  # fmt: skip


def _unread(ask: Ask) -> Iterator[Line]:
    rows = list(directives.unread(by=ask.by)[: SHOWN + 1])
    for row in rows[:SHOWN]:
        url = link("directives:one", row.document_id)
        why = _("Văn bản gửi đến, chưa xác nhận đã đọc.")
        if row.reminders:
            why = _("Đã được nhắc: chưa xác nhận đã đọc.")
        yield Line(
            key=f"read-{row.pk}", band=Band.NOW if row.reminders else Band.TODAY, rank=12, url=url, why=why,
            what=str(row.document) or _("Văn bản"), alarm=bool(row.reminders), button=Button(_("Đọc"), url, "file-text"),
        )  # fmt: skip
    if len(rows) > SHOWN:
        count, url = directives.unread_count(by=ask.by), link("directives:index")
        what = ngettext("Tất cả %(n)d văn bản chưa đọc", "Tất cả %(n)d văn bản chưa đọc", count) % {"n": count}
        yield Line(key="read-more", band=Band.TODAY, rank=13, what=what, why=_("Còn văn bản nữa chờ đọc."), url=url,
                   button=Button(_("Xem"), url))  # fmt: skip


def _waiting(ask: Ask) -> Iterator[Line]:
    rows = directives.waiting(by=ask.by)
    url = link("directives:index")
    for state, needs, text, words in (
        ("checked", Permission.DIRECTIVE_ISSUE, _("Nhiệm vụ trong đó chưa đến tay ai."), _("%(n)d văn bản chờ duyệt")),
        (
            "read",
            Permission.DIRECTIVE_RECORD,
            _("Nhiệm vụ đọc được chưa có ai kiểm tra."),
            _("%(n)d văn bản chờ kiểm tra"),
        ),
    ):
        count = rows.filter(state=state).count() if ask.by.may(needs) else 0
        if count:
            yield Line(key=f"documents-{state}", band=Band.TODAY, rank=14, what=words % {"n": count}, why=text, url=url,
                       button=Button(_("Xem"), url, "checklist"))  # fmt: skip
