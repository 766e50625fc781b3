"""Words of names that are one slip away from a word somebody typed."""

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from vungxanh.rooms.people import rules
from vungxanh.rooms.people.models import WordSpelling


def near(words: Sequence[str]) -> dict[str, list[str]]:
    """For each word the other words kept that differ by one letter (wrong, missing, too many, exchanged). One query."""
    asked = {word: rules.spellings(word) for word in words if len(word) <= rules.LONGEST_WORD}
    every = sorted(set().union(*asked.values())) if asked else []
    kept = sorted(set(WordSpelling.objects.filter(spelling__in=every).values_list("word", flat=True)))
    return {word: [k for k in kept if k != word and OSA.distance(word, k, score_cutoff=1) <= 1] for word in words}


def borne(beginning: str) -> bool:
    """Whether a word of somebody's name may begin so."""
    rows = WordSpelling.objects.filter(spelling__gte=beginning, spelling__lt=rules.upper_bound(beginning))
    return rows.exists()
