"""The list of samples."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.columns import Column
from vungxanh.common.web.diseases import disease_name, diseases
from vungxanh.common.web.filters import AreaFilter, ChoiceFilter, DateRangeFilter, TextFilter
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import NOBODY
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.laboratory import queries, rules, words
from vungxanh.rooms.laboratory.views import sheets
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.places import queries as places


def _area_name(path: str) -> str | None:
    name = places.display_name(by=NOBODY, path=path)
    return None if name == path else name


class Samples(Listing):
    """Every sample the reader may see."""

    key = "samples"
    noun = _("mẫu")
    columns = (
        Column(name="collected", label=_("Lấy mẫu"), value="collected_at", sort="collected", main=True,
               url=lambda s: reverse("laboratory:one", args=[s.pk])),
        Column(name="code", label=_("Mã mẫu"), sort="code", template="laboratory/cells/code.html"),
        Column(name="person", label=_("Người được lấy mẫu"), value="name"),
        Column(name="case", label=_("Mã ca"), value="case.code", template="laboratory/cells/code.html"),
        Column(name="disease", label=_("Bệnh"), value=lambda s: disease_name(s.disease), template="laboratory/cells/code.html"),
        Column(name="material", label=_("Loại mẫu"), value=lambda s: _now(rules.MATERIAL_NAMES[rules.Material(s.material)])),
        Column(name="result", label=_("Kết quả"), value=lambda s: words.result_of(s.result), template="laboratory/cells/result.html"),
        Column(name="resulted", label=_("Có kết quả"), value="resulted_at"),
        Column(name="laboratory", label=_("Nơi xét nghiệm")),
        Column(name="area", label=_("Địa bàn"), value="area_name", shown=False),
    )  # fmt: skip
    filters = (
        TextFilter(name="q", label=_("mã hoặc tên"), search=queries.with_words, placeholder=_("mã mẫu hoặc họ tên")),
        ChoiceFilter(name="result", label=_("kết quả"), choices=lambda: words.choices(rules.RESULT_NAMES)),
        ChoiceFilter(name="disease", label=_("bệnh"), choices=diseases),
        AreaFilter(name="area", label=_("địa bàn"), name_of=_area_name, url_name="places:suggest"),
        DateRangeFilter(name="collected", label=_("lấy mẫu"), field="collected_at", moments=True),
        DateRangeFilter(name="resulted", label=_("có kết quả"), field="resulted_at", moments=True),
    )
    sorts = {"collected": ("-collected_at",), "code": ("code",)}
    default_sort = "collected"
    file = sheets.SAMPLES
    keeps = True
    empty = Empty(
        title=_("Chưa có mẫu nào"),
        text=_("Mẫu xét nghiệm nằm ở đây khi được ghi từ trang của ca bệnh, hoặc khi nhập từ tệp."),
        action_label=_("Ghi mẫu"),
        action_url="/laboratory/new/",
        icon="test-pipe",
    )

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Names of people and areas, each in one go."""
        by = self.request.actor  # type: ignore[attr-defined]
        cards = people.cards(by, [sample.person_id for sample in objects])
        names = places.display_names(by=by, paths={sample.area_path for sample in objects})
        for sample in objects:
            card = cards.get(sample.person_id)
            sample.name = card.name if card else _now("không rõ")
            sample.area_name = names[sample.area_path]
        return objects


@page(needs=Permission.SAMPLE_SEE)
def index(request: ActorRequest) -> HttpResponse:
    """The list."""
    listing = Samples(request, queries.visible(request.actor).select_related("case"))
    return listing.respond("laboratory/index.html", {"may_record": request.actor.may(Permission.SAMPLE_RECORD)})
