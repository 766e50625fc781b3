"""Finding areas by what people type: names, old names, abbreviations, codes, misspellings. Pure, in memory."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from vungxanh.kernel.text import squeeze
from vungxanh.rooms.places.rules import OLD, Kind, Level, edition_of, level_of, line_of, parent_of, segments
from vungxanh.rooms.places.rules.spelling import Reading, bones, known, readings, run_together

LEAST = 60.0  # below this a name is not worth showing
WORSE = 15.0  # and one this much worse than the best is noise
EXACT = 94.0  # and beside an exact name nobody wants what merely resembles it
MOST_SCORED = 1500
_HEIGHT = {Level.COUNTRY: 1.5, Level.PROVINCE: 1.5, Level.DISTRICT: 0.8, Level.COMMUNE: 0.0}


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index knows of an area. ``aliases``: old names and nicknames, folded and run together."""

    path: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    key: str = ""
    tokens: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """``Xã Đak Ơ``."""
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class Hit:
    """An area found: ``score`` 0-100; ``via`` says how, when not by its present name: "alias", "code", "old"."""

    path: str
    score: float
    via: str = ""
    loose: bool = False  # only similar letters, not the words typed


class Index:
    """All areas, ready to be searched; about 14,000 names, a few milliseconds a search."""

    def __init__(self, rows: Iterable[tuple[str, str, str, str]]) -> None:
        """``rows``: (path, kind, name, aliases joined by "|")."""
        self.entries: list[Entry] = []
        for path, kind, name, aliases in sorted(rows, key=lambda r: (r[0].count("/"), r[0])):
            key = run_together(name)
            nick = tuple(run_together(a) for a in aliases.split("|") if a)
            self.entries.append(Entry(path, kind, name, nick, key, tuple(bones(name))))
        self.by_path = {e.path: n for n, e in enumerate(self.entries)}
        self._by_code: dict[str, list[int]] = {}
        self._holding: dict[str, set[int]] = {}
        self._keys: list[str] = []
        self._owner: list[int] = []
        for n, entry in enumerate(self.entries):
            self._by_code.setdefault(segments(entry.path)[-1], []).append(n)
            for key in (entry.key, *entry.aliases):
                self._keys.append(key)
                self._owner.append(n)
            for above in self.line(entry.path):
                for token in above.tokens:
                    self._holding.setdefault(token, set()).add(n)
        self._vocabulary = sorted(self._holding)
        named = Counter(e.full_name for e in self.entries if level_of(e.path) is Level.DISTRICT)
        self.doubles = frozenset(name for name, times in named.items() if times > 1)

    def line(self, path: str) -> list[Entry]:
        """The entries from the province down to ``path`` itself; the country is left out."""
        return [self.entries[self.by_path[p]] for p in line_of(path)[1:] if p in self.by_path]

    def find(self, text: str, keep: Callable[[str], bool], limit: int) -> list[Hit]:
        """Best first. ``keep`` says which paths are wanted."""
        text = squeeze(text)[:200]
        found: dict[int, Hit] = {}
        for n in self._coded(text):
            found[n] = Hit(self.entries[n].path, 100.0, "code")
        for reading in readings(text):
            for n in self._candidates(reading, keep):
                hit = self._judge(n, reading, text)
                if hit.score >= LEAST and (n not in found or hit.score > found[n].score):
                    found[n] = hit
        kept = [hit for hit in found.values() if keep(hit.path)]
        best = max((hit.score for hit in kept), default=0.0)
        kept = [hit for hit in kept if hit.score >= best - WORSE and not (hit.loose and best >= EXACT)]
        return sorted(kept, key=lambda h: (-round(h.score, 1), h.path.count("/"), h.path))[:limit]

    def _coded(self, text: str) -> list[int]:
        if text in self.by_path:
            return [self.by_path[text]]
        code = text.strip()
        if not code.isdigit() or not 2 <= len(code) <= 5:
            return []
        # Spreadsheets drop leading zeros: 1834 is commune 01834.
        padded = [code] if len(code) != 4 else [code.zfill(5)]
        return [n for c in padded for n in self._by_code.get(c, [])]

    def _candidates(self, reading: Reading, keep: Callable[[str], bool]) -> list[int]:
        shared: set[int] | None = None
        for token in reading.name:
            owners = set().union(*(self._holding[t] for t in self._like(token)))
            shared = owners if shared is None else shared & owners
            if not shared:
                break
        key = known("".join(reading.name))
        close = process.extract(key, self._keys, scorer=fuzz.ratio, score_cutoff=72, limit=60)
        wanted = sorted(n for n in shared or () if keep(self.entries[n].path))[:MOST_SCORED]
        return list(dict.fromkeys([*wanted, *(self._owner[at] for _, _, at in close)]))

    def _like(self, token: str) -> list[str]:
        """Vocabulary words that begin with ``token`` or differ from it by a slip of the finger."""
        at = bisect_left(self._vocabulary, token)
        found = []
        while at < len(self._vocabulary) and self._vocabulary[at].startswith(token):
            found.append(self._vocabulary[at])
            at += 1
        if len(token) >= 4 and not token.isdigit():
            near = process.extract(token, self._vocabulary, scorer=Levenshtein.distance, score_cutoff=1, limit=12)
            found += [word for word, _, _ in near]
        return found

    def _judge(self, n: int, reading: Reading, text: str) -> Hit:
        entry = self.entries[n]
        key = known("".join(reading.name))
        score, via, loose = self._likeness(entry, key, reading.name)
        if reading.kind is not None:
            score += 2 if reading.kind == entry.kind else -4
        score += self._parents(entry, reading.above)
        score += _HEIGHT[level_of(entry.path)]
        if score >= LEAST and _marked(text) and entry.name.casefold() not in text.casefold():
            score -= 1  # typed with diacritics, and they differ: Tấn Uyên is not quite Tân Uyên
        return Hit(entry.path, max(0.0, min(100.0, score)), via, loose)

    def _likeness(self, entry: Entry, key: str, tokens: Sequence[str]) -> tuple[float, str, bool]:
        if key == entry.key:
            return 95.0, "", False
        if key in entry.aliases:
            return 90.0, "alias", False
        if entry.key.startswith(key) and not key.isdigit():
            return 88.0 - min(len(entry.key) - len(key), 10), "", False
        ratio = fuzz.ratio(key, entry.key) * 0.9
        worded = self._worded(entry, key, tokens)
        return max(ratio, worded), "", worded < ratio

    def _worded(self, entry: Entry, key: str, tokens: Sequence[str]) -> float:
        """How well the words typed are those of the name and of the areas above it."""
        line = self.line(entry.path)
        chain = "".join(e.key for e in reversed(line))
        if chain.startswith(key) and not tokens[0].isdigit():
            return 92.0  # name and the areas above it, typed in one go
        if set(tokens) >= set(entry.tokens):
            above = {t for e in line[:-1] for t in e.tokens}
            rest = [t for t in tokens if t not in entry.tokens]
            return 86.0 if all(any(word.startswith(t) for word in above) for t in rest) else 0.0
        return 80.0 if all(any(own.startswith(t) for own in entry.tokens) for t in tokens) else 0.0

    def _parents(self, entry: Entry, above: Sequence[str]) -> float:
        keys = [k for e in self.line(entry.path)[:-1] for k in (e.key, *e.aliases)]
        total = 0.0
        for wanted in above:
            best = max((100.0 if k == wanted else fuzz.ratio(wanted, k) for k in keys), default=0.0)
            total += 3.0 if best >= 85 and not (wanted.isdigit() and best < 100) else -25.0
        return total


def _marked(text: str) -> bool:
    return not text.isascii()


def parents_text(index: Index, path: str) -> str:
    """``Huyện Bù Gia Mập, Tỉnh Bình Phước``."""
    return ", ".join(e.full_name for e in reversed(index.line(path)[:-1]))


def display_name(index: Index, path: str) -> str:
    """Name and parent; the province too where two areas of the edition would read alike."""
    at = index.by_path.get(path)
    if at is None:
        return path
    entry = index.entries[at]
    if level_of(path) in (Level.COUNTRY, Level.PROVINCE):
        return "Việt Nam" if entry.kind == Kind.COUNTRY else entry.full_name
    parent = index.entries[index.by_path[parent_of(path)]].full_name if parent_of(path) in index.by_path else ""
    if level_of(path) is Level.COMMUNE and edition_of(path) == OLD and parent in index.doubles:
        return f"{entry.full_name}, {parents_text(index, path)}"
    return f"{entry.full_name}, {parent}" if parent else entry.full_name
