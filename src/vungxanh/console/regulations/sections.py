"""What the page of regulations shows: per subject the ruling in force, its values, and what held before and after."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from vungxanh.regulations.api import (
    SUBJECT_NAMES,
    Explanation,
    Fact,
    Kind,
    NoRegulation,
    Refused,
    RegulationSet,
    Stretch,
    Subject,
    all_sets,
    as_of,
    isolation_for,
    timeline,
)


@dataclass(frozen=True, slots=True)
class Ruled:
    """One ruling in force. ``who``: whom it is about, where a document has several rules. ``sentence``: why it."""

    who: str
    chosen: RegulationSet
    sentence: str
    facts: Sequence[Fact]

    @property
    def own_setting(self) -> bool:
        """Whether it is the centre's own choice and no law."""
        return self.chosen.kind is Kind.SETTING

    @property
    def practice(self) -> bool:
        """Whether it is common practice, without a document."""
        return self.chosen.kind is Kind.PRACTICE

    @property
    def dates_sure(self) -> bool:
        """Whether its dates were checked; what never began has none to check."""
        return self.chosen.dates_verified or self.chosen.effective_from == date.min


@dataclass(frozen=True, slots=True)
class Section:
    """One subject: rulings in force, or the refusal that says what is nearest; and the course of time."""

    subject: Subject
    name: str
    ruled: Sequence[Ruled]
    refusal: str
    stretches: Sequence[Stretch]

    @property
    def doubtful(self) -> int:
        """How many values nobody has checked against the document."""
        return sum(not fact.verified for one in self.ruled for fact in one.facts)


def sections(disease: str, on: date, area: str, only: str = "") -> list[Section]:
    """Every subject (or one) for a disease on a day in an area."""
    wanted = [subject for subject in Subject if not only or subject.value == only]
    return [_section(subject, disease, on, area) for subject in wanted]


def _section(subject: Subject, disease: str, on: date, area: str) -> Section:
    refusal = ""
    ruled: list[Ruled] = []
    try:
        if subject is Subject.ISOLATION:
            ruled = list(_isolation(disease, on, area))
        if not ruled:
            why = as_of(subject, disease, on, area).explanation
            ruled = [_ruled("", why)]
    except Refused as no:
        refusal = no.told(gettext)
    name = SUBJECT_NAMES[subject]
    return Section(subject, name[0].upper() + name[1:], ruled, refusal, timeline(subject, disease, area))


def _isolation(disease: str, on: date, area: str) -> Iterator[Ruled]:
    """Each kind of person has his own rule, and may have it from another document."""
    groups = {rule.group for s in all_sets() if s.subject is Subject.ISOLATION for rule in s.value.rules}
    for group in sorted(groups):
        try:
            plan = isolation_for(disease=disease, last_exposure=on, on=on, area=area, group=group)
        except NoRegulation:
            continue
        yield _ruled(group, plan.explanation)


def _ruled(who: str, why: Explanation) -> Ruled:
    return Ruled(who, why.chosen, why.in_words(), why.facts)
