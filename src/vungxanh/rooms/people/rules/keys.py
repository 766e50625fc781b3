"""Keys by which people are found: the ends of a name, blocking keys of the linkage engine, spellings of a word."""

from datetime import date

from vungxanh.engine.linkage.api import blocking_keys

LONGEST_WORD = 40


def name_ends(folded: str) -> str:
    """Family and given name of a folded name: ``tran thi hong an`` -> ``tran an``."""
    words = folded.split(" ")
    return f"{words[0]} {words[-1]}" if len(words) > 1 else folded


def as_number(birth_date: date | None, birth_year: int | None) -> int:
    """A date of birth as yyyymmdd, yyyy0000 of a year alone, 0 of nothing."""
    if birth_date is not None:
        return birth_date.year * 10000 + birth_date.month * 100 + birth_date.day
    return (birth_year or 0) * 10000


def match_keys(folded: str, birth_date: date | None, birth_year: int | None, area_path: str) -> dict[str, int]:
    """Columns by which those who may be the same person are found."""
    keys = blocking_keys(folded, as_number(birth_date, birth_year), area_path)
    return {"key_given": keys.given, "key_family": keys.family, "key_year": keys.year, "key_home": keys.home}


def spellings(word: str) -> set[str]:
    """The word, and it without each one of its letters: two words one slip apart have one of these in common."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))} - {""}
