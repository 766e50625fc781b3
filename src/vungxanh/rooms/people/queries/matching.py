"""Who may be the same person: found by the indexed keys, judged by the linkage engine."""

from __future__ import annotations  # the engine's types are names only: it is loaded when two are compared

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from vungxanh.common.fields import search_hash
from vungxanh.engine.linkage import api as linkage
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.text import fold
from vungxanh.rooms.people import rules
from vungxanh.rooms.people.models import Person
from vungxanh.rooms.people.queries import common
from vungxanh.rooms.people.queries.common import population
from vungxanh.rooms.people.queries.seeing import visible

KEYS = ("citizen_hash", "phone_hash", "key_given", "key_family", "key_year", "key_home")
LARGEST_BLOCK = 100
"""A key that more people share says nothing: the telephone of a dormitory."""
MOST_OF_A_KEY = 40
SHOWN_FROM = -3.0
"""Bits from which somebody is suggested while typing: about one in nine."""
WARNED_FROM = -5.0
"""Bits from which somebody is shown before a new one is recorded: a second look costs little there."""
QUEUED_FROM = 0.0
"""Bits from which a pair is put before somebody: as likely as not."""
TWICE = 0.05
"""Of twenty persons about one is recorded a second time; far fewer than in a heap of lists never put in order."""
_AT_ONCE = 2000
_READ = (
    "id", "name_folded", "sex", "birth_date", "birth_year", "phone_hash", "citizen_hash", "citizen_digits",
    "household_id", "area_path",
)  # fmt: skip
_LETTERS = "ABCDEFGHIJKLMN"


@dataclass(frozen=True, slots=True)
class Alike:
    """Two records that may be one person (``a`` before ``b``); score in bits, levels by letters as they are kept."""

    a: UUID
    b: UUID
    score: float
    levels: str
    rarity: float
    place_rarity: float
    a_area: str
    b_area: str


@dataclass(frozen=True, slots=True)
class Likely:
    """Somebody known who may be the one being typed; ``reasons`` are sentences for and against, strongest first."""

    person: Person
    percent: int
    reasons: tuple[linkage.Reason, ...]


def alike_pairs(person_ids: Iterable[UUID], at_least: float = QUEUED_FROM) -> list[Alike]:
    """Pairs of these persons with anybody in the centre, for the queue; each pair once, surest first."""
    mine = {
        row[0]: tuple(row)
        for row in Person.objects.filter(pk__in=list(person_ids), merged_into=None).values_list(*_READ)
    }
    found = _judged(_candidates(set(mine)), mine, at_least)
    return sorted(found, key=lambda pair: (-pair.score, str(pair.a), str(pair.b)))


def judged(one: UUID, other: UUID) -> Alike:
    """Two persons somebody chose, however unlike they are."""
    return _judged({(one, other) if rules.order(one, other) else (other, one)}, {})[0]


def _judged(
    pairs: set[tuple[UUID, UUID]], rows: dict[UUID, tuple[Any, ...]], at_least: float = float("-inf")
) -> list[Alike]:
    """``rows``: what was read already."""
    others = sorted({pk for pair in pairs for pk in pair} - rows.keys())
    for start in range(0, len(others), _AT_ONCE):
        part = Person.objects.filter(pk__in=others[start : start + _AT_ONCE])
        rows.update({row[0]: tuple(row) for row in part.values_list(*_READ)})
    listed = [pair for pair in pairs if pair[0] in rows and pair[1] in rows]
    if not listed:
        return []
    order = {pk: n for n, pk in enumerate(rows)}
    left, right = ([order[pair[side]] for pair in listed] for side in (0, 1))
    table = linkage.Table.of(_frame([_facts(*row[1:]) for row in rows.values()]), counted=False)
    found = linkage.judge(table, left, right, people=population(), weights=_weights())
    kept = [
        (*listed[k], float(found.score[k]), found.levels[k], found.rarity[k])
        for k in (found.score >= at_least).nonzero()[0]
    ]
    return [
        Alike(
            a,
            b,
            round(score, 3),
            _letters(levels),
            round(float(rare[0]), 3),
            round(float(rare[1]), 3),
            rows[a][9],
            rows[b][9],
        )
        for a, b, score, levels, rare in kept
    ]


