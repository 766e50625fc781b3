"""The register as a list, and the fields that choose from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from vungxanh.common.web.columns import Column, Count
from vungxanh.common.web.export import Field, Sheet
from vungxanh.common.web.filters import AreaFilter, BooleanFilter, ChoiceFilter, DateRangeFilter, TextFilter
from vungxanh.common.web.forms import options_response
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty, Option
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import NOBODY, Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.directives import queries, rules
from vungxanh.rooms.directives.forms import choices
from vungxanh.rooms.directives.models import Document, Receipt
from vungxanh.rooms.directives.views import shared
from vungxanh.rooms.places import queries as places

COMMON = 1000


@dataclass(frozen=True, kw_only=True)
class EndedFilter(BooleanFilter):
    """Superseded or expired by the centre's day."""

    def apply(self, rows: QuerySet[Document], value: bool) -> QuerySet[Document]:
        """Those that do not hold any more, or those that do."""
        over = queries.expired(shared.today())
        return rows.filter(over) if value else rows.exclude(over & Q(pk__isnull=False))


@dataclass(frozen=True, kw_only=True)
class UnreadFilter(BooleanFilter):
    """Somebody it was sent to has not confirmed."""

    def apply(self, rows: QuerySet[Document], value: bool) -> QuerySet[Document]:
        """Those with somebody missing, or with nobody missing."""
        missing = Exists(Receipt.objects.filter(document=OuterRef("pk"), understood_at=None))
        return rows.filter(missing) if value else rows.filter(~missing)


def _area_name(path: str) -> str | None:
    name = places.display_name(by=NOBODY, path=path)
    return None if name == path else name


def _prepared(by: Actor, rows: list[Any]) -> list[Any]:
    read = queries.understood_counts(document_ids=[row.pk for row in rows])
    names = places.display_names(by=by, paths={row.area_path for row in rows})
    for row in rows:
        done, sent = read.get(row.pk, (0, 0))
        row.read_words = f"{done}/{sent}" if sent else ""
        row.area_name = names[row.area_path].split(",")[0]
        row.title = shared.title_of(row)
        row.badges = shared.badges(row)
    return rows


SHEET = Sheet(
    stem="so-van-ban",
    title=_("sổ văn bản"),
    prepare=_prepared,
    fields=(
        Field(name="register", head="Số sổ", value=shared.register_number),
        Field(
            name="direction", head="Đến/đi", value=lambda d: _now(rules.DIRECTION_NAMES[rules.Direction(d.direction)])
        ),
        Field(name="number_symbol", head="Số, ký hiệu"),
        Field(name="kind", head="Loại văn bản", value=lambda d: choices.kind_name(d.kind)),
        Field(name="issued", head="Ngày văn bản", value=lambda d: str(d.issued or "")),
        Field(name="issuer_name", head="Nơi ban hành"),
        Field(name="subject", head="Trích yếu"),
        Field(name="signer", head="Người ký"),
        Field(name="received_at", head="Lúc nhận"),
        Field(name="urgency", head="Độ khẩn", value=lambda d: _now(rules.URGENCY_NAMES[rules.Urgency(d.urgency)])),
        Field(name="state", head="Tình trạng", value=lambda d: "; ".join(words for words, _kind in d.badges)),
        Field(name="read", head="Đã đọc", value="read_words"),
        Field(name="area", head="Sổ của", value="area_name"),
        Field(name="file_sha256", head="SHA-256 bản điện tử"),
    ),
)


