"""The list of tasks, and the board."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vungxanh.common import centre
from vungxanh.common.web.columns import Column
from vungxanh.common.web.export import Sheet
from vungxanh.common.web.filters import AreaFilter, ChoiceFilter, FilterError, TextFilter
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import NOBODY, Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.tasks import queries, rules
from vungxanh.rooms.tasks.models import Party
from vungxanh.rooms.tasks.views import deeds, shared

SEE = Permission.TASK_SEE
TIMINGS = [
    ("late", _("trễ")), ("escalated", _("trễ, đã báo cấp trên")), ("soon", _("sắp đến hạn")),
    ("quiet", _("lâu không có tin")), ("open", _("còn mở")),
]  # fmt: skip
WHOSE = [("lead", _("cơ quan tôi chủ trì")), ("with", _("cơ quan tôi phối hợp")), ("gave", _("cơ quan tôi giao")),
         ("me", _("tôi phụ trách"))]  # fmt: skip
LEAVES = ("timing", "agency", "whose", "each", "field_of", "only")
"""Filters that speak of tasks somebody does: with them a task for many is shown one by one."""


def _area_name(path: str) -> str | None:
    name = queries.area_name(NOBODY, path)
    return None if name == path else name


@dataclass(frozen=True, kw_only=True)
class AgencyFilter(AreaFilter):
    """Tasks an agency leads."""

    def parse(self, data: QueryDict, posted: bool) -> str | None:
        """The agency's id."""
        raw = data.get(self.name, "").strip()
        if not raw:
            return None
        if self.name_of(raw) is None:
            raise FilterError(_now("%(label)s: không có trong danh sách.") % {"label": self.label})
        return raw

    def apply(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        """By the index of who leads."""
        return queries.of_agency(rows, [UUID(value)])


def _agency_name(value: str) -> str | None:
    pk = shared.uuid_of(value)
    return next((body.name for body in queries.bodies([pk]).values()), None) if pk else None


def _paper_name(value: str) -> str | None:
    pk = shared.uuid_of(value)
    label = queries.document_label(pk) if pk else None
    return None if label is None else label or _now("văn bản chưa có số")


@dataclass(frozen=True, kw_only=True)
class PaperFilter(AgencyFilter):
    """Tasks of a document."""

    def apply(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        """By the index of documents."""
        return rows.filter(source_document=value)


@dataclass(frozen=True, kw_only=True)
class TimingFilter(ChoiceFilter):
    """By the deadline, at the centre's present moment."""

    def apply(self, rows: QuerySet[Any], value: list[str]) -> QuerySet[Any]:
        """Any of those asked for."""
        at = centre.now()
        known = {
            "late": queries.late(at), "escalated": queries.late(at) & Q(escalated_at__isnull=False),
            "soon": queries.soon(at), "quiet": queries.quiet(at), "open": Q(state__in=rules.LIVE),
        }  # fmt: skip
        wanted = Q(pk__in=())
        for name in value:
            wanted |= known[name]
        return rows.filter(wanted)


@dataclass(frozen=True, kw_only=True)
class OfReader(ChoiceFilter):
    """A choice whose rows depend on who asks; made for one request."""

    by: Actor
    ask: Callable[[QuerySet[Any], list[str], Actor], QuerySet[Any]]

    def apply(self, rows: QuerySet[Any], value: list[str]) -> QuerySet[Any]:
        """As ``ask`` says."""
        return self.ask(rows, value, self.by)


def _whose(rows: QuerySet[Any], value: list[str], by: Actor) -> QuerySet[Any]:
    own = list(queries.mine(by, SEE))
    lead = Party.objects.filter(agency_id__in=own, role=Party.Role.LEAD).values("task_id")
    helps = Party.objects.filter(agency_id__in=own, role=Party.Role.WITH).values("task_id")
    known = {"lead": Q(pk__in=lead), "with": Q(pk__in=helps), "gave": Q(ordered_by_id__in=own), "me": Q(head_id=by.id)}
    wanted = Q(pk__in=())
    for name in value:
        wanted |= known[name]
    return rows.filter(wanted)


class TaskList(Listing):
    """Every task the reader may see."""

    key = "tasks"
    noun = _("nhiệm vụ")
    columns = (
        Column(name="title", label=_("Nhiệm vụ"), main=True, template="tasks/cells/title.html",
               url=lambda t: reverse("tasks:one", args=[t.pk]), plain=lambda t: t.text),
        Column(name="who", label=_("Chủ trì"), value="who", template="tasks/cells/who.html", plain=lambda t: t.who),
        Column(name="due", label=_("Hạn"), value="due_at", sort="due", template="tasks/cells/due.html",
               plain=lambda t: t.due_at),
        Column(name="state", label=_("Trạng thái"), value="status", template="tasks/cells/state.html",
               plain=lambda t: t.status[0]),
        Column(name="field", label=_("Lĩnh vực"), value="field"),
        Column(name="source", label=_("Văn bản"), value="source_label", shown=False),
        Column(name="ref", label=_("Mục"), value="source_ref", shown=False),
        Column(name="head", label=_("Người phụ trách"), value="head_name", shown=False),
        Column(name="percent", label=_("Tiến độ (%)"), number=True, shown=False),
        Column(name="given", label=_("Giao ngày"), value="created_at", sort="new", shown=False),
        Column(name="first_due", label=_("Hạn đầu tiên"), value="first_due_at", shown=False),
        Column(name="timing", label=_("So với hạn"), value="said", shown=False),
    )  # fmt: skip
    sorts = {"due": ("due_at",), "new": ("-id",), "text": ("source_document", "source_start")}
    default_sort = "due"
    file = Sheet(stem="nhiem-vu", title=_("Nhiệm vụ"), fields=(), area="")
    empty = Empty(
        title=_("Chưa có nhiệm vụ"),
        text=_("Nhiệm vụ nằm ở đây khi một văn bản được duyệt, hoặc khi có người giao việc."),
        icon="clipboard-list",
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Agencies of the whole page in one go."""
        return list(shared.tell(queries.dress(objects, centre.now())))


COMMON = (
    TextFilter(name="q", label=_("từ trong nhiệm vụ"), search=queries.search),
    AgencyFilter(name="agency", label=_("chủ trì"), name_of=_agency_name, url_name="tasks:agencies"),
    ChoiceFilter(name="state", label=_("trạng thái"), choices=lambda: [(s, _now(n)) for s, n in rules.STATE_NAMES.items()]),
    TimingFilter(name="timing", label=_("so với hạn"), choices=TIMINGS),
    ChoiceFilter(
        name="field_of", label=_("lĩnh vực"), field="area_of_work",
        choices=lambda: [(key, _now(name)) for key, name in rules.AREAS_OF_WORK.items()],
    ),
    PaperFilter(name="document", label=_("văn bản"), name_of=_paper_name, url_name="tasks:papers"),
    AreaFilter(name="area", label=_("địa bàn"), name_of=_area_name, url_name="places:suggest"),
)  # fmt: skip


def listing_of(request: ActorRequest) -> TaskList:
    """The list as this reader may ask for it; a task for many stands for them unless it is asked who does it."""
    by = request.actor
    data = request.POST if request.method == "POST" else request.GET
    level = data.get("area", "")

    class Mine(TaskList):
        filters: ClassVar[Any] = (
            *COMMON,
            OfReader(name="whose", label=_("của ai"), choices=WHOSE, by=by, ask=_whose),
            OfReader(
                name="each", label=_("hiện"), choices=[("1", _("từng đơn vị một"))], by=by, ask=lambda rows, v, b: rows
            ),
            OfReader(
                name="only",
                label=_("cấp"),
                choices=[("1", _("chỉ cấp này, không tính cấp dưới"))],
                by=by,
                ask=lambda rows, v, b: rows.filter(area_path=level) if level else rows,
            ),
        )

    one_by_one = any(data.get(name) for name in LEAVES)
    rows = queries.visible(by).filter(queries.leaves()) if one_by_one else queries.top(by)
    return Mine(request, queries.with_parties(rows))


@page(needs=SEE)
def index(request: ActorRequest) -> HttpResponse:
    """The list, with what is late and due above it."""
    by, at = request.actor, centre.now()
    listing = listing_of(request)
    context: dict[str, Any] = {"may_assign": by.may(Permission.TASK_ASSIGN), "own": shared.own_agencies(by, SEE)[:5]}
    context["may_handle"] = by.may(Permission.HANDLING_SEE)
    if not request.htmx and not listing.exporting:
        n, here = queries.counts(queries.visible(by), at), reverse("tasks:index")
        context["tiles"] = [
            (_now("Trễ"), n.late, f"{here}?timing=late", bool(n.late)),
            (_now("Sắp đến hạn"), n.soon, f"{here}?timing=soon", False),
            (_now("Chờ duyệt"), n.reported, f"{here}?state=reported&each=1", False),
            (_now("Lâu không có tin"), n.quiet, f"{here}?timing=quiet", False),
            (_now("Còn mở"), n.open, f"{here}?timing=open", False),
            (_now("Chờ kích hoạt"), n.asleep, f"{here}?state=asleep&each=1", False),
        ]
    return listing.respond("tasks/index.html", context)


@page(needs=SEE)
def board(request: ActorRequest) -> HttpResponse:
    """Columns by state; each card moves by its button."""
    by, at = request.actor, centre.now()
    chosen = shared.uuid_of(request.GET.get("agency", ""))
    own = queries.mine(by, SEE)
    nothing = bool(own) and not chosen and not queries.of_agency(queries.visible(by), own).exists()
    everything = request.GET.get("whose") == "all" or not own or nothing
    leaves = queries.visible(by).filter(queries.leaves())
    if chosen:
        rows = queries.of_agency(leaves, [chosen])
    elif not everything:
        rows = queries.of_agency(leaves, own)
    else:
        rows = queries.top(by)
    columns = queries.board(rows=rows, at=at, waiting=leaves if everything and not chosen else rows)
    for column in columns:
        for task in shared.tell(queries.returned(column.tasks)):
            found = deeds.allowed(by, task)
            task.next, _rest = deeds.split_next(by, found, task)
            task.note_deed = next((deed for deed in found if deed.name == "progress"), None)
    context = {
        "columns": [(c, _now(rules.STATE_NAMES[rules.State(c.state)]), _more(c, chosen, everything)) for c in columns],
        "agency_name": _agency_name(str(chosen)) if chosen else "",
        "chosen": chosen, "everything": everything, "has_own": bool(own) and not nothing, "nothing": nothing,
    }  # fmt: skip
    return render(request, "tasks/board.html", context)


def _more(column: Any, chosen: UUID | None, everything: bool) -> str:
    narrowed = f"&agency={chosen}" if chosen else "" if everything else "&whose=lead"
    each = "&each=1" if column.state == rules.State.REPORTED else ""
    return f"{reverse('tasks:index')}?state={column.state}{narrowed}{each}"
