"""The words of names are kept with their spellings, so that a word typed with one wrong letter finds them."""

from collections.abc import Iterable

from django.db.models import F

from vungxanh.rooms.people import rules
from vungxanh.rooms.people.models import WordSpelling


def keep_words(folded: Iterable[str]) -> int:
    """Keep the words of folded names that are not known yet; how many. Inside an action only."""
    words = {word for name in folded for word in name.split(" ") if 0 < len(word) <= rules.LONGEST_WORD}
    known = WordSpelling.objects.filter(spelling__among=words, word=F("spelling"))
    words -= set(known.values_list("word", flat=True))
    rows = (
        WordSpelling(spelling=spelling, word=word)
        for word in sorted(words)
        for spelling in sorted(rules.spellings(word))
    )
    WordSpelling.objects.bulk_create(rows, batch_size=2000, ignore_conflicts=True)  # somebody else may bring it too
    return len(words)