def _candidates(ids: set[UUID]) -> set[tuple[UUID, UUID]]:
    pairs: set[tuple[UUID, UUID]] = set()
    for column in KEYS:
        own = Person.objects.filter(pk__in=ids).exclude(**{f"{column}__in": ["", 0][column.startswith("key") :][:1]})
        by_key: dict[Any, list[UUID]] = {}
        for pk, key in own.values_list("pk", column):
            by_key.setdefault(key, []).append(pk)
        sharing = _sharing(column, list(by_key))
        for key, here in by_key.items():
            there = sharing.get(key, [])
            if len(there) <= LARGEST_BLOCK:
                pairs.update((x, y) if rules.order(x, y) else (y, x) for x in here for y in there if x != y)
    return pairs


def _sharing(column: str, keys: list[Any]) -> dict[Any, list[UUID]]:
    found: dict[Any, list[UUID]] = {}
    for start in range(0, len(keys), _AT_ONCE):
        rows = Person.objects.filter(**{f"{column}__in": keys[start : start + _AT_ONCE]}, merged_into=None)
        for key, pk in rows.values_list(column, "pk"):
            found.setdefault(key, []).append(pk)
    return found


def alike(by: Actor, facts: Mapping[str, Any], *, limit: int = 4, at_least: float = SHOWN_FROM) -> list[Likely]:
    """People ``by`` may see who may be the one described by ``facts`` (arguments of ``actions.record``), likely first.

    Nothing before a name of two words, a telephone or a citizen number is known.
    """
    folded = fold(str(facts.get("full_name") or ""))[:120]
    born: date | None = facts.get("birth_date")
    year, area = facts.get("birth_year"), str(facts.get("area_path") or "")
    phone, citizen = str(facts.get("phone") or ""), str(facts.get("citizen_id") or "")
    wanted: dict[str, Any] = {"citizen_hash": search_hash(citizen), "phone_hash": search_hash(phone)}
    if " " in folded:
        wanted |= {**rules.match_keys(folded, born, year, area), "name_folded": folded}
    found: dict[UUID, Person] = {}
    for column, value in wanted.items():
        if value:
            found.update({p.pk: p for p in visible(by).filter(**{column: value}).order_by("pk")[:MOST_OF_A_KEY]})
    if not found:
        return []
    people = list(found.values())
    one = _facts(
        folded, facts.get("sex") or "U", born, year, search_hash(phone), search_hash(citizen),
        rules.citizen_digits(citizen), facts.get("household_id"), area,
    )  # fmt: skip
    frame = _frame([one, *(_facts(*(getattr(p, name) for name in _READ[1:])) for p in people)])
    judged = linkage.candidates(
        frame.row(0, named=True), frame[1:], people=population(), at_least=at_least, weights=_weights()
    )
    return [
        Likely(people[int(row)], linkage.percent(float(score)), tuple(linkage.reasons(levels, rare)))
        for row, score, levels, rare in zip(judged.right, judged.score, judged.levels, judged.rarity, strict=True)
    ][:limit]


def _facts(
    name: str, sex: str, born: date | None, year: int | None, phone: str, citizen: str, digits: int,
    household: UUID | str | None, area: str,
) -> dict[str, Any]:  # fmt: skip
    parts = area.split("/")
    return {
        "name": name,
        "sex": {"M": 1, "F": 2}.get(sex, 0),
        "birth": rules.as_number(born, year),
        "phone": phone,
        "citizen": citizen,
        "citizen_kind": digits,
        "household": str(household or ""),
        "commune": area,
        "province": "/".join(parts[:2]) if len(parts) > 2 else "",
    }


def _frame(rows: list[dict[str, Any]]) -> Any:
    """The engine's frame, with how common names and communes are here."""
    import polars as pl

    shares = common.shares({row["name"] for row in rows}, population())
    return pl.DataFrame([row | shares(row["name"], row["commune"]) for row in rows], infer_schema_length=None)


def _weights() -> linkage.Weights:
    return replace(linkage.stated(), same=TWICE)


def _letters(levels: Iterable[int]) -> str:
    return "".join(_LETTERS[level] for level in levels)


def reasons_of(levels: str, rarity: float, place_rarity: float) -> list[linkage.Reason]:
    """Why a kept pair has its score."""
    return linkage.reasons([_LETTERS.index(letter) for letter in levels], (rarity, place_rarity))
