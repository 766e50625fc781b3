"""Lines about contacts: to call, to call back, to ask today, ill, ending, given to nobody."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vungxanh.common.web.formats import duration, vn_date, vn_number
from vungxanh.console.today.parts import Ask, Band, Button, Line, link
from vungxanh.console.today.targets import target
from vungxanh.kernel.permission import Permission
from vungxanh.regulations.api import Subject
from vungxanh.rooms.tracing import queries as tracing

PLACES, PEOPLE = 3, 3


def total(tallies: Sequence[Any], name: str, level: int | None = None) -> int:
    """The sum of one number of the tallies, of one level."""
    return sum(getattr(t, name) for t in tallies if level is None or t.level == level)


def lines(ask: Ask, tallies: Sequence[Any]) -> Iterator[Line]:
    """Everything about contacts that the reader may do or see."""
    if not ask.by.may(Permission.TRACE_SEE):
        return
    yield from _ill(ask, tallies)
    if ask.may(Permission.CALL_RECORD) or ask.mine:
        yield from _calls(ask, tallies)
    if ask.may(Permission.FOLLOWUP_RECORD) or ask.mine:
        yield from _follow_ups(ask, tallies)
    if ask.may(Permission.TRACE_ASSIGN):
        yield from _unassigned(ask, tallies)


def _list(ask: Ask, **narrow: object) -> str:
    return link("tracing:contacts", area=ask.area, **narrow)


def _ill(ask: Ask, tallies: Sequence[Any]) -> Iterator[Line]:
    count = total(tallies, "ill")
    if not count:
        return
    found: Sequence[Any] = tracing.symptomatic(by=ask.by, area=ask.area, mine=ask.mine, limit=PEOPLE)
    for contact in found:
        days = (ask.day - contact.symptomatic_since).days
        words = (
            _("từ hôm nay") if days <= 0 else ngettext("đã %(n)s ngày", "đã %(n)s ngày", days) % {"n": vn_number(days)}
        )
        yield Line(
            key=f"ill-{contact.pk}", band=Band.NOW, rank=25, level=contact.level, what="", person=contact.person_id,
            why=_("Có triệu chứng: lấy mẫu, cách ly ngay."), clock=words, alarm=True, area=contact.area_path,
            url=link("tracing:contact", contact.pk),
            button=Button(_("Mở để lấy mẫu") if ask.may(Permission.CASE_RECORD) else _("Mở hồ sơ"), link("tracing:contact", contact.pk), "test-pipe"),
        )  # fmt: skip
    if count > len(found):
        left = count - len(found)
        what = ngettext("Còn %(n)s người có triệu chứng", "Còn %(n)s người có triệu chứng", left) % {
            "n": vn_number(left)
        }
        button = Button(_("Xem cả danh sách"), _list(ask, ill=1))
        yield Line(key="ill-more", band=Band.NOW, rank=26, what=what, why=_("Lấy mẫu, cách ly."), button=button)


def _calls(ask: Ask, tallies: Sequence[Any]) -> Iterator[Line]:
    if total(tallies, "to_call") + total(tallies, "back"):
        yield from _first_people(ask)
    by_place: dict[tuple[str, str, int], list[Any]] = defaultdict(list)
    for one in tallies:
        if one.to_call:
            by_place[(one.area_path, one.disease, one.level)].append(one)
    order = sorted(by_place.items(), key=lambda item: (item[0][2], -total(item[1], "to_call"), item[0]))
    nearest = [item for item in order if item[0][2] == 1]
    for (place, disease, level), ones in nearest[:PLACES]:
        yield _group(ask, place, disease, level, total(ones, "to_call"), min(t.since for t in ones))
    yield from _others(ask, nearest[PLACES:], order[len(nearest) :])
    back, later = total(tallies, "back"), total(tallies, "later")
    if back:
        what = ngettext("%(n)s người đến giờ gọi lại", "%(n)s người đến giờ gọi lại", back) % {"n": vn_number(back)}
        why = _("Hẹn gọi lại hoặc lần trước không nghe máy.")
        yield _call_line(ask, "back", Band.NOW, 42, what, why)
    if later:
        what = ngettext("%(n)s người hẹn gọi lại trong hôm nay", "%(n)s người hẹn gọi lại trong hôm nay", later) % {
            "n": vn_number(later)
        }
        yield _call_line(ask, "later", Band.NEXT, 50, what, _("Đến giờ thì tự lên đầu danh sách gọi."))


def _call_line(ask: Ask, key: str, band: Band, rank: int, what: str, why: str, **more: Any) -> Line:
    area = more.pop("area", ask.area)
    url = link("tracing:calls", area=area, level=more.get("level"))
    return Line(key=key, band=band, rank=rank, what=what, why=why, area=area if area != ask.area else "", url=url,
                button=Button(_("Gọi"), url, "phone-call"), **more)  # fmt: skip


def _group(ask: Ask, place: str, disease: str, level: int, count: int, since: Any) -> Line:
    limit = target(Subject.TRACE_TARGET, disease, ask.day, place, "reach_f1_hours")
    due = since + timedelta(hours=limit.hours) if limit and since else None
    late = bool(due and due < ask.at)
    waited = _("người lâu nhất đã chờ %(span)s") % {"span": duration(ask.at - since)} if since else ""
    what = ngettext("%(n)s F%(f)d chưa gọi", "%(n)s F%(f)d chưa gọi", count) % {"n": vn_number(count), "f": level}
    return _call_line(
        ask, f"call-{place}-{disease}-{level}".replace("/", "-"), Band.NOW, 41, what, waited, level=level, area=place,
        due=due, alarm=late, doubt=limit.doubt if limit and late else "",
    )  # fmt: skip


def _others(ask: Ask, near: Sequence[Any], far: Sequence[Any]) -> Iterator[Line]:
    """The rest: F1 of other places in one line, F2 and F3 in a line each."""
    left = sum(total(ones, "to_call") for _key, ones in near)
    if left:
        what = ngettext("%(n)s F1 chưa gọi ở nơi khác", "%(n)s F1 chưa gọi ở nơi khác", left) % {"n": vn_number(left)}
        why = ngettext("Ở %(n)s xã khác.", "Ở %(n)s xã khác.", len(near)) % {"n": vn_number(len(near))}
        yield _call_line(ask, "call-1-more", Band.NOW, 43, what, why, level=1)
    for level in (2, 3):
        count = sum(total(ones, "to_call") for key, ones in far if key[2] == level)
        if count:
            what = ngettext("%(n)s F%(f)d chưa gọi", "%(n)s F%(f)d chưa gọi", count) % {
                "n": vn_number(count),
                "f": level,
            }
            yield _call_line(
                ask, f"call-{level}", Band.TODAY, 40 + level, what, _("Sau khi đã gọi hết F1."), level=level
            )


def _first_people(ask: Ask) -> Iterator[Line]:
    found: Sequence[Any] = tracing.first_to_call(by=ask.by, at=ask.at, area=ask.area, mine=ask.mine, limit=PEOPLE)
    for n, contact in enumerate(found):
        near = contact.live[0] if contact.live else None
        why = near.reason if near else _("Người tiếp xúc chưa gọi.")
        again = contact.next_call_at is not None
        yield Line(
            key=f"person-{contact.pk}", band=Band.NOW, rank=40, level=contact.level, what="", person=contact.person_id,
            why=why, area=contact.area_path, url=link("tracing:contact", contact.pk),
            alarm=again, due=contact.next_call_at if again else None, clock="" if again else _("đầu danh sách gọi, thứ %(n)d") % {"n": n + 1},
            button=Button(_("Gọi"), link("tracing:calls", contact=contact.pk), "phone"),
        )  # fmt: skip


def _follow_ups(ask: Ask, tallies: Sequence[Any]) -> Iterator[Line]:
    due, missed = total(tallies, "due"), total(tallies, "missed")
    url, go = link("tracing:followups"), _("Hỏi sức khỏe")
    if missed:
        what = ngettext("%(n)s người hôm qua không ai hỏi", "%(n)s người hôm qua không ai hỏi", missed) % {
            "n": vn_number(missed)
        }
        why = _("Đang theo dõi sức khỏe hằng ngày, đã sót ít nhất một ngày.")
        button = Button(go, url, "stethoscope")
        yield Line(key="missed", band=Band.NOW, rank=45, what=what, why=why, alarm=True, url=url, button=button,
                   clock=_("sót ngày %(day)s") % {"day": vn_date(ask.day - timedelta(days=1))})  # fmt: skip
    if due - missed > 0:
        left = due - missed
        what = ngettext("%(n)s người cần hỏi sức khỏe hôm nay", "%(n)s người cần hỏi sức khỏe hôm nay", left) % {
            "n": vn_number(left)
        }
        yield Line(key="due", band=Band.TODAY, rank=30, what=what, why=_("Theo dõi hằng ngày đến hết cách ly."), url=url,
                   button=Button(go, url, "stethoscope"))  # fmt: skip
    ending, over = total(tallies, "ending"), total(tallies, "over")
    if ending:
        what = ngettext("%(n)s người hôm nay hết theo dõi", "%(n)s người hôm nay hết theo dõi", ending) % {
            "n": vn_number(ending)
        }
        list_url = link("tracing:contacts", area=ask.area, state=["reached", "followed"], sort="until")
        yield Line(key="ending", band=Band.TODAY, rank=50, what=what, url=list_url,
                   why=_("Hỏi lần cuối; đóng được từ ngày mai."), button=Button(_("Xem từng người"), list_url))  # fmt: skip
    if over and not ask.mine:
        what = ngettext("%(n)s người đã quá ngày theo dõi", "%(n)s người đã quá ngày theo dõi", over) % {
            "n": vn_number(over)
        }
        yield Line(key="over", band=Band.TODAY, rank=51, what=what, why=_("Ngày cuối đã qua, hồ sơ còn mở."),
                   button=Button(_("Kết thúc theo dõi"), link("console:do", "close"), "checks", post=True))  # fmt: skip


def _unassigned(ask: Ask, tallies: Sequence[Any]) -> Iterator[Line]:
    count = total(tallies, "unassigned")
    if not count or ask.mine:
        return
    near = total(tallies, "unassigned", 1)
    what = ngettext("%(n)s người chưa giao tổ nào", "%(n)s người chưa giao tổ nào", count) % {"n": vn_number(count)}
    words = {"n": vn_number(near)}
    why = ngettext("%(n)s trong đó là F1.", "%(n)s trong đó là F1.", near) % words if near else _("Toàn là F2, F3.")
    yield Line(key="unassigned", band=Band.NOW if near else Band.TODAY, rank=39, what=what, why=why, url=_list(ask, free=1),
               button=Button(_("Chia cho các tổ"), link("console:do", "deal", area=ask.area), "users-group", post=True))  # fmt: skip
