"""What several pages of the room say alike."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from vungxanh.common.web.parts import PersonChip, StatusKind
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.cases import rules
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.places import queries as places

STATUS_KINDS: dict[str, StatusKind] = {
    "suspected": "plain",
    "probable": "plain",
    "confirmed": "active",
    "discarded": "off",
}


def status_of(case_status: str) -> tuple[str, StatusKind]:
    """A status in words, and how it is drawn."""
    return _(rules.STATUS_NAMES[rules.Status(case_status)]), STATUS_KINDS[case_status]


def picked(given: Iterable[str]) -> list[UUID]:
    """The ids among what was posted, each once."""
    found = []
    for text in given:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def url_or_none(name: str, *args: object) -> str:
    """The address of a page of another room; "" when this installation lacks it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def chip_of(by: Actor, card: people.PersonCard | None, *, area_name: str = "", opens: bool = False) -> PersonChip:
    """A person as ``by`` may see him."""
    if card is None:
        return PersonChip(_("không rõ"))
    sex = {str(key): _(word) for key, word in people.SEX_NAMES.items() if key != "U"}.get(card.sex, "")
    return PersonChip(
        name=card.name,
        sex=sex.lower(),
        birth_year=card.birth_year,
        area=area_name,
        url=url_or_none("people:one", card.id),
        open_url=url_or_none("people:open", card.id) if opens and card.name.count("***") else "",
    )


def area_name(by: Actor, path: str) -> str:
    """An area with its parent; the path when it is unknown."""
    return places.display_name(by=by, path=path)
