"""Which bodies a name in a document means. Says how sure it is, and why; never guesses silently. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from rapidfuzz import fuzz, process

from vungxanh.kernel.text import fold, squeeze
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.agencies.rules.directory import Body, Directory, level_of
from vungxanh.rooms.agencies.rules.naming import Spelled, Words, apart, words

CERTAIN, LIKELY, ALL_OF_THEM, SLIP, UNSURE = 100.0, 95.0, 80.0, 90.0, 70.0
SURE_ENOUGH = 75.0
"""At least so sure: take the match without asking; below it a person chooses."""

TITLES: tuple[Words, ...] = tuple(
    tuple(title.split())
    for title in (
        "pho chu tich phu trach", "pho chu tich", "chu tich", "lanh dao", "pho giam doc", "giam doc", "thu truong",
        "nguoi dung dau", "bi thu", "pho bi thu", "chi huy truong", "chanh van phong", "pho truong", "truong ban",
        "truong", "thuong truc", "dong chi",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A body that may be meant; ``score`` 0–100."""

    agency_id: UUID
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, as a sentence with named gaps, so that it can be translated."""

    sentence: str
    values: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.sentence % self.values


@dataclass(frozen=True, slots=True)
class Match:
    """What a name means. ``sureness`` 0–100, 0 when nobody fits; ``suggestions`` are ranked, best first."""

    name: str
    agency_ids: tuple[UUID, ...] = ()
    is_group: bool = False
    sureness: float = 0.0
    reasons: tuple[Reason, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def sure(self) -> bool:
        """Sure enough to be taken without asking."""
        return bool(self.agency_ids) and self.sureness >= SURE_ENOUGH


def match_one(directory: Directory, name: str) -> Match:
    """A single body (groups are in ``groups``): by its exact name, then without its title, then by likeness."""
    said = words(name)
    if not said:
        return Match(name, reasons=(Reason(_("Chưa ghi tên cơ quan.")),))
    found = _exact(directory, name, said)
    if found is None:
        found = _by_title(directory, name, said)
    if found is None and said[:2] == ("luc", "luong"):
        found = _exact(directory, name, said[2:])
        if found is not None:
            why = Reason(_("Ghi lực lượng của ngành: hiểu là cơ quan của ngành; xem lại trước khi giao."))
            found = replace(found, reasons=(why, *found.reasons), sureness=min(found.sureness, UNSURE))
    if found is None:
        return _alike(directory, name, said)
    return found


def _exact(directory: Directory, name: str, said: Words) -> Match | None:
    wanted = apart(said, directory.place_keys)
    fitting = {
        body.id: body for body, own, full in directory.spelled if full == said or _fits(body, own, wanted, directory)
    }
    if not fitting and not wanted.place:
        fitting = {body.id: body for body, own, _full in directory.spelled if _longer(body, own, wanted, directory)}
        if len(fitting) != 1:
            return None
        return _single(name, next(iter(fitting.values())), SLIP, Reason(_("Tên ghi tắt một phần.")))
    if not fitting:
        return None
    nearest = min(directory.distance(body) for body in fitting.values())
    best = [body for body in fitting.values() if directory.distance(body) == nearest]
    return _of_many(directory, name, best, wanted)


def _of_many(directory: Directory, name: str, best: Sequence[Body], wanted: Spelled) -> Match:
    if len(best) > 1:
        if wanted.place or level_of(best[0].area_path) != "commune":
            return Match(
                name,
                reasons=(Reason(_("Có %(n)s cơ quan cùng tên gọi này; hãy chọn."), {"n": str(len(best))}),),
                suggestions=tuple(Suggestion(body.id, body.name, CERTAIN) for body in best[:8]),
            )
        reason = Reason(_("Không nói xã nào: hiểu là của mọi xã (%(n)s)."), {"n": str(len(best))})
        return Match(name, tuple(body.id for body in best), True, ALL_OF_THEM, (reason,))
    if wanted.place or wanted.unit or squeeze(name).casefold() in (n.casefold() for n in best[0].names):
        return _single(name, best[0], CERTAIN, Reason(_("Đúng tên trong danh bạ.")))
    if directory.distance(best[0]) >= 10:
        return _single(name, best[0], ALL_OF_THEM, Reason(_("Không ghi cấp; chỉ có một cơ quan như vậy ở cấp dưới.")))
    return _single(name, best[0], LIKELY, Reason(_("Không ghi cấp: hiểu là cơ quan của địa bàn này.")))


def _single(name: str, body: Body, sureness: float, reason: Reason) -> Match:
    return Match(name, (body.id,), False, sureness, (reason,))


def _fits(body: Body, own: Spelled, wanted: Spelled, directory: Directory) -> bool:
    return own.base == wanted.base and _placed(body, wanted, directory)


def _longer(body: Body, own: Spelled, wanted: Spelled, directory: Directory) -> bool:
    """ "Phòng Tài chính" for "Phòng Tài chính - Kế hoạch"."""
    size = len(wanted.base)
    return size >= 3 and own.base[:size] == wanted.base and _placed(body, wanted, directory)


def _placed(body: Body, wanted: Spelled, directory: Directory) -> bool:
    """Whether a body may be the one of the level and place that were said."""
    place = directory.places.get(body.area_path)
    if wanted.place and (place is None or not _same_place(place.key, wanted.place)):
        return False
    if not wanted.unit:
        return True
    level = level_of(body.area_path)
    if level != "commune" and place is not None:
        return fold(place.unit) == wanted.unit
    return level == wanted.level


def _same_place(key: Words, said: Words) -> bool:
    return key == said or "".join(key).replace("c", "k") == "".join(said).replace("c", "k")


def _by_title(directory: Directory, name: str, said: Words) -> Match | None:
    for title in TITLES:
        size = len(title)
        if said[:size] == title and len(said) > size:
            found = _exact(directory, name, said[size:]) or _by_title(directory, name, said[size:])
            if found is not None:
                why = Reason(_("Ghi chức danh người đứng đầu: giao cho cơ quan của người ấy."))
                return replace(found, reasons=(why, *found.reasons), sureness=min(found.sureness, LIKELY))
    return None


def _alike(directory: Directory, name: str, said: Words) -> Match:
    """Nothing fits exactly: suggestions by likeness; a slip of the pen that fits one body only is taken."""
    ranked = suggest(directory, said)
    reasons = (Reason(_("Không có trong danh bạ.")),)
    if not ranked:
        return Match(name, reasons=reasons)
    best = ranked[0]
    clear = best.score >= SLIP and (len(ranked) == 1 or best.score - ranked[1].score >= 5)
    if not clear:
        return Match(name, reasons=reasons, suggestions=ranked)
    reasons = (Reason(_("Gần giống “%(name)s”: có thể sai chính tả."), {"name": best.name}),)
    return Match(name, (best.agency_id,), False, round(best.score * 0.9, 1), reasons, ranked)


def suggest(directory: Directory, said: Words, limit: int = 5) -> tuple[Suggestion, ...]:
    """Bodies whose names are like what was said; those of the level and place that were said, and nearer ones, first."""
    wanted = apart(said, directory.place_keys)
    keys = [" ".join(full) for _body, _own, full in directory.spelled]
    bases = ["".join(own.base) for _body, own, _full in directory.spelled]
    scores: dict[UUID, tuple[float, int, Body]] = {}
    for choices, query, scorer in (
        (keys, " ".join(said), fuzz.token_sort_ratio),
        (bases, "".join(wanted.base), fuzz.ratio),
    ):
        for _key, likeness, n in process.extract(query, choices, scorer=scorer, score_cutoff=62, limit=60):
            body = directory.spelled[n][0]
            score = likeness * (0.98 if _placed(body, wanted, directory) else 0.85)
            if score > scores.get(body.id, (0.0, 0, body))[0]:
                scores[body.id] = (score, directory.distance(body), body)
    ranked = sorted(scores.values(), key=lambda found: (-round(found[0]), found[1], found[2].name))
    return tuple(Suggestion(body.id, body.name, round(score, 1)) for score, _far, body in ranked[:limit])


def untitled(said: Words) -> Words:
    """Without a title in front: "chu tich uy ban nhan dan" is the committee."""
    for title in TITLES:
        if said[: len(title)] == title and len(said) > len(title):
            return untitled(said[len(title) :])
    return said
