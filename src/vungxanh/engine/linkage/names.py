"""Names as arrays: every distinct word is looked at once, whatever the number of people."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from .shares import name_share, word_share
from .words import settled, sound

MOST_WORDS = 6
LONGEST = 12
Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Names:
    """Names of n people over W distinct words.

    words: int32[n, 6], -1 behind the last; count: int8[n]; whole: int32[n], equal names have equal numbers, -1 none;
    share_of_name, share_of_ends: float64[n], part of the people who bear it, and its family and given name. Of each word: letters uint8[W, 12], length,
    sounds int32 (equal for words that sound alike), share (part of the people who have it somewhere in the name).
    """

    words: Array
    count: Array
    whole: Array
    share_of_name: Array
    share_of_ends: Array
    letters: Array
    length: Array
    sounds: Array
    share: Array

    @classmethod
    def of(cls, names: "pl.Series | list[str]", *, counted: bool = True) -> "Names":
        """Names as written, in any Unicode form and case. How common they are is ``counted`` among them; for few people
        it is taken from ``names.toml`` instead.
        """
        text = clean_column(pl.Series("name", names, dtype=pl.String))
        n = len(text)
        cells = pl.DataFrame({"row": np.arange(n, dtype=np.int32), "word": text.str.split(" ")}).explode("word")
        cells = cells.filter(pl.col("word").is_not_null() & (pl.col("word") != ""))
        raw = cells["word"].unique().sort()
        kept = [settled(word)[:LONGEST] for word in raw]
        distinct = sorted(set(kept))
        number = {word: i for i, word in enumerate(distinct)}
        to = pl.Series([number[word] for word in kept], dtype=pl.Int32)
        codes = cells["word"].replace_strict(raw, to, return_dtype=pl.Int32).to_numpy().astype(np.int32)
        rows = cells["row"].to_numpy()
        words, count = _laid_out(rows, codes, n)
        whole, first_row, whole_share = _wholes(words, n)
        length = np.array([len(word) for word in distinct], np.int8)
        letters = np.zeros((len(distinct), LONGEST), np.uint8)
        for i, word in enumerate(distinct):
            letters[i, : len(word)] = np.frombuffer(word.encode(), np.uint8)
        heard = [sound(word) for word in distinct]
        voice = {word: i for i, word in enumerate(sorted(set(heard)))}
        share = np.bincount(codes, minlength=len(distinct)) / max(n, 1)
        if not counted:
            share = np.array([word_share(word) for word in distinct])
            whole_share = np.array([name_share([distinct[w] for w in words[row] if w >= 0]) for row in first_row])
        sounds = np.array([voice[word] for word in heard], np.int32)
        of_name = np.where(whole >= 0, whole_share[np.maximum(whole, 0)], 1.0) if n else np.ones(0)
        return cls(words, count, whole, of_name, _of_ends(words, count, share), letters, length, sounds, share)


def clean_column(text: pl.Series) -> pl.Series:
    """``words.clean`` for a column at once; null becomes empty."""
    plain = text.fill_null("").str.normalize("NFKD").str.to_lowercase().str.replace_all(r"\p{M}", "")
    plain = plain.str.replace_all("[đð]", "d").str.replace_all(r"[\s.]", " ")
    return plain.str.replace_all(r"[^a-z ]+", "").str.replace_all(r" +", " ").str.strip_chars()


def _laid_out(rows: Array, codes: Array, n: int) -> tuple[Array, Array]:
    """The first five words and the last one of each row (a name of seven words keeps family and given name)."""
    count = np.bincount(rows, minlength=n)
    first = np.cumsum(count) - count
    place = np.arange(rows.size) - first[rows]
    last = place == count[rows] - 1
    place = np.where(last, np.minimum(place, MOST_WORDS - 1), place)
    fits = (place < MOST_WORDS - 1) | last
    words = np.full((n, MOST_WORDS), -1, np.int32)
    words[rows[fits], place[fits]] = codes[fits]
    return words, np.minimum(count, MOST_WORDS).astype(np.int8)


def _wholes(words: Array, n: int) -> tuple[Array, Array, Array]:
    """(number of each row's name, a row of each name, its share)."""
    key = np.zeros(n, np.uint64)
    with np.errstate(over="ignore"):
        for place in range(MOST_WORDS):
            key = (key ^ (words[:, place] + 2).astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
            key ^= key >> np.uint64(29)
    _, rows, whole, times = np.unique(key, return_index=True, return_inverse=True, return_counts=True)
    whole = whole.astype(np.int32)
    whole[words[:, 0] < 0] = -1
    return whole, rows, times / max(n, 1)


def _of_ends(words: Array, count: Array, share: Array) -> Array:
    if not share.size:
        return np.ones(count.size)
    last = np.maximum(count.astype(np.int64) - 1, 0)
    found: Array = share[words[:, 0]] * share[words[np.arange(count.size), last]]
    return np.where(count > 0, found, 1.0)
