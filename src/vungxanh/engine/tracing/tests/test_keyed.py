"""The same index, spoken to with UUIDs."""

from pathlib import Path
from uuid import UUID, uuid4, uuid5

import numpy as np
import pytest

from vungxanh.engine import compiled
from vungxanh.engine.tracing.api import Definition, KeyedContacts, KeyedIndex, KeyedVisits
from vungxanh.engine.tracing.keys import Keys, as_words

THREE = Definition(levels=3, min_minutes_same_place=15)


def u(name: str) -> UUID:
    return uuid5(UUID(int=0), name)


def us(names: str) -> list[UUID]:
    return [u(n) for n in names.split()]


def index() -> KeyedIndex:
    return KeyedIndex.build(
        KeyedContacts(us("c1 c2"), us("X A"), us("A B"), [0, 100], [50, 200]),
        KeyedVisits(us("v1 v2"), us("X C"), us("market market"), [0, 0], [900, 900]),
    )


def who(i: KeyedIndex, **options: object) -> dict[UUID, int]:
    return {r.person: r.level for r in i.trace([u("X")], [0], [1000], THREE, **options).people()}  # type: ignore[arg-type]


def test_answers_come_in_uuids() -> None:
    trace = index().trace(us("X"), [0], [1000], THREE)
    assert len(trace) == 3
    assert trace.counts() == {1: 2, 2: 1, 3: 0}
    people = {r.person: r for r in trace.people()}
    assert set(people) == set(us("A B C"))
    a, c = people[u("A")], people[u("C")]
    assert (a.level, a.infector, a.contact, a.infector_visit, a.visit) == (1, u("X"), u("c1"), None, None)
    assert (a.exposed_from, a.exposed_until, a.last_exposure, a.earliest) == (0, 50, 50, 0)
    assert (c.contact, c.infector_visit, c.visit) == (None, u("v1"), u("v2"))
    assert [r.person for r in trace.people([2])] == [u("B")]
    assert [(e.source, e.contact) for e in trace.path(u("B"))] == [(u("X"), u("c1")), (u("A"), u("c2"))]
    assert trace.path(u("B"), earliest=True) == trace.path(u("B"))
    assert [(e.source_visit, e.target_visit) for e in trace.exposures(u("C"))] == [(u("v1"), u("v2"))]
    assert [trace.level_of(k) for k in us("X A B Z")] == [0, 1, 2, None]
    with pytest.raises(LookupError):
        trace.path(u("Z"))


def test_rows_are_put_in_replaced_and_taken_out_by_their_id() -> None:
    i = index()
    assert who(i) == {u("A"): 1, u("B"): 2, u("C"): 1}
    new = i.with_changes(contacts=KeyedContacts(us("c3"), us("C"), us("New"), [910], [920]))
    assert who(new)[u("New")] == 2
    edited = new.with_changes(contacts=KeyedContacts(us("c1"), us("X"), us("D"), [0], [50]))
    assert who(edited) == {u("D"): 1, u("C"): 1, u("New"): 2}
    assert edited.trace(us("X"), [0], [1000], THREE).path(u("D"))[0].contact == u("c1")
    again = edited.with_changes(contacts=KeyedContacts(us("c1"), us("X"), us("A"), [0], [50]))
    assert who(again) == who(new)
    gone = again.with_changes(removed_contacts=us("c1 unknown"), removed_visits=us("v1"))
    assert who(gone) == {}
    assert who(gone.with_changes(removed_contacts=us("c1"))) == {}
    back = gone.with_changes(visits=KeyedVisits(us("v1"), us("X"), us("market"), [0], [900]))
    assert who(back) == {u("C"): 1, u("New"): 2}
    assert who(i) == {u("A"): 1, u("B"): 2, u("C"): 1}, "the first index is as it was"


