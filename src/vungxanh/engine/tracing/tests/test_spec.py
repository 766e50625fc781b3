"""The rule, as an epidemiologist would put it. One table row = one story, all on 17/8/2021; X, Y are F0s.

A meeting is written "A B 08:00-08:20" (direct contact) or "A@market 08:00-08:20" (visit).
"""

import pytest

from vungxanh.engine.tracing import oracle
from vungxanh.engine.tracing.api import Contacts, Definition, Index, Trace, Visits

DAY = 1_629_133_200  # 17/8/2021 00:00 in Vietnam
PEOPLE = "ABCDEXY"
PLACES = ("market", "school")
WHOLE_DAY = "00:00-23:59"


def at(clock: str) -> int:
    parts = [int(x) for x in clock.split(":")]
    return DAY + parts[0] * 3600 + parts[1] * 60 + (parts[2] if len(parts) > 2 else 0)


def period(text: str) -> tuple[int, int]:
    start, _, end = text.partition("-")
    return at(start), at(end or start)


def read(story: str) -> tuple[list[tuple[int, ...]], list[tuple[int, ...]]]:
    contacts, visits = [], []
    for line in filter(None, (part.strip() for part in story.split(";"))):
        if "@" in line:
            who, _, rest = line.partition("@")
            place, when = rest.split()
            visits.append((PEOPLE.index(who), PLACES.index(place), *period(when)))
        else:
            a, b, when = line.split()
            contacts.append((PEOPLE.index(a), PEOPLE.index(b), *period(when)))
    return contacts, visits


def tell(story: str, f0: dict[str, str], isolated: dict[str, str], levels: int = 3, minutes: float = 15) -> Trace:
    contacts, visits = read(story)
    index = Index.build(Contacts(*zip(*contacts, strict=True)) if contacts else Contacts([], [], [], []),
                        Visits(*zip(*visits, strict=True)) if visits else Visits([], [], [], []))  # fmt: skip
    windows = {PEOPLE.index(p): period(w) for p, w in f0.items()}
    stopped = {PEOPLE.index(p): at(t) for p, t in isolated.items()}
    trace = index.trace(
        list(windows), [w[0] for w in windows.values()], [w[1] for w in windows.values()],
        Definition(levels=levels, min_minutes_same_place=minutes), stopped,
    )  # fmt: skip
    rows = [oracle.Contact(*c) for c in contacts], [oracle.Visit(*v) for v in visits]
    again = oracle.trace(*rows, windows, stopped, levels, round(minutes * 60) or 1)
    assert {p: (r.level, r.earliest) for p, r in again.items()} == {
        p: (k, e) for p, k, e in zip(trace.person.tolist(), trace.level.tolist(), trace.earliest.tolist(), strict=True)
    }
    return trace


def levels(trace: Trace) -> str:
    found = zip(trace.person.tolist(), trace.level.tolist(), strict=True)
    return " ".join(f"{PEOPLE[p]}{level}" for p, level in sorted(found))


