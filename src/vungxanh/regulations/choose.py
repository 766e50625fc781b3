"""Which set is in force: the most specific area wins, then the later effective date; and why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from vungxanh.kernel.refused import Refused
from vungxanh.regulations.sets import Fact, Kind, RegulationSet, day
from vungxanh.regulations.values import SUBJECT_NAMES, Subject

T = TypeVar("T")
NEEDS_CONFIRMING = "cần xác nhận"
AUTHORITY = {
    Kind.REGULATION: "Theo",
    Kind.PRACTICE: "Theo thực hành y tế công cộng chung:",
    Kind.SETTING: "Theo thiết lập của trung tâm:",
}


@dataclass(frozen=True, slots=True)
class Considered:
    """A set that was looked at and not taken, and why (Vietnamese)."""

    set: RegulationSet
    why_not: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Which document rules, and which others were considered. ``focus`` narrows it to one rule of the document."""

    chosen: RegulationSet
    on: date
    area: str
    considered: tuple[Considered, ...]
    focus: str = ""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The values this ruling rests on, each with its source."""
        return tuple(f for f in self.chosen.facts if f.path.startswith(self.focus))

    @property
    def unverified(self) -> tuple[Fact, ...]:
        """Those of them nobody has checked against the document."""
        return tuple(f for f in self.facts if not f.verified)

    @property
    def verified(self) -> bool:
        """Whether the dates and every value are verified."""
        return self.chosen.dates_verified and not self.unverified

    def in_words(self) -> str:
        """One Vietnamese sentence; says "cần xác nhận" when something is not verified."""
        s = self.chosen
        return f"{AUTHORITY[s.kind]} {s.citation}, {scope_words(s)}, {s.period}{self.doubt()}."

    def doubt(self) -> str:
        """The words " (cần xác nhận: …)", or nothing when all is verified."""
        if self.verified:
            return ""
        if len(self.unverified) == len(self.facts):
            return f" ({NEEDS_CONFIRMING})"
        what = [] if self.chosen.dates_verified else ["ngày hiệu lực"]
        what += [f.label.rsplit(" · ", 1)[-1] for f in self.unverified]
        more = "…" if len(what) > 3 else ""
        return f" ({NEEDS_CONFIRMING}: {'; '.join(what[:3])}{more})"


def scope_words(s: RegulationSet) -> str:
    """Where a set applies, in Vietnamese."""
    if s.area:
        return "áp dụng trong địa bàn của cơ quan ban hành"
    return "áp dụng khi địa phương chưa quy định riêng" if s.kind is Kind.SETTING else "áp dụng toàn quốc"


@dataclass(frozen=True, slots=True)
class Ruling(Generic[T]):
    """The value in force and its explanation."""

    value: T
    explanation: Explanation


class NoRegulation(Refused):
    """Nothing is in force. ``before`` and ``after`` are the nearest sets in time, when there are any."""

    def __init__(
        self,
        sentence: str,
        *,
        subject: Subject,
        disease: str,
        on: date,
        before: RegulationSet | None = None,
        after: RegulationSet | None = None,
    ) -> None:
        super().__init__(sentence)
        self.subject, self.disease, self.on, self.before, self.after = subject, disease, on, before, after


def rank(s: RegulationSet) -> tuple[int, date, str]:
    """Higher wins: deeper area, then later date (then id, so that the answer never depends on file order)."""
    return (s.area.count("/"), s.effective_from, s.id)


def choose(
    sets: Iterable[RegulationSet],
    *,
    subject: Subject,
    disease: str,
    on: date,
    area: str,
    fits: Callable[[RegulationSet], bool] = lambda _: True,
) -> Explanation:
    """The set in force for ``disease`` in ``area`` on ``on`` for which ``fits``; raises NoRegulation."""
    known = [s for s in sets if s.subject is subject and s.covers(disease, area)]
    ranked = sorted((s for s in known if s.in_force(on) and fits(s)), key=rank, reverse=True)
    if not ranked:
        raise nothing(known, subject=subject, disease=disease, on=on)
    chosen = ranked[0]
    others = sorted((s for s in known if s is not chosen), key=rank, reverse=True)
    return Explanation(chosen, on, area, tuple(Considered(s, why_not(s, chosen, on, fits)) for s in others))


def why_not(s: RegulationSet, chosen: RegulationSet, on: date, fits: Callable[[RegulationSet], bool]) -> str:
    """Why ``s`` is not the one."""
    if on < s.effective_from:
        return f"chưa có hiệu lực (từ {day(s.effective_from)})"
    if s.effective_to and on > s.effective_to:
        return f"hết hiệu lực từ sau {day(s.effective_to)}"
    if not fits(s):
        return "không nói về đối tượng này"
    if s.area != chosen.area:
        return f"{chosen.name} của địa bàn cụ thể hơn được ưu tiên"
    return f"{chosen.name} có hiệu lực sau nên thay thế"


def nothing(known: list[RegulationSet], *, subject: Subject, disease: str, on: date) -> NoRegulation:
    """The refusal, with the nearest dates at which something is in force."""
    before = max(
        (s for s in known if s.effective_to and s.effective_to < on), key=lambda s: s.effective_to or on, default=None
    )
    after = min((s for s in known if s.effective_from > on), key=lambda s: s.effective_from, default=None)
    near = [f"trước đó {before.name} {before.period}"] if before else []
    near += [f"sau đó {after.name} {after.period}"] if after else []
    hint = f" Gần nhất: {'; '.join(near)}." if near else " Chưa có quy định nào trong dữ liệu."
    sentence = f"Không có quy định về {SUBJECT_NAMES[subject]} cho bệnh này vào ngày {day(on)}.{hint}"
    return NoRegulation(sentence, subject=subject, disease=disease, on=on, before=before, after=after)
