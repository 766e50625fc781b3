"""Reads of persons and households; what identifies them leaves only masked."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from vungxanh.common.access import seen
from vungxanh.common.among import Keyed
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.kernel.text import mask_name
from vungxanh.rooms.people import rules
from vungxanh.rooms.people.models import Household, Person

SEX_NAMES = rules.SEXES
_CLOSED = ("citizen_id", "phone", "address", "former_names")
_ON_CARD = ("full_name", "sex", "birth_year", "area_path", "hamlet", "phone_hash", "household_id", "occupation")


@dataclass(frozen=True, slots=True)
class PersonCard:
    """What may be shown of a person anywhere: no number, no address; ``name`` is masked unless one may open him."""

    id: UUID
    name: str
    sex: str
    birth_year: int | None
    area_path: str
    hamlet: str
    has_phone: bool
    household_id: UUID | None
    occupation: str = ""


def visible(by: Actor) -> QuerySet[Person]:
    """Persons living in the areas ``by`` may see, unordered, sealed columns left closed; each once: not those merged."""
    return Person.objects.filter(seen(by, Permission.PERSON_SEE), merged_into=None).defer(*_CLOSED)


def get(by: Actor, person_id: UUID) -> Person:
    """One person; of one who was merged, the record he was merged into.

    NotYours when he is unknown or lives outside the areas ``by`` may see.
    """
    found = Person.objects.filter(seen(by, Permission.PERSON_SEE), pk=person_id).first()
    if found is not None and found.merged_into_id is not None:
        return get(by, found.merged_into_id)
    if found is None:
        raise NotYours(_("Không tìm thấy người này, hoặc người này ngoài địa bàn của bạn."))
    return found


def get_many(by: Actor, person_ids: Iterable[UUID]) -> dict[UUID, PersonCard]:
    """Cards of those among ``person_ids`` that ``by`` may see; the others are left out. One query."""
    mine = Person.objects.filter(seen(by, Permission.PERSON_SEE), pk__in=set(person_ids))
    return _cards(by, mine)


def cards(by: Actor, person_ids: Iterable[UUID]) -> dict[UUID, PersonCard]:
    """Cards whatever the area: for rooms above that have already established the right to the row they show.

    A contact is seen where his case is as well as where he lives. Names are masked unless ``by`` may open
    identities somewhere. One query.
    """
    return _cards(by, Person.objects.filter(pk__in=set(person_ids)), anywhere=True)


def visible_households(by: Actor) -> QuerySet[Household]:
    """Households in the areas ``by`` may see, unordered, the address left closed."""
    return Household.objects.filter(seen(by, Permission.PERSON_SEE)).defer("address")


def household(by: Actor, household_id: UUID) -> Household:
    """One household; NotYours outside the areas ``by`` may see."""
    found = Household.objects.filter(seen(by, Permission.PERSON_SEE), pk=household_id).first()
    if found is None:
        raise NotYours(_("Không tìm thấy hộ này, hoặc hộ ngoài địa bàn của bạn."))
    return found


def household_sizes(by: Actor, household_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many members each has that ``by`` may see; those with none are left out. One query."""
    rows = visible(by).filter(household_id__in=list(household_ids)).order_by()
    return dict(rows.values_list("household_id").annotate(n=Count("pk")))


def members(by: Actor, household_id: UUID) -> list[Person]:
    """Members of a household that ``by`` may see, the eldest first."""
    return list(visible(by).filter(household_id=household_id).order_by("birth_year", "id"))


def known(source: str, external_ids: Iterable[str]) -> dict[str, UUID]:
    """Ids of persons already recorded from a source, by their key there; for importers, which show nothing of them.

    Of one who was merged, the id he was merged into.
    """
    keys = {key for key in external_ids if key}
    rows = Person.objects.filter(Keyed("external_id"), source=source, external_id__among=keys)
    return {key: into or pk for key, pk, into in rows.values_list("external_id", "id", "merged_into")}


def shown_name(by: Actor, person: Person) -> str:
    """The full name for those who may open identities where he lives; masked for everybody else."""
    return person.full_name if by.may(Permission.IDENTITY_OPEN, person.area_path) else mask_name(person.full_name)


def card_of(by: Actor, person: Person, *, anywhere: bool = False) -> PersonCard:
    """The card of a person already fetched."""
    open_to = by.may(Permission.IDENTITY_OPEN, None if anywhere else person.area_path)
    return PersonCard(
        id=person.pk,
        name=person.full_name if open_to else mask_name(person.full_name),
        sex=person.sex,
        birth_year=person.birth_year,
        area_path=person.area_path,
        hamlet=person.hamlet,
        has_phone=bool(person.phone_hash),
        household_id=person.household_id,
        occupation=person.occupation,
    )


def _cards(by: Actor, rows: QuerySet[Person], *, anywhere: bool = False) -> dict[UUID, PersonCard]:
    return {person.pk: card_of(by, person, anywhere=anywhere) for person in rows.only(*_ON_CARD)}