X = {"X": WHOLE_DAY}
STORIES = [
    # what it shows, the story, F0s and when infectious, isolated from, who is reached at which level
    ("nobody met", "", X, {}, ""),
    ("a direct contact is F1", "X A 08:00-08:01", X, {}, "A1"),
    ("whoever is named first", "A X 08:00-08:01", X, {}, "A1"),
    ("F1, F2, F3 and no further", "X A 08:00-08:10; A B 09:00-09:10; B C 10:00-10:10; C D 11:00-11:10", X, {}, "A1 B2 C3"),
    ("met before the infectious period", "X A 07:00-08:00", {"X": "08:00-20:00"}, {}, ""),
    ("met from its first moment on", "X A 07:00-08:00:01", {"X": "08:00-20:00"}, {}, "A1"),
    ("met after the infectious period", "X A 20:00-21:00", {"X": "08:00-20:00"}, {}, ""),
    ("F2 before the F1 was exposed is not F2", "A B 08:00-08:30; X A 09:00-09:30", X, {}, "A1"),
    ("F2 still together with the F1 when that one is exposed", "A B 08:00-09:30; X A 09:00-09:30", X, {}, "A1 B2"),
    ("F2 met after the F1 was isolated is not F2", "X A 08:00-08:30; A B 10:00-10:30", X, {"A": "10:00"}, "A1"),
    ("F2 met just before the F1 was isolated is F2", "X A 08:00-08:30; A B 09:59-10:30", X, {"A": "10:00"}, "A1 B2"),
    ("F1 isolated before he was exposed passes nothing on", "X A 08:00-08:30; A B 07:00-09:00", X, {"A": "07:30"}, "A1"),
    ("the F0's isolation ends his period", "X A 08:00-08:30; X B 10:00-10:30", X, {"X": "09:00"}, "A1"),
    ("who is isolated can still be exposed", "X A 08:00-08:30", X, {"A": "07:00"}, "A1"),
    ("14 min 59 s at one place is too short", "X@market 08:00-09:00; A@market 08:45:01-10:00", X, {}, ""),
    ("15 min at one place counts", "X@market 08:00-09:00; A@market 08:45-10:00", X, {}, "A1"),
    ("15 min with an F0 who came later count", "X@market 08:30-09:30; A@market 08:00-08:45", X, {}, "A1"),
    ("14 min 59 s with an F0 who came later do not", "X@market 08:30:01-09:30; A@market 08:00-08:45", X, {}, ""),
    ("two times 10 minutes are not 15", "X@market 08:00-09:00; A@market 08:00-08:10; A@market 08:20-08:30", X, {}, ""),
    ("only the infectious minutes count", "X@market 08:00-09:00; A@market 08:00-09:00", {"X": "08:46-20:00"}, {}, ""),
    ("another place is no meeting", "X@market 08:00-09:00; A@school 08:00-09:00", X, {}, ""),
    ("he came when the F0 had left", "X@market 08:00-09:00; A@market 09:00-10:00", X, {}, ""),
    ("a stay of the F1 counts from his exposure on", "X A 08:50-08:51; A@market 08:00-09:00; B@market 08:00-09:00", X, {}, "A1"),
    ("... and is enough if 15 minutes are left", "X A 08:45-08:46; A@market 08:00-09:00; B@market 08:00-09:00", X, {}, "A1 B2"),
    ("mixed: place, then contact", "X@school 08:00-09:00; A@school 08:00-09:00; A B 10:00-10:01", X, {}, "A1 B2"),
    ("F0s are never reached", "X Y 08:00-09:00; Y A 09:00-09:30", {"X": WHOLE_DAY, "Y": WHOLE_DAY}, {}, "A1"),
    ("an F0 passes on in his own period only", "X Y 08:00-09:00; Y A 09:00-09:30", {"X": WHOLE_DAY, "Y": "10:00-20:00"}, {}, ""),
    ("two F0s: the level is the lower one", "X A 08:00-08:10; A B 09:00-09:10; Y B 12:00-12:10", {"X": WHOLE_DAY, "Y": WHOLE_DAY}, {}, "A1 B1"),
    ("met twice: the level is the lower one", "X A 08:00-08:10; A B 09:00-09:10; X B 12:00-12:10", X, {}, "A1 B1"),
    ("an instant counts as a contact", "X A 08:00", X, {}, "A1"),
    ("an instant at the F0's isolation does not", "X A 08:00", X, {"X": "08:00"}, ""),
    ("lying in hospital for a day, seen at its end", "X@market 00:00-23:59; A@market 23:00-23:59", {"X": "22:00-23:59"}, {}, "A1"),
    ("lying in hospital for a day, seen by a visitor", "A@market 00:00-23:59; X@market 23:00-23:59", X, {}, "A1"),
]  # fmt: skip


@pytest.mark.parametrize(("story", "f0", "isolated", "expected"), [s[1:] for s in STORIES], ids=[s[0] for s in STORIES])
def test_who_is_reached(story: str, f0: dict[str, str], isolated: dict[str, str], expected: str) -> None:
    assert levels(tell(story, f0, isolated)) == expected


