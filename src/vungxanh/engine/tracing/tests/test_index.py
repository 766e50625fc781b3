"""The door refuses what it cannot answer, keeps edits apart, and serves several threads."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from vungxanh.engine.tracing.api import Contacts, Definition, Index, Visits, warm_up

THREE = Definition(levels=3, min_minutes_same_place=15)
NO_CONTACTS, NO_VISITS = Contacts([], [], [], []), Visits([], [], [], [])


def index() -> Index:
    return Index.build(Contacts([0, 1], [1, 2], [0, 100], [50, 200]), Visits([0, 3], [0, 0], [0, 0], [900, 900]))


def reached(i: Index) -> dict[int, int]:
    t = i.trace([0], [0], [1000], THREE)
    return dict(zip(t.person.tolist(), t.level.tolist(), strict=True))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Contacts([0], [1], [5], [4]), "end is before start in row 0"),
        (lambda: Contacts([0], [1, 2], [5], [6]), "different length"),
        (lambda: Contacts([0], [-1], [5], [6]), "b is negative in row 0"),
        (lambda: Contacts([0.5], [1], [5], [6]), "a must be whole numbers"),
        (lambda: Contacts([[0]], [[1]], [[5]], [[6]]), "one dimension"),
        (lambda: Contacts([0], [1], [5], [6], [True, False]), "different length"),
        (lambda: Visits([0, 1], [1, -3], [5, 5], [6, 6]), "place is negative in row 1"),
        (lambda: Visits([0], [1], [5], [4]), "left is before arrived"),
        (lambda: Definition(0, 15), "levels must be"),
        (lambda: Definition(21, 15), "levels must be"),
        (lambda: Definition(1, -1), "must not be negative"),
        (lambda: Definition(1, float("nan")), "must not be negative"),
        (lambda: Index.build(Contacts([0, 0], [1, 1], [0, 2**31], [1, 2**31]), NO_VISITS), "68 years"),
        (lambda: index().with_changes(removed_contacts=[2]), "no contact row 2"),
        (lambda: index().with_changes(removed_visits=[-1]), "no visit row -1"),
        (lambda: index().trace([0, 0], [0, 0], [1, 1], THREE), "named twice"),
        (lambda: index().trace([-1], [0], [1], THREE), "negative index"),
        (lambda: index().trace([0], [5], [1], THREE), "ends before it starts: F0 number 0"),
        (lambda: index().trace([0], [5, 6], [7], THREE), "one length"),
        (lambda: index().trace([[0]], [[5]], [[7]], THREE), "one length"),
        (lambda: index().isolations([0], [1, 2]), "one instant per person"),
        (lambda: index().isolations([-1], [1]), "one instant per person"),
    ],
)
def test_bad_input_is_refused_with_its_reason(make, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make()


def test_an_empty_index_answers() -> None:
    assert len(Index.build(NO_CONTACTS, NO_VISITS).trace([], [], [], THREE)) == 0
    assert len(Index.build(NO_CONTACTS, NO_VISITS).trace([7], [0], [1], THREE)) == 0


def test_edits_are_exact_cheap_to_undo_and_leave_the_old_index_alone() -> None:
    old = index()
    more = old.with_changes(contacts=Contacts([3], [9], [950], [990]), visits=Visits([8], [5], [0], [9]))
    assert (reached(old), reached(more)) == ({1: 1, 3: 1, 2: 2}, {1: 1, 3: 1, 2: 2, 9: 2})
    assert (more.contact_count, more.visit_count, more.edit_count) == (3, 3, 2)
    less = more.with_changes(removed_contacts=[0, 2], removed_visits=[1])
    assert (reached(less), less.edit_count) == ({}, 5)
    assert less.with_changes(removed_contacts=[0]).edit_count == 5, "removing twice does no harm"
    assert reached(more)[9] == 2


def test_a_row_that_does_not_count_keeps_its_number() -> None:
    i = Index.build(Contacts([0, 0], [1, 2], [0, 0], [9, 9], [False, True]), NO_VISITS)
    assert i.trace([0], [0], [9], THREE).contact.tolist() == [1]


def test_isolations_are_prepared_once_and_reused_and_the_earliest_counts() -> None:
    i = index()
    isolated = i.isolations([1, 1, 50], [300, 90, 0])
    assert i.trace([0], [0], [1000], THREE, isolated).counts() == {1: 2, 2: 0, 3: 0}
    later = i.with_changes(contacts=Contacts([0], [60], [0], [5]))
    assert later.trace([0], [0], [1000], THREE, isolated).counts() == {1: 3, 2: 0, 3: 0}


def test_instants_before_and_far_beyond_the_data_are_understood() -> None:
    i = index()
    assert i.trace([0], [-(2**40)], [2**40], THREE, {0: 2**40}).counts()[1] == 2
    assert i.trace([0], [2**40], [2**41], THREE).counts()[1] == 0


def test_several_threads_get_the_answers_of_one(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    people, places, start = rng.integers(0, 500, 5000), rng.integers(0, 50, 5000), rng.integers(0, 10**5, 5000)
    i = Index.build(NO_CONTACTS, Visits(people, places, start, start + 2000))

    def ask(f0: int) -> list[int]:
        return i.trace([f0], [0], [10**6], THREE).person.tolist()

    alone = [ask(f0) for f0 in range(200)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, range(200))) == alone
    assert max(map(len, alone)) > 100


def test_saving_replaces_the_old_folder_whole_and_leaves_no_rubbish(tmp_path: Path) -> None:
    index().save(tmp_path / "i")
    index().with_changes(removed_contacts=[0]).save(tmp_path / "i")
    assert reached(Index.load(tmp_path / "i")) == {3: 1}
    assert [p.name for p in tmp_path.iterdir()] == ["i"]


def test_a_failed_save_leaves_the_old_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index().save(tmp_path / "i")

    def full(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(np, "savez", full)
    with pytest.raises(OSError, match="disk full"):
        index().with_changes(removed_contacts=[0]).save(tmp_path / "i")
    assert len(reached(Index.load(tmp_path / "i"))) == 3
    assert [p.name for p in tmp_path.iterdir()] == ["i"]


def test_loading_refuses_what_is_not_a_saved_index(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not a saved tracing index"):
        Index.load(tmp_path)
    index().save(tmp_path / "i")
    (tmp_path / "i" / "index.json").write_text(json.dumps({"format": 0}))
    with pytest.raises(ValueError, match="another version"):
        Index.load(tmp_path / "i")


def test_warm_up_runs() -> None:
    warm_up()
