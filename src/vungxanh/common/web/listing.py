"""A list page, declared: columns, filters, orders. The template is parts/listing.html; see docs/how-to/make-a-page.md."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from vungxanh.common.web import keeping, keyset
from vungxanh.common.web.columns import Bulk, Cell, Chip, Column, Count, Head, Row, Text
from vungxanh.common.web.export import taking
from vungxanh.common.web.export.sheet import SHAPES, Field, Shape, Sheet
from vungxanh.common.web.filters import Filter, FilterError
from vungxanh.common.web.parts import Empty
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission

MANY = 10_000  # counting further costs more than it tells
MOST_PICKED = 1000  # rows one bulk action takes


class Listing:
    """Subclass and declare; make one per request with the rows the reader may see; ``respond`` draws the page."""

    key: ClassVar[str]
    columns: ClassVar[Sequence[Column]]
    filters: ClassVar[Sequence[Filter]] = ()
    sorts: ClassVar[Mapping[str, Sequence[str]]] = {}
    default_sort: ClassVar[str] = ""
    page_size: ClassVar[int] = 50
    noun: ClassVar[Text] = ""
    empty: ClassVar[Empty]
    file: ClassVar[Sheet | None] = None  # the list as a file; without fields: its columns
    keeps: ClassVar[bool] = False  # whether it may be kept under a name
    dense: ClassVar[bool] = False  # many columns: small type, a head and first column that stay

    def __init__(
        self,
        request: HttpRequest,
        rows: QuerySet[Any, Any],
        *,
        bulk: Sequence[Bulk] = (),
        count: Callable[[QuerySet[Any, Any]], Count] | None = None,
    ) -> None:
        self.request, self.base, self.bulk = request, rows, bulk
        self.exporting = taking.wanted(self)
        self.keeping = keeping.wanted(self)
        self.posted = request.method == "POST" and not self.exporting and not self.keeping
        self.data: QueryDict = request.POST if self.posted else request.GET
        self.notices: list[str] = []
        self.values = self._read_filters()
        self.sort = self._read_sort()
        self.visible = self._read_columns()
        self._count = count
        self._page: keyset.Page[Any] | None = None

    def _read_filters(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for each in self.filters:
            try:
                value = each.parse(self.data, self.posted)
            except FilterError as error:
                self.notices.append(_("%(why)s Điều kiện này đã bị bỏ qua.") % {"why": error})
                continue
            if value is not None:
                found[each.name] = value
        return found

    def _read_sort(self) -> str:
        wanted = self.data.get("sort", "") or self.default_sort
        if wanted.removeprefix("-") in self.sorts:
            return wanted
        if wanted:
            self.notices.append(_("Không sắp xếp được theo cột đã yêu cầu; dùng thứ tự mặc định."))
        return self.default_sort

    def _read_columns(self) -> list[str]:
        known = [c.name for c in self.columns]
        if self.data.get("chosen"):
            picked = self.data.getlist("col")
        elif "cols" in self.data:
            picked = self.data.get("cols", "").split(".")
        else:
            picked = self.request.COOKIES.get(f"cols_{self.key}", "").split(".")
        shown = [n for n in dict.fromkeys(picked) if n in known]
        return shown or [c.name for c in self.columns if c.shown]

    # What the template reads ---------------------------------------------------------------------------------------

    def queryset(self) -> QuerySet[Any, Any]:
        """The filtered rows in the chosen order: also what an export writes."""
        rows = self.base
        for each in self.filters:
            if each.name in self.values:
                rows = each.apply(rows, self.values[each.name])
        return rows

    @property
    def order(self) -> tuple[keyset.Key, ...]:
        """The order in force."""
        keys = keyset.order(self.base.model, self.sorts.get(self.sort.removeprefix("-"), ()))
        return tuple(k.flipped for k in keys) if self.sort.startswith("-") else keys

    @property
    def page(self) -> keyset.Page[Any]:
        """The rows of this page; a cursor that cannot be used gives the first page and a notice."""
        if self._page is None:
            cursor = "" if self.posted else self.data.get("at", "")
            rows = self.queryset()
            try:
                self._page = keyset.page(rows, self.order, size=self.page_size, cursor=cursor, base=self.base)
            except keyset.CursorError:
                self.notices.append(_("Chỗ đang xem không còn nữa; đây là trang đầu."))
                self._page = keyset.page(rows, self.order, size=self.page_size)
        return self._page

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Override to attach what the cells need, for the whole page in one go."""
        return objects

    @property
    def shown_columns(self) -> list[Column]:
        """The chosen columns in the chosen order."""
        known = {c.name: c for c in self.columns}
        return [known[name] for name in self.visible]

    @property
    def offered(self) -> list[Column]:
        """The columns of the chooser: those shown, in their order, then the others."""
        return [*self.shown_columns, *(c for c in self.columns if c.name not in self.visible)]

    @property
    def views(self) -> Sequence[keeping.Kept]:
        """The views kept of this list."""
        return keeping.menu(self) if self.keeps else ()

    @property
    def picked(self) -> list[Any]:
        """Keys of every row that fits, when all of them were chosen at once: at most ``MOST_PICKED``."""
        if not self.bulk or self.data.get("picked") != "all":
            return []
        return list(self.queryset().order_by().values_list("pk", flat=True)[:MOST_PICKED])

    most_picked = MOST_PICKED

    @property
    def pick_all_url(self) -> str:
        """This list with every row chosen."""
        query = self.query()
        return f"{self.request.path}{query}{'&' if query else '?'}picked=all"

    def rows(self) -> list[Row]:
        """The page's lines."""
        columns = self.shown_columns
        return [
            Row(row, [Cell(c, c.read(row), c.url(row) if c.url else "") for c in columns])
            for row in self.prepare(list(self.page.rows))
        ]

    def count(self) -> Count:
        """How many rows satisfy the filter; exact up to 10,000."""
        if self._count is not None:
            return self._count(self.queryset())
        if not (self.page.before or self.page.after):
            return Count(len(self.page.rows), False)  # all there are: finding few may have cost a look at every row
        found = self.queryset().order_by()[: MANY + 1].count()
        return Count(min(found, MANY), found > MANY)

    def heads(self) -> list[Head]:
        """The column heads."""
        found = []
        for column in self.shown_columns:
            if not column.sort:
                found.append(Head(column, "", ""))
                continue
            mine = self.sort.removeprefix("-") == column.sort
            first_desc = self.order[0].desc
            state = ("descending" if first_desc else "ascending") if mine else "none"
            flip = f"-{column.sort}" if mine and not self.sort.startswith("-") else column.sort
            found.append(Head(column, state, self.url(sort=flip)))
        return found

    def chips(self) -> list[Chip]:
        """The filters in force."""
        return [
            Chip(f.label, f.describe(self.values[f.name]), self.url(drop=f.name))
            for f in self.filters
            if f.name in self.values
        ]

    def inputs(self) -> list[tuple[Filter, Any]]:
        """Each filter with its present value, for the form."""
        return [(f, self.values.get(f.name)) for f in self.filters]

    def url(self, *, sort: str | None = None, at: str = "", drop: str = "") -> str:
        """This list's address with one thing changed."""
        return f"{self.request.path}{self.query(sort=sort, at=at, drop=drop)}"

    def query(self, *, sort: str | None = None, at: str = "", drop: str = "") -> str:
        """The canonical query string, with "?", or ""."""
        params = self._params(drop, self.sort if sort is None else sort)
        if at:
            params.append(("at", at))
        return f"?{urlencode(params)}" if params else ""

    def _params(self, drop: str, sort: str) -> list[tuple[str, str]]:
        used = [f for f in self.filters if f.name in self.values and f.name != drop]
        found = [pair for f in used for pair in f.params(self.values[f.name])]
        found += [("sort", sort)] if sort and sort != self.default_sort else []
        return [*found, ("cols", ".".join(self.visible))] if "cols" in self.data else found

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Filter and order as parameters, for a form that changes something else."""
        return self._params("", self.sort)

    @property
    def before_url(self) -> str:
        """Address of the page before, or ""."""
        return self.url(at=self.page.before) if self.page.before else ""

    @property
    def after_url(self) -> str:
        """Address of the next page, or ""."""
        return self.url(at=self.page.after) if self.page.after else ""

    def sheet(self) -> Sheet | None:
        """What a file of this list holds; None when it is never taken away."""
        if self.file is None or self.file.fields:
            return self.file
        fields = [Field(name=c.name, head=c.label, value=c.plain or c.read) for c in self.shown_columns if c.label]
        return replace(self.file, fields=fields, prepare=lambda by, rows: self.prepare(rows))

    @property
    def taken(self) -> Sheet | None:
        """The sheet, for the reader who may take it away."""
        sheet = self.sheet()
        return sheet if sheet and self.request.actor.may(sheet.needs) else None  # type: ignore[attr-defined]

    @property
    def shapes(self) -> list[Shape]:
        """Other systems' forms of the same rows."""
        return list(SHAPES.get(self.file.kind, {}).values()) if self.file and self.file.kind else []

    @property
    def may_open(self) -> bool:
        """Whether the reader may have sealed columns in the file."""
        return self.request.actor.may(Permission.IDENTITY_OPEN)  # type: ignore[attr-defined,no-any-return]

    def ordering(self) -> list[Any]:
        """The order in force, as a query takes it."""
        return keyset.ordering(self.order)

    @property
    def action_key(self) -> str:
        """A fresh idempotency key for a bulk action."""
        return str(new_id())

    def respond(self, template: str, context: Mapping[str, Any] | None = None) -> HttpResponse:
        """Draw the page; for htmx only the list; a file when one is asked for. A posted filter is answered with its own
        address."""
        if self.keeping:
            return keeping.answer(self)
        if self.exporting:
            return cast(HttpResponse, taking.answer(self))
        if self.posted and not getattr(self.request, "htmx", False):
            for notice in self.notices:
                messages.error(self.request, notice)
            return self._remember(HttpResponseRedirect(self.url()))
        only_list = getattr(self.request, "htmx", False)
        drawn = render(
            self.request, "parts/listing.html" if only_list else template, {"listing": self, **(context or {})}
        )
        patch_vary_headers(drawn, ["HX-Request"])
        if only_list:
            drawn["HX-Push-Url"] = self.url(at="" if self.posted else self.data.get("at", ""))
        return self._remember(drawn)

    def _remember(self, response: HttpResponse) -> HttpResponse:
        if self.data.get("chosen"):
            response.set_cookie(
                f"cols_{self.key}", ".".join(self.visible), max_age=365 * 86400, samesite="Lax", httponly=True
            )
        return response


__all__ = ["Bulk", "Chip", "Column", "Count", "Listing"]