def test_with_zero_minutes_any_common_stay_counts_but_not_coming_as_the_other_leaves() -> None:
    story = "X@market 08:00-09:00; A@market 08:59:59-10:00; B@market 09:00-10:00"
    assert levels(tell(story, X, {}, levels=1, minutes=0)) == "A1"


def test_only_as_many_levels_as_the_definition_says() -> None:
    story = "X A 08:00-08:10; A B 09:00-09:10; B C 10:00-10:10; C D 11:00-11:10"
    assert [levels(tell(story, X, {}, levels=k)) for k in (1, 2, 4)] == ["A1", "A1 B2", "A1 B2 C3 D4"]
    assert tell(story, X, {}, levels=4).counts() == {1: 1, 2: 1, 3: 1, 4: 1}
    assert tell("", X, {}).counts() == {1: 0, 2: 0, 3: 0}


def test_a_longer_chain_may_expose_earlier_than_the_one_that_gives_the_level() -> None:
    """B meets the F0 at noon (F1), but A brought it to him at nine; C, met at ten, is reached through that."""
    trace = tell("X A 08:00-08:10; A B 09:00-09:10; X B 12:00-12:10; B C 10:00-10:10", X, {})
    assert levels(trace) == "A1 B1 C3"
    b = trace.person.tolist().index(PEOPLE.index("B"))
    assert (trace.exposed_from[b], trace.earliest[b]) == (at("12:00"), at("09:00"))
    assert [PEOPLE[e.source] for e in trace.path(PEOPLE.index("B"))] == ["X"]
    assert [PEOPLE[e.source] for e in trace.path(PEOPLE.index("B"), earliest=True)] == ["X", "A"]
    assert [PEOPLE[e.source] for e in trace.path(PEOPLE.index("C"))] == ["X", "A", "B"]
    assert [e.start for e in trace.exposures(PEOPLE.index("B"))] == [at("12:00")], "what makes him an F1"


def test_last_exposure_is_the_end_of_the_last_meeting_at_his_level() -> None:
    trace = tell("X A 08:00-08:10; X A 15:00-15:30; X B 09:00-09:10; B A 18:00-18:10", X, {})
    a = trace.person.tolist().index(0)
    assert trace.last_exposure[a] == at("15:30"), "meeting another F1 later does not prolong an F1's isolation"
    assert [e.end for e in trace.exposures(0)] == [at("08:10"), at("15:30")]
    assert (trace.exposed_from[a], trace.exposed_until[a]) == (at("08:00"), at("08:10"))


def test_why_names_source_place_and_interval() -> None:
    trace = tell("X@market 08:00-09:00; A@market 08:30-10:00; A@market 11:00-12:00", X, {})
    (why,) = trace.exposures(0)
    assert (why.source, why.source_visit, why.target_visit, why.contact) == (PEOPLE.index("X"), 0, 1, None)
    assert (why.start, why.end) == (at("08:30"), at("09:00"))
    assert trace.path(0) == (why,)


def test_a_stay_of_days_appears_once_in_the_reasons() -> None:
    contacts, week = Contacts([], [], [], []), 7 * 86400
    visits = Visits([0, 1], [0, 0], [DAY, DAY + 3600], [DAY + week, DAY + week])
    trace = Index.build(contacts, visits).trace([0], [DAY], [DAY + week], Definition(1, 15))
    (why,) = trace.exposures(1)
    assert (why.start, why.end) == (DAY + 3600, DAY + week)


def test_an_f0_has_no_path_and_no_reasons_and_others_have_none_at_all() -> None:
    trace = tell("X A 08:00-08:10", X, {})
    x = PEOPLE.index("X")
    assert (trace.path(x), trace.exposures(x), trace.level_of(x)) == ((), [], 0)
    assert trace.level_of(PEOPLE.index("D")) is None
    for ask in (trace.path, trace.exposures):
        with pytest.raises(LookupError, match="was not reached"):
            ask(PEOPLE.index("D"))
