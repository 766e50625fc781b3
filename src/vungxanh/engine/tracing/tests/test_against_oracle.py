"""Engine and oracle agree on random histories with edits, and every explanation holds by itself."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vungxanh.engine.tracing.api import Definition, Exposure, Index, Trace
from vungxanh.engine.tracing.oracle import Contact, Visit

from .histories import ORIGIN, History, contacts_of, histories, visits_of

EXAMPLES = settings(max_examples=150, deadline=None)


def found(trace: Trace) -> dict[int, tuple[int, int, int, int]]:
    columns = (trace.level, trace.exposed_from, trace.last_exposure, trace.earliest)
    rows = zip(*(c.tolist() for c in columns), strict=True)
    return dict(zip(trace.person.tolist(), rows, strict=True))


def check_link(h: History, link: Exposure, exposed: int) -> None:
    """By the rows alone: the two met, long enough, after the source was exposed and before he stopped passing on."""
    until = min(h.isolated.get(link.source, 2**62), h.f0[link.source][1] if link.source in h.f0 else 2**62)
    if link.contact is not None:
        row = h.contacts[link.contact]
        assert {row.a, row.b} == {link.source, link.target}
        assert (link.source_visit, link.target_visit) == (None, None)
        assert row.start <= link.start <= link.end <= row.end
        assert link.start < link.end or row.start == row.end
    else:
        one, two = h.visits[link.source_visit], h.visits[link.target_visit]
        assert (one.person, two.person) == (link.source, link.target)
        assert one.place == two.place
        assert max(one.arrived, two.arrived) <= link.start
        assert link.end <= min(one.left, two.left)
        assert link.end - link.start >= h.definition.min_seconds
    assert link.source != link.target
    assert exposed <= link.start < until
    assert link.end <= until


def check_path(h: History, path: tuple[Exposure, ...], person: int) -> None:
    assert path[0].source in h.f0
    assert path[-1].target == person
    exposed = h.f0[path[0].source][0]
    for link, following in zip(path, (*path[1:], None), strict=True):
        check_link(h, link, exposed)
        assert following is None or following.source == link.target
        assert link.target not in h.f0
        exposed = link.start


@EXAMPLES
@given(histories())
def test_same_people_levels_and_instants_as_the_oracle(h: History) -> None:
    expected = {p: tuple(r) for p, r in h.expected().items()}
    assert found(h.trace()) == expected


@pytest.mark.parametrize("seed", range(60))
def test_the_same_on_crowded_days(seed: int) -> None:
    """More meetings than Hypothesis draws, off the grid, edited once."""
    rng = np.random.default_rng(seed)
    minutes, size = [0, 5, 15][seed % 3], 60
    starts = ORIGIN + rng.integers(0, 4 * 3600, (2, size))
    ends = starts + rng.choice([30, 400, 900, 2500, 60_000], (2, size), p=[0.2, 0.3, 0.2, 0.2, 0.1])
    contacts = [
        Contact(*map(int, row)) for row in zip(*rng.integers(0, 15, (2, size)), starts[0], ends[0], strict=True)
    ]
    visits = [
        Visit(*map(int, row)) for row in zip(*rng.integers(0, [[15], [3]], (2, size)), starts[1], ends[1], strict=True)
    ]
    gone = rng.integers(0, 40, (2, 5))
    index = Index.build(contacts_of(contacts[:10]), visits_of(visits[:40])).with_changes(
        contacts=contacts_of(contacts[10:20]),
        visits=visits_of(visits[40:]),
        removed_visits=gone[0].tolist(),
        removed_contacts=(gone[1] // 3).tolist(),
    )
    begins = (ORIGIN + rng.integers(0, 7200, 3)).tolist()
    h = History(
        {i: c for i, c in enumerate(contacts[:20]) if i not in gone[1] // 3},
        {i: v for i, v in enumerate(visits) if i not in gone[0]},
        {p: (start, start + 7200) for p, start in enumerate(begins)},
        {int(p): ORIGIN + int(t) for p, t in zip(rng.integers(0, 15, 8), rng.integers(0, 4 * 3600, 8), strict=True)},
        Definition(4, minutes),
        index,
    )
    expected = {p: tuple(r) for p, r in h.expected().items()}
    assert found(h.trace()) == expected
    check_spread(h, 1)
    assert expected
    for person in expected:
        check_path(h, h.trace().path(person), person)


def check_spread(h: History, cores: int) -> None:
    """All at once gives what following everybody gives, and can say why."""
    trace, spread = h.trace(), h.spread(cores)
    wave = zip(*(c.tolist() for c in (spread.person, spread.level, spread.exposed_from, spread.earliest)), strict=True)
    assert {p: rest for p, *rest in wave} == {p: [r[0], r[1], r[3]] for p, r in found(trace).items()}
    assert spread.counts() == trace.counts()
    for person in [*h.f0, *trace.person.tolist()]:
        assert spread.level_of(person) == trace.level_of(person)
        assert spread.exposures(person) == trace.exposures(person)
        path = spread.path(person)
        assert len(path) == spread.level_of(person)
        if path:
            check_path(h, path, person)
            assert path[-1].start == spread.exposures(person)[0].start


@settings(max_examples=100, deadline=None)
@given(histories(), st.integers(1, 3))
def test_all_at_once_gives_the_same_as_one_by_one(h: History, cores: int) -> None:
    check_spread(h, cores)


@EXAMPLES
@given(histories())
def test_every_path_is_a_real_chain_of_as_many_links_as_the_level(h: History) -> None:
    trace = h.trace()
    for i, person in enumerate(trace.person.tolist()):
        path = trace.path(person)
        check_path(h, path, person)
        assert len(path) == trace.level[i] == trace.level_of(person)
        last = path[-1]
        assert (last.start, last.end, last.source) == (trace.exposed_from[i], trace.exposed_until[i], trace.infector[i])
        rows = [-1 if r is None else r for r in (last.contact, last.source_visit, last.target_visit)]
        assert rows == [trace.contact[i], trace.infector_visit[i], trace.visit[i]]
        early = trace.path(person, earliest=True)
        check_path(h, early, person)
        assert early[-1].start == trace.earliest[i]
        assert trace.level[i] <= len(early) <= h.definition.levels


@EXAMPLES
@given(histories())
def test_exposures_are_all_real_and_span_from_first_to_last(h: History) -> None:
    trace = h.trace()
    for i, person in enumerate(trace.person.tolist()):
        exposures = trace.exposures(person)
        assert exposures[0].start == trace.exposed_from[i]
        assert max(e.end for e in exposures) == trace.last_exposure[i]
        assert len({(e.source, e.contact, e.source_visit, e.target_visit) for e in exposures}) == len(exposures)
        for e in exposures:
            check_link(h, e, 0)
            assert (trace.level_of(e.source) or 0) < trace.level[i]


@EXAMPLES
@given(histories())
def test_taking_out_an_exposure_changes_the_answer_only_if_it_was_listed(h: History) -> None:
    """`exposures` is complete: without every row it lists, the person is no longer reached at his level."""
    trace = h.trace()
    for i, person in enumerate(trace.person.tolist()):
        listed = trace.exposures(person)
        contacts = [e.contact for e in listed if e.contact is not None]
        visits = [e.target_visit for e in listed if e.target_visit is not None]
        without = h.trace(h.index.with_changes(removed_contacts=contacts, removed_visits=visits))
        level = without.level_of(person)
        assert level is None or level > trace.level[i]


@EXAMPLES
@given(histories())
def test_an_edited_index_answers_like_one_built_from_the_rows_that_are_left(h: History) -> None:
    fresh = Index.build(contacts_of(list(h.contacts.values())), visits_of(list(h.visits.values())))
    assert found(h.trace(fresh)) == found(h.trace())
    assert found(h.trace()) == found(h.trace()), "a trace must leave nothing behind"


@settings(max_examples=25, deadline=None)
@given(histories())
def test_a_saved_index_answers_the_same(tmp_path_factory, h: History) -> None:
    folder: Path = tmp_path_factory.mktemp("index") / "saved"
    h.index.save(folder)
    loaded = Index.load(folder)
    assert found(h.trace(loaded)) == found(h.trace())
    assert (loaded.contact_count, loaded.visit_count, loaded.edit_count) == (
        h.index.contact_count,
        h.index.visit_count,
        h.index.edit_count,
    )