class Register(Listing):
    """Every document the reader may see."""

    key = "directives"
    noun = _("văn bản")
    columns = (
        Column(name="title", label=_("Số, ký hiệu"), main=True, sort="number",
               url=lambda d: reverse("directives:one", args=[d.pk])),
        Column(name="subject", label=_("Trích yếu"), template="directives/cells/subject.html"),
        Column(name="issuer_name", label=_("Nơi ban hành"), sort="issuer"),
        Column(name="issued", label=_("Ngày văn bản"), value=lambda d: str(d.issued or ""), sort="issued"),
        Column(name="register", label=_("Số sổ"), value=shared.register_number, sort="register"),
        Column(name="state", label=_("Tình trạng"), template="directives/cells/state.html"),
        Column(name="read", label=_("Đã đọc"), value="read_words"),
        Column(name="kind", label=_("Loại"), value=lambda d: choices.kind_name(d.kind), shown=False),
        Column(name="received_at", label=_("Lúc nhận"), sort="received", shown=False),
        Column(name="direction", label=_("Đến hay đi"), shown=False,
               value=lambda d: _now(rules.DIRECTION_NAMES[rules.Direction(d.direction)])),
        Column(name="signer", label=_("Người ký"), shown=False),
        Column(name="area", label=_("Sổ của"), value="area_name", shown=False),
    )  # fmt: skip
    filters = (
        TextFilter(name="q", label=_("có chữ"), search=queries.like, public=True,
                   placeholder=_("số, trích yếu, toàn văn; có dấu hay không")),
        ChoiceFilter(name="direction", label=_("đến hay đi"), choices=lambda: choices.of(rules.DIRECTION_NAMES)),
        ChoiceFilter(name="state", label=_("tình trạng"), choices=lambda: choices.of(rules.STATE_NAMES)),
        ChoiceFilter(name="kind", label=_("loại"), choices=choices.kinds),
        ChoiceFilter(name="urgency", label=_("độ khẩn"),
                     choices=lambda: [line for line in choices.of(rules.URGENCY_NAMES) if line[0]]),
        DateRangeFilter(name="issued", label=_("ngày văn bản"), field="issued_on"),
        DateRangeFilter(name="received", label=_("lúc nhận"), field="received_at", moments=True),
        EndedFilter(name="ended", label=_("hiệu lực"), q=Q(), yes=_("đã hết"), no=_("còn")),
        UnreadFilter(name="unread", label=_("xác nhận đã đọc"), q=Q(), yes=_("còn thiếu"), no=_("đủ")),
        AreaFilter(name="area", label=_("sổ của địa bàn"), name_of=_area_name, url_name="places:suggest"),
    )  # fmt: skip
    sorts: Mapping[str, tuple[str, ...]] = {  # type: ignore[misc]
        "new": ("-id",), "issued": ("-issued_on",), "received": ("-received_at",), "number": ("ns_key",),
        "issuer": ("issuer_name",), "register": ("-register_year", "-register_no"),
    }  # fmt: skip
    default_sort = "new"
    file = SHEET
    empty = Empty(
        title=_("Chưa có văn bản"),
        text=_("Văn bản đến và đi nằm ở đây sau khi vào sổ, cùng bản điện tử và nhiệm vụ đọc được từ đó."),
        action_label=_("Vào sổ văn bản"),
        action_url="/directives/new/",
        icon="file-text",
    )

    def count(self) -> Count:
        """Of what has a word no more than "hơn 1.000" is counted: of a common word that is nearly everything."""
        if "q" not in self.values:
            return super().count()
        found = self.queryset().order_by()[: COMMON + 1].count()
        return Count(min(found, COMMON), found > COMMON)

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Counts and names, for the whole page at once."""
        return _prepared(self.request.actor, objects)  # type: ignore[attr-defined]


@page(needs=Permission.DIRECTIVE_SEE)
@require_http_methods(["GET", "POST"])
def register(request: ActorRequest) -> HttpResponse:
    """The register."""
    listing = Register(request, queries.visible(request.actor))
    context = {"may_record": request.actor.may(Permission.DIRECTIVE_RECORD)}
    return listing.respond("directives/register.html", context)


@page(needs=Permission.DIRECTIVE_SEE)
@require_http_methods(["GET"])
def index(request: ActorRequest) -> HttpResponse:
    """What waits: documents to read, to check, to accept."""
    by = request.actor
    base = reverse("directives:register")
    counts = queries.counts(by=by)
    waiting = list(queries.waiting(by=by).order_by("-id")[:30])
    unread = list(queries.unread(by=by)[:30])
    context = {
        "tiles": [(_now(rules.STATE_NAMES[s]), counts[s], f"{base}?state={s}") for s in rules.State if counts[s]],
        "total": sum(counts.values()),
        "waiting": _prepared(by, waiting),
        "unread": [(row, shared.title_of(row.document)) for row in unread],
        "may_record": by.may(Permission.DIRECTIVE_RECORD),
        "may_issue": by.may(Permission.DIRECTIVE_ISSUE),
    }
    return render(request, "directives/index.html", context)


@page(needs=Permission.DIRECTIVE_SEE)
def options(request: ActorRequest) -> HttpResponse:
    """Lines of a field that asks for a document."""
    text = (request.POST.get("q", "") or request.GET.get("q", ""))[:100]
    found = queries.find(by=request.actor, text=text)
    return options_response(request, [Option(str(d.pk), shared.title_of(d), d.subject[:80]) for d in found])


@page(needs=Permission.DIRECTIVE_SEE)
def bodies(request: ActorRequest) -> HttpResponse:
    """Lines of a field that asks for agencies: a group ("UBND các xã") as one line, then single agencies."""
    by, text = request.actor, request.GET.get("q", "").strip()[:100]
    area = next(iter(by.areas(Permission.DIRECTIVE_SEE)), "")
    lines = []
    meant = queries.match(by=by, area_path=area, names=[text]).get(text) if text and area else None
    if meant is not None and len(meant.ids) > 1:
        lines.append(Option(",".join(meant.ids), text, _now("%(n)d cơ quan") % {"n": len(meant.ids)}))
    single = agencies.agencies_like(by, text)
    if meant is not None:
        known = {str(body.pk) for body in single}
        more = [one for one in (*meant.ids[:1], *meant.guess) if one not in known]
        if len(meant.ids) <= 1 and more:
            single = [*queries.bodies_named(by=by, ids=more), *single]
    names = places.display_names(by=by, paths={body.area_path for body in single})
    lines += [Option(str(body.pk), body.name, names[body.area_path]) for body in single[:12]]
    return options_response(request, lines)