def test_a_row_id_that_comes_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="contact id comes twice"):
        KeyedIndex.build(
            KeyedContacts(us("c c"), us("A A"), us("B B"), [0, 0], [1, 1]), KeyedVisits([], [], [], [], [])
        )
    with pytest.raises(ValueError, match="comes twice in one change"):
        index().with_changes(visits=KeyedVisits(us("v v"), us("A A"), us("p p"), [0, 0], [1, 1]))


def test_an_f0_of_whom_nothing_is_known_reaches_nobody() -> None:
    trace = index().trace(us("Nobody"), [0], [1000], THREE)
    assert (len(trace), trace.people(), trace.level_of(u("Nobody"))) == (0, [], 0)
    assert trace.path(u("Nobody")) == ()


def test_isolation_by_uuid() -> None:
    i = index()
    assert who(i, isolated_at={u("A"): 60, u("Nobody"): 0}) == {u("A"): 1, u("C"): 1}
    assert who(i, isolated_at=i.isolations(us("X"), [0])) == {}


def test_saved_with_its_edits_and_ids(tmp_path: Path) -> None:
    i = index().with_changes(
        contacts=KeyedContacts(us("c1 c9"), us("X C"), us("D New"), [0, 910], [50, 920]), removed_visits=us("v9")
    )
    i.save(tmp_path / "i")
    loaded = KeyedIndex.load(tmp_path / "i")
    assert who(loaded) == who(i) == {u("D"): 1, u("C"): 1, u("New"): 2}
    assert who(loaded.with_changes(removed_contacts=us("c1"))) == {u("C"): 1, u("New"): 2}
    assert loaded.trace(us("X"), [0], [1000], THREE).path(u("D"))[0].contact == u("c1")


def test_ids_may_be_uuids_bytes_text_or_words() -> None:
    ids = [uuid4() for _ in range(3)]
    expected = as_words(ids).tolist()
    for form in ([i.bytes for i in ids], [i.hex for i in ids], [str(i) for i in ids], as_words(ids)):
        assert as_words(form).tolist() == expected
    assert as_words([]).shape == (0, 2)


@pytest.mark.parametrize("bad", [["abc"], ["zz" * 16], [b"short"], [UUID(int=1), "x"], [1], ["00" * 16, UUID(int=1)]])
def test_other_ids_are_refused(bad: list[object]) -> None:
    with pytest.raises(ValueError, match="id"):
        as_words(bad)  # type: ignore[arg-type]


@pytest.mark.parametrize("bad", [np.zeros((2, 2), np.int64), np.zeros(4, np.uint64), np.zeros((2, 3), np.uint64)])
def test_other_arrays_are_refused(bad: np.ndarray) -> None:
    with pytest.raises(ValueError, match="uint64 of shape"):
        as_words(bad)


def test_numbering_is_by_appearance_and_survives_alike_ids() -> None:
    """Ids that differ in few bits fall on few slots of a bad hash table; numbers must stay apart anyway."""
    ids = [UUID(int=k << s) for s in (0, 32, 64, 96) for k in range(1, 500)]
    unique = list(dict.fromkeys(ids))
    keys, (numbers,) = Keys.of(as_words(ids))
    assert keys.uuids(numbers.tolist()) == ids
    assert keys.uuids(range(len(keys))) == unique
    assert keys.find([UUID(int=0)]).tolist() == [-1]
    more, (again,) = keys.with_added(as_words([UUID(int=0), ids[5], UUID(int=0)]))
    assert again.tolist() == [len(unique), 5, len(unique)]
    assert more.uuids([len(unique)]) == [UUID(int=0)]
    assert len(keys) == len(unique)
    assert len(more) == len(unique) + 1


def test_where_no_cache_can_be_written_kernels_compile_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def njit(**options: bool):
        asked.append(options)
        if options.get("cache"):
            raise RuntimeError("cannot cache function: no locator available")
        return lambda function: function

    monkeypatch.setattr(compiled, "njit", njit)
    assert compiled.kernel(abs) is abs
    assert [o.get("cache", False) for o in asked] == [True, False]
