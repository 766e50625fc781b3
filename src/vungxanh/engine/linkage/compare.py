"""Two rows side by side: levels of likeness and the score; compiled.

``names`` is (words, count, whole, letters, length, sounds, share) of ``Names``; ``facts`` is (birth, sex, phone,
citizen, citizen_kind, house, household, commune, province) of ``Table``, ``rare`` its ``rare``.
"""

from typing import Any

import numpy as np

from vungxanh.engine.compiled import kernel

from .likeness import apart, born_alike, same_words, shortened, spell

EXACT, ORDER, CLOSE, NEIGHBOUR, DROPPED, ALMOST, ENDS, GIVEN, FAMILY, OTHER, MISSING = range(11)


@kernel
def name_level(i: int, j: int, names: Any, common: float, room: Any, rows: Any) -> int:
    """Level of ``Name``."""
    words, count, whole, letters, length, sounds, share = names
    if whole[i] < 0 or whole[j] < 0:
        return MISSING
    if whole[i] == whole[j]:
        return EXACT
    a, b, na, nb = words[i], words[j], count[i], count[j]
    if na == nb and same_words(a, b, na):
        return ORDER
    first = sounds[a[0]] == sounds[b[0]]
    last = sounds[a[na - 1]] == sounds[b[nb - 1]]
    known = na == nb and borne(a, b, na, share, common)
    la, lb = spell(a, na, letters, length, room[0]), spell(b, nb, letters, length, room[1])
    gap = apart(room[0], la, room[1], lb, 2, rows)
    if gap <= 1 or (na == nb and heard_alike(a, b, na, sounds)):
        return NEIGHBOUR if known else CLOSE
    if first and last and min(na, nb) > 1 and shortened(a, na, b, nb, letters, length, sounds):
        return DROPPED
    if gap == 2 and la > 7 and not known:
        return ALMOST
    return by_ends(first and min(na, nb) > 1, last)


@kernel
def by_ends(first: bool, last: bool) -> int:
    """Level of two names of which only the family name, only the given name, both or none agree."""
    if first:
        return ENDS if last else FAMILY
    return GIVEN if last else OTHER


@kernel
def heard_alike(a: Any, b: Any, count: int, sounds: Any) -> bool:
    """Every word sounds as the one in its place."""
    for k in range(count):  # noqa: SIM110 (compiled)
        if sounds[a[k]] != sounds[b[k]]:
            return False
    return True


@kernel
def borne(a: Any, b: Any, count: int, share: Any, common: float) -> bool:
    """Wherever the two differ, both words are ones that many people bear."""
    for k in range(count):  # noqa: SIM110 (compiled)
        if a[k] != b[k] and min(share[a[k]], share[b[k]]) < common:
            return False
    return True


@kernel
def compare(i: int, j: int, names: Any, facts: Any, common: float, out: Any, room: Any, rows: Any) -> None:
    """Fill ``out`` (int8[6]) with the levels of rows ``i`` and ``j``."""
    birth, sex, phone, citizen, kind, house, household, commune, province = facts
    out[0] = name_level(i, j, names, common, room, rows)
    out[1] = born_alike(birth[i], birth[j])
    out[2] = 2 if sex[i] == 0 or sex[j] == 0 else int(sex[i] != sex[j])
    out[3] = 2 if phone[i] == 0 or phone[j] == 0 else int(phone[i] != phone[j])
    if citizen[i] == 0 or citizen[j] == 0:
        out[4] = 3
    elif citizen[i] == citizen[j]:
        out[4] = 0
    else:
        out[4] = 1 if kind[i] != kind[j] else 2
    out[5] = place_level(i, j, house, household, commune, province)


@kernel
def place_level(i: int, j: int, house: Any, household: Any, commune: Any, province: Any) -> int:
    """Level of ``Place``."""
    if household[i] != 0 and household[i] == household[j]:
        return 0
    if commune[i] != 0 and commune[i] == commune[j]:
        if house[i] == 0 or house[j] == 0:
            return 1
        return 0 if house[i] == house[j] else 2
    if province[i] == 0 or province[j] == 0:
        return 5
    return 3 if province[i] == province[j] else 4


@kernel
def chance(i: int, j: int, levels: Any, names: Any, rare: Any, out: Any) -> None:
    """Fill ``out`` (float64[2]) with log2 of how common the agreeing part of the two names, and of the places, is."""
    words, count, _whole, _letters, _length, _sounds, share = names
    level, place = levels[0], levels[5]
    out[0] = out[1] = 0.0
    if level in (EXACT, ORDER, CLOSE, NEIGHBOUR, ALMOST):
        out[0] = max(rare[0, i], rare[0, j])
    elif level in (DROPPED, ENDS):
        out[0] = max(rare[1, i], rare[1, j])
    elif level == GIVEN:
        out[0] = np.log2(max(share[words[i, count[i] - 1]], share[words[j, count[j] - 1]]))
    elif level == FAMILY:
        out[0] = np.log2(max(share[words[i, 0]], share[words[j, 0]]))
    if place in (1, 2):
        out[1] = max(rare[2, i], rare[2, j])
    elif place == 3:
        out[1] = max(rare[3, i], rare[3, j])


@kernel
def score(levels: Any, rarity: Any, logs: Any, priors: Any) -> float:
    """log2 of the odds that it is one person, against two of one household or two strangers."""
    same, home, strange = priors[0], priors[1], priors[2] + rarity[0] + rarity[1]
    for f in range(levels.size):
        level = levels[f]
        same += logs[0, f, level]
        home += logs[1, f, level]
        strange += logs[2, f, level]
    top = max(home, strange)
    return float(same - (top + np.log2(np.exp2(home - top) + np.exp2(strange - top))))
