"""The lists of /console/kit/: over the kinds of records this installation has, so that they are always there."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.filters import BooleanFilter, ChoiceFilter, TextFilter
from vungxanh.common.web.listing import Column, Listing
from vungxanh.common.web.parts import Empty

Kinds = QuerySet[ContentType, ContentType]


def _search(rows: Kinds, text: str) -> Kinds:
    return rows.filter(Q(model__icontains=text) | Q(app_label__icontains=text))


def _apps() -> list[tuple[str, str]]:
    labels = ContentType.objects.order_by("app_label").values_list("app_label", flat=True).distinct()
    return [(label, label) for label in labels]


class KitList(Listing):
    """Kinds of records."""

    key = "kit"
    noun = _("loại bản ghi")
    columns = (
        Column(name="model", label=_("Loại bản ghi"), main=True, sort="model"),
        Column(name="app_label", label=_("Phòng"), sort="app"),
        Column(name="kind", label=_("Trạng thái"), value=lambda row: row, template="console/kit/state_cell.html"),
        Column(name="id", label=_("Số thứ tự"), number=True, sort="number"),
        Column(name="long", label=_("Tên dài"), value=lambda row: len(row.model) > 10, shown=False),
    )
    filters = (
        TextFilter(name="q", label=_("tên có chữ"), search=_search, placeholder=_("thí dụ: user")),
        ChoiceFilter(name="app", label=_("phòng"), choices=_apps, field="app_label"),
        BooleanFilter(
            name="own", label=_("của Vùng Xanh"), q=~Q(app_label__in=["auth", "contenttypes", "sessions", "axes"])
        ),
    )
    sorts = {"model": ("model",), "app": ("app_label", "model"), "number": ("pk",)}
    default_sort = "model"
    page_size = 6
    empty = Empty(title=_("Chưa có loại bản ghi nào"), text=_("Chúng có khi cơ sở dữ liệu được tạo."))


class NothingList(Listing):
    """A list with nothing in it."""

    key = "kit-nothing"
    columns = KitList.columns
    noun = _("báo cáo")
    empty = Empty(
        title=_("Chưa có báo cáo nào"),
        text=_(
            "Báo cáo cuối ngày nằm ở đây. Báo cáo đầu tiên tự lập lúc 16:00, hoặc khi bấm Lập báo cáo ở trang ca bệnh."
        ),
        icon="clipboard-text",
    )
