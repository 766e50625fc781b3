"""The list of people, and the lines of an autocomplete field."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web.columns import Column, Count
from vungxanh.common.web.filters import AreaFilter, ChoiceFilter, Filter, FilterError, Rows, TextFilter
from vungxanh.common.web.forms import options_response
from vungxanh.common.web.listing import Listing
from vungxanh.common.web.parts import Empty, Option
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import NOBODY
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.people import queries, rules
from vungxanh.rooms.people.models import Person
from vungxanh.rooms.people.views.sheets import PERSONS
from vungxanh.rooms.people.views.shown import sex_word
from vungxanh.rooms.places import queries as places


@dataclass(frozen=True, kw_only=True)
class AgeFilter(Filter):
    """From an age to an age, counted by year of birth."""

    template: ClassVar[str] = "people/filters/age.html"

    def parse(self, data: QueryDict, posted: bool) -> tuple[int | None, int | None] | None:
        """Two numbers, either of which may be missing."""
        youngest, oldest = self._age(data, "from"), self._age(data, "to")
        if youngest is not None and oldest is not None and youngest > oldest:
            raise FilterError(_now("Tuổi: số đầu lớn hơn số cuối."))
        return (youngest, oldest) if (youngest, oldest) != (None, None) else None

    def _age(self, data: QueryDict, end: str) -> int | None:
        raw = data.get(f"{self.name}_{end}", "").strip()
        if raw and (not raw.isdecimal() or int(raw) > 150):
            raise FilterError(_now("Tuổi: ghi số từ 0 đến 150."))
        return int(raw) if raw else None

    def apply(self, rows: Rows, value: tuple[int | None, int | None]) -> Rows:
        """Those whose year of birth is known and fits."""
        first, last = rules.birth_years_of_ages(timezone.localdate(centre.now()), *value)
        rows = rows.filter(birth_year__gte=first) if first is not None else rows
        return rows.filter(birth_year__lte=last) if last is not None else rows

    def describe(self, value: tuple[int | None, int | None]) -> str:
        """``từ 18 đến 65``."""
        words = {"from": value[0], "to": value[1]}
        if None not in value:
            return _now("từ %(from)s đến %(to)s") % words
        return _now("từ %(from)s trở lên") % words if value[0] is not None else _now("đến %(to)s") % words

    def params(self, value: tuple[int | None, int | None]) -> list[tuple[str, str]]:
        """As it is read."""
        return [
            (f"{self.name}_{end}", str(age)) for end, age in zip(("from", "to"), value, strict=True) if age is not None
        ]


class PersonList(Listing):
    """People of the areas one sees."""

    key = "people"
    noun = _("người")
    columns = (
        Column(name="name", label=_("Họ và tên"), value="card.name", main=True, sort="name",
               url=lambda person: reverse("people:one", args=[person.pk])),
        Column(name="sex", label=_("Giới tính"), value=lambda person: sex_word(person.sex)),
        Column(name="birth_year", label=_("Năm sinh"), value=lambda p: str(p.birth_year or "")),
        Column(name="area", label=_("Xã, phường"), value="area_name", sort="area"),
        Column(name="hamlet", label=_("Thôn, ấp")),
        Column(name="phone", label=_("Điện thoại"), template="people/cells/phone.html", value="phone_hash"),
        Column(name="occupation", label=_("Nghề nghiệp"), shown=False),
    )  # fmt: skip
    filters = (
        AreaFilter(name="area", label=_("địa bàn"), url_name="places:suggest",
                   name_of=lambda path: places.display_name(by=NOBODY, path=path) or None),
        TextFilter(name="hamlet", label=_("thôn, ấp"), search=lambda rows, text: rows.filter(hamlet=text), public=True,
                   placeholder=_("Đúng như đã ghi: Thôn 3")),
        ChoiceFilter(name="sex", label=_("giới tính"), choices=[(s.value, _(n)) for s, n in rules.SEXES.items()]),
        AgeFilter(name="age", label=_("tuổi")),
        # Last: it keeps the best of what the others leave.
        TextFilter(name="q", label=_("tên, số"), search=queries.like,
                   placeholder=_("Tên (có dấu hay không), điện thoại, căn cước")),
    )  # fmt: skip
    sorts = {"area": ("area_path", "name_reversed"), "name": ("name_reversed", "area_path")}
    default_sort = "area"
    file = PERSONS
    empty = Empty(
        title=_("Chưa có người nào"),
        text=_("Người dân nằm ở đây khi cán bộ ghi, quét căn cước, hoặc nhập từ tệp danh sách."),
        action_label=_("Ghi người"),
        action_url="/people/new/",
        icon="users",
    )

    def count(self) -> Count:
        """How many; a search that found more than it lists says so."""
        found = super().count()
        return Count(found.value, found.more or ("q" in self.values and found.value >= queries.MOST_LISTED))

    def prepare(self, objects: list[Any]) -> list[Any]:
        """Names of areas and what may be shown, for the whole page at once."""
        by = self.request.actor  # type: ignore[attr-defined]
        names = places.display_names(by=by, paths={person.area_path for person in objects})
        for person in objects:
            person.card = queries.card_of(by, person)
            person.area_name = names[person.area_path]
        return objects


@page(needs=Permission.PERSON_SEE)
@require_http_methods(["GET", "POST"])
def index(request: ActorRequest) -> HttpResponse:
    """The list."""
    by = request.actor
    context: dict[str, Any] = {
        "may_record": by.may(Permission.PERSON_RECORD),
        "may_merge": by.may(Permission.PERSON_MERGE),
    }
    return PersonList(request, queries.visible(request.actor)).respond("people/index.html", context)


@page(needs=Permission.PERSON_SEE)
@require_POST
def suggest(request: ActorRequest) -> HttpResponse:
    """Lines of an autocomplete field; the words come by POST, never in an address."""
    found = queries.search(request.actor, request.POST.get("q", "")[:100], limit=12)
    names = places.display_names(by=request.actor, paths={person.area_path for person in found})
    return options_response(request, [_option(request, person, names[person.area_path]) for person in found])


def _option(request: ActorRequest, person: Person, area: str) -> Option:
    facts = (sex_word(person.sex), str(person.birth_year or ""), person.hamlet, area)
    return Option(str(person.pk), queries.shown_name(request.actor, person), " · ".join(fact for fact in facts if fact))
