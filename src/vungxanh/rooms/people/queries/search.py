"""Finding a person by any part of the name, by number, or by the key of a file.

Every look-up is a range of an index that also holds what is filtered by, so none reads the table before it has hits.
"""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from vungxanh.common.access import within
from vungxanh.common.fields import search_hash
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import fold, squeeze
from vungxanh.rooms.people import rules
from vungxanh.rooms.people.models import Household, Person
from vungxanh.rooms.people.queries.seeing import visible, visible_households
from vungxanh.rooms.people.queries.spelling import borne, near

MOST_WORDS = 6
MOST_LISTED = 500
SHORTEST = 2  # one letter fits a tenth of all people: no answer helps
MOST_SPELLINGS = 200
MOST_GIVEN = 12

Narrow = Callable[[QuerySet[Person]], QuerySet[Person]]


def search(by: Actor, text: str, limit: int = 20, *, around: str = "") -> list[Person]:
    """People ``by`` may see who fit ``text``, best first; sealed columns stay closed.

    A name with or without diacritics, its words in any order, the last one perhaps unfinished, middle names left out,
    or one letter wrong; a telephone or citizen number in full; or the key of the file a person came from. Nothing for
    less than two letters. ``around``: of those who fit equally well, who lives there comes first.
    """
    rows = visible(by)
    parts = [rows.filter(within(around)), rows] if around else [rows]
    found: dict[UUID, Person] = {}
    for wanted in _conditions(text):
        for part in parts:
            for person in wanted(part)[:limit]:
                found.setdefault(person.pk, person)
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


def like(rows: QuerySet[Person], text: str) -> QuerySet[Person]:
    """The same as a filter of a list, in whatever order the list has; of more than ``MOST_LISTED`` the best.

    The keys are fetched first: as one condition with OR, SQLite would walk the whole area instead.
    """
    found: set[UUID] = set()
    for wanted in _conditions(text):
        found.update(wanted(rows).values_list("pk", flat=True)[:MOST_LISTED])
        if len(found) >= MOST_LISTED:
            break
    return rows.filter(pk__in=found)


def households_like(by: Actor, text: str, limit: int = 12) -> list[Household]:
    """Households ``by`` may see whose code begins with ``text``."""
    rows = households_begin(visible_households(by), text)
    return list(rows.order_by("code", "area_path")[:limit])


def households_begin(rows: QuerySet[Household], text: str) -> QuerySet[Household]:
    """Those whose code begins with ``text``; none for an empty one."""
    code = squeeze(text)[:40]
    return rows.filter(code__gte=code, code__lt=rules.upper_bound(code)) if code else rows.none()


def _conditions(text: str) -> Iterator[Narrow]:
    """Ways to look, the surest and cheapest first; the later ones are only asked when too few were found."""
    exact = _exact(text)
    if exact is not None:
        yield lambda rows: rows.filter(exact).order_by("id")
        return
    key = squeeze(text)
    if 1 < len(key) <= 80 and not key.replace(" ", "").isalpha():  # a name is no key
        yield lambda rows: rows.filter(external_id=key).order_by("id")
    words = fold(text).split()[:MOST_WORDS]
    if len("".join(words)) < SHORTEST:
        return
    for column, prefix, rest in _begins(words):
        yield _by_beginning(column, prefix, rest)
    yield from _slips(words)
    if not all(borne(word) for word in words):
        return  # nobody has such a word in his name
    for column, prefix, rest in _holds(words):
        yield _by_beginning(column, prefix, rest)


Part = tuple[str, str, tuple[str, ...]]
"""Column, what it begins with, words it holds further behind."""


def _begins(words: list[str]) -> list[Part]:
    """As typed; given name first; then the ends alone, middle names left out."""
    typed = " ".join(words)
    found: list[Part] = [("name_folded", typed, ())]
    if len(words) == 1:
        found.append(("name_reversed", typed, ()))
    else:
        found.append(("name_reversed", " ".join(reversed(words)), ()))  # middle and given name
        if len(words) > 2:
            found.append(("name_reversed", " ".join(reversed(words[1:])), (words[0],)))
        found.append(("name_ends", f"{words[0]} {words[-1]}", ()))
        found.append(("name_ends", f"{words[-1]} {words[0]}", ()))
    return found


def _holds(words: list[str]) -> list[Part]:
    """Each word in turn as the given name."""
    found: list[Part] = []
    for i in reversed(range(len(words) if len(words) > 1 else 0)):
        rest = tuple(word for j, word in enumerate(words) if j != i)
        whole = "" if i == len(words) - 1 else " "  # only the last word may be unfinished
        found.append(("name_reversed", words[i] + whole, rest))
    return found


def _slips(words: list[str]) -> Iterator[Narrow]:
    """One word of those typed has a letter wrong, missing, too many or exchanged with its neighbour."""
    others = near(words)
    if len(words) == 1:
        for other in others[words[0]][:MOST_GIVEN]:
            yield _by_beginning("name_reversed", f"{other} ", ())
        return
    whole = {" ".join([*words[:i], other, *words[i + 1 :]]) for i, word in enumerate(words) for other in others[word]}
    first, last = words[0], words[-1]
    ends = {f"{other} {last}" for other in others[first]} | {f"{first} {other}" for other in others[last]}
    yield _by_one_of("name_folded", whole)
    yield _by_one_of("name_ends", ends)


def _by_one_of(column: str, values: set[str]) -> Narrow:
    wanted = Q(**{f"{column}__in": sorted(values)[:MOST_SPELLINGS]}) if values else Q(pk__in=())
    return lambda rows: rows.filter(wanted).order_by(column, "area_path", "id")


def _by_beginning(column: str, prefix: str, rest: tuple[str, ...]) -> Narrow:
    def narrow(rows: QuerySet[Person]) -> QuerySet[Person]:
        inside = Q(**{f"{column}__gte": prefix, f"{column}__lt": rules.upper_bound(prefix)})
        for word in rest:
            inside &= Q(**{f"{column}__contains": f" {word}"})
        return rows.filter(inside).order_by(column, "area_path", "id")

    return narrow


def _exact(text: str) -> Q | None:
    """A condition for a text of digits; None for a name."""
    digits = [c for c in text if c.isdigit()]
    if len(digits) < 9 or any(c.isalpha() for c in text):
        return None
    q = Q(pk__in=())
    for check, column in ((rules.normal_phone, "phone_hash"), (rules.check_citizen_id, "citizen_hash")):
        number = _checked(check, text)
        if number:
            q |= Q(**{column: search_hash(number)})
    return q


def _checked(check: Callable[..., Any], text: str) -> str:
    try:
        return str(check(text))
    except Refused:
        return ""
