"""Finding a person by any part of the name, by number, or by the key of a file.

Every look-up is a range of an index that also holds what is filtered by, so none reads the table before it has hits.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from vungxanh.common.fields import search_hash
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import fold, squeeze
from vungxanh.rooms.people import rules
from vungxanh.rooms.people.models import Household, Person
from vungxanh.rooms.people.queries.seeing import visible, visible_households

MOST_WORDS = 6
MOST_LISTED = 500
SHORTEST = 2  # one letter fits a tenth of all people: no answer helps


def search(by: Actor, text: str, limit: int = 20) -> list[Person]:
    """People ``by`` may see who fit ``text``, best first; sealed columns stay closed.

    A name with or without diacritics, its words in any order, the last one perhaps unfinished; a telephone or citizen
    number in full; or the key of the file a person came from. Nothing for less than two letters.
    """
    rows = visible(by)
    found: dict[UUID, Person] = {}
    for wanted in _conditions(text):
        for person in wanted(rows)[:limit]:
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


def twins(by: Actor, *, full_name: str, birth_year: int | None, citizen_id: str, phone: str) -> list[Person]:
    """People ``by`` may see who may be the same: same citizen number, or same name and year or telephone."""
    rows = visible(by)
    same = Q(name_folded=fold(full_name)[:120])
    found: dict[UUID, Person] = {}
    if citizen_id:
        found |= {p.pk: p for p in rows.filter(citizen_hash=search_hash(citizen_id))[:5]}
    if phone:
        found |= {p.pk: p for p in rows.filter(same, phone_hash=search_hash(phone))[:5]}
    if birth_year is not None:
        found |= {p.pk: p for p in rows.filter(same, birth_year=birth_year)[:5]}
    return list(found.values())


def households_like(by: Actor, text: str, limit: int = 12) -> list[Household]:
    """Households ``by`` may see whose code begins with ``text``."""
    code = squeeze(text)[:40]
    if not code:
        return []
    rows = visible_households(by).filter(code__gte=code, code__lt=rules.upper_bound(code))
    return list(rows.order_by("code", "area_path")[:limit])


Narrow = Callable[[QuerySet[Person]], QuerySet[Person]]


def _conditions(text: str) -> list[Narrow]:
    exact = _exact(text)
    if exact is not None:
        return [lambda rows: rows.filter(exact).order_by("id")]
    key = squeeze(text)
    named = [_by_name(column, prefix, rest) for column, prefix, rest in _ranges(_words(text))]
    by_key: list[Narrow] = [lambda rows: rows.filter(external_id=key).order_by("id")] if 1 < len(key) <= 80 else []
    return [*by_key, *named]


def _by_name(column: str, prefix: str, rest: tuple[str, ...]) -> Narrow:
    def narrow(rows: QuerySet[Person]) -> QuerySet[Person]:
        inside = Q(**{f"{column}__gte": prefix, f"{column}__lt": rules.upper_bound(prefix)})
        return rows.filter(inside, _rest(column, rest)).order_by(column, "area_path", "id")

    return narrow


def _rest(column: str, words: tuple[str, ...]) -> Q:
    q = Q()
    for word in words:
        q &= Q(**{f"{column}__contains": f" {word}"})
    return q


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


def _words(text: str) -> list[str]:
    words = fold(text).split()[:MOST_WORDS]
    return words if len("".join(words)) >= SHORTEST else []


def _ranges(words: list[str]) -> list[tuple[str, str, tuple[str, ...]]]:
    """(column, prefix, words still to be found): as typed, from the given name, then each word as given name."""
    if not words:
        return []
    typed = " ".join(words)
    found: list[tuple[str, str, tuple[str, ...]]] = [("name_folded", typed, ()), ("name_reversed", typed, ())]
    if len(words) > 1:
        for i in reversed(range(len(words))):
            rest = tuple(word for j, word in enumerate(words) if j != i)
            whole = "" if i == len(words) - 1 else " "  # only the last word may be unfinished
            found.append(("name_reversed", words[i] + whole, rest))
    return found
