"""Random small histories, crowded enough that chains form, and both programs run on them."""

from dataclasses import dataclass, field

import numpy as np
from hypothesis import strategies as st

from vungxanh.engine.tracing import oracle
from vungxanh.engine.tracing.api import Contacts, Definition, Index, Spread, Trace, Visits
from vungxanh.engine.tracing.oracle import Contact, Visit

PEOPLE, PLACES, MINUTES = 8, 3, 240
ORIGIN = 1_629_158_400  # 17/8/2021 00:00 UTC: real instants, so that an answer relative to something would show


@dataclass
class History:
    contacts: dict[int, Contact]
    visits: dict[int, Visit]
    f0: dict[int, tuple[int, int]]
    isolated: dict[int, int]
    definition: Definition
    index: Index = field(repr=False)

    def trace(self, index: Index | None = None) -> Trace:
        windows = list(self.f0.values())
        starts, ends = [w[0] for w in windows], [w[1] for w in windows]
        return (index or self.index).trace(list(self.f0), starts, ends, self.definition, self.isolated)

    def spread(self, cores: int = 1) -> Spread:
        windows = list(self.f0.values())
        starts, ends = [w[0] for w in windows], [w[1] for w in windows]
        return self.index.spread(list(self.f0), starts, ends, self.definition, self.isolated, cores=cores)

    def expected(self) -> dict[int, oracle.Reached]:
        seconds = self.definition.min_seconds
        levels = self.definition.levels
        return oracle.trace(self.contacts.values(), self.visits.values(), self.f0, self.isolated, levels, seconds)


def contacts_of(rows: list[Contact], counts: list[bool] | None = None) -> Contacts:
    return Contacts(*np.array(rows, np.int64).reshape(-1, 4).T, counts)


def visits_of(rows: list[Visit], counts: list[bool] | None = None) -> Visits:
    return Visits(*np.array(rows, np.int64).reshape(-1, 4).T, counts)


instants = st.integers(0, MINUTES * 60 // 300).map(lambda k: ORIGIN + 300 * k)
# Mostly short stays on a coarse grid (many exact ties and exact 15-minute overlaps), some of several days.
lengths = st.one_of(st.sampled_from([0, 300, 600, 899, 900, 901, 1800, 3600]), st.integers(0, 4 * 86400))
people = st.integers(0, PEOPLE - 1)


@st.composite
def _contact(draw: st.DrawFn) -> Contact:
    start = draw(instants)
    return Contact(draw(people), draw(people), start, start + draw(lengths))


@st.composite
def _visit(draw: st.DrawFn) -> Visit:
    start = draw(instants)
    return Visit(draw(people), draw(st.integers(0, PLACES - 1)), start, start + draw(lengths))


@st.composite
def histories(draw: st.DrawFn) -> History:
    """An index built and then edited up to three times, and the rows that are left at the end."""
    all_contacts, all_visits = draw(st.lists(_contact(), max_size=12)), draw(st.lists(_visit(), max_size=16))
    counted = [draw(st.lists(st.booleans(), min_size=len(r), max_size=len(r))) for r in (all_contacts, all_visits)]
    index = Index.build(contacts_of(all_contacts, counted[0]), visits_of(all_visits, counted[1]))
    kept = [
        {i: r for i, r in enumerate(rows) if ok[i]}
        for rows, ok in ((all_contacts, counted[0]), (all_visits, counted[1]))
    ]
    for _ in range(draw(st.integers(0, 3))):
        new = [draw(st.lists(_contact(), max_size=4)), draw(st.lists(_visit(), max_size=4))]
        sizes = [index.contact_count, index.visit_count]
        gone = [draw(st.lists(st.integers(0, n - 1), max_size=3)) if n else [] for n in sizes]
        index = index.with_changes(
            contacts=contacts_of(new[0]), visits=visits_of(new[1]), removed_contacts=gone[0], removed_visits=gone[1]
        )
        for k in range(2):
            kept[k] = {i: r for i, r in kept[k].items() if i not in gone[k]}
            kept[k] |= {sizes[k] + i: r for i, r in enumerate(new[k])}
    f0 = {p: (s, s + draw(lengths)) for p, s in draw(st.dictionaries(people, instants, max_size=3)).items()}
    isolated = draw(st.dictionaries(people, instants, max_size=4))
    definition = Definition(draw(st.integers(1, 4)), draw(st.sampled_from([0, 5, 15])))
    return History(kept[0], kept[1], f0, isolated, definition, index)  # type: ignore[arg-type]
