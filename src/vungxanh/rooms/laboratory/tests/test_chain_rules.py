"""Rules of the chain, codes, pools, plates, instruments, figures; without a database."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vungxanh.kernel.refused import Refused
from vungxanh.rooms.laboratory import rules
from vungxanh.rooms.laboratory.rules import ClockState, Result, ReturnedTube, Series, Stage, Step, TubeKind, Verdict
from vungxanh.testing import AT

pytestmark = pytest.mark.nodb
HOUR = timedelta(hours=1)
CODE = Series("25222", date(2021, 8, 17), 1).code(7)


def test_the_check_character_is_that_of_iso_7064() -> None:
    # the standard's own example of MOD 37,36, as the Global Release Identifier prints it
    assert rules.check_character("A12425GABC1234002") == "M"
    assert rules.read(CODE.replace("-", "").lower()) == CODE
    assert rules.read("  t-7 ") == "T-7", "a laboratory's own code stays"
    assert rules.number_of(CODE) == 7
    with pytest.raises(Refused, match=r"9\.999"):
        Series("25222", date(2021, 8, 17), 1).code(10_000)


@given(st.integers(0, 17), st.sampled_from("0123456789"))
@settings(max_examples=50)
def test_one_wrong_character_is_always_found(place: int, wrong: str) -> None:
    bare = rules.bare(CODE)
    typed = bare[:place] + wrong + bare[place + 1 :]
    if typed != bare and rules.looks_ours(typed):
        with pytest.raises(Refused):
            rules.read(typed)


def test_steps_lead_on_and_never_back() -> None:
    times: dict[Stage, datetime | None] = {Stage.COLLECTED: AT, Stage.SENT: AT + HOUR}
    rules.check_move(Stage.SENT, times, Step(Stage.RUNNING, AT + 2 * HOUR), AT + 3 * HOUR)
    for now, step in (
        (Stage.SENT, Step(Stage.COLLECTED, AT + 2 * HOUR)),
        (Stage.SENT, Step(Stage.RECEIVED, AT + HOUR / 2)),
        (Stage.SENT, Step(Stage.RECEIVED, AT + 9 * HOUR)),
        (Stage.RETURNED, Step(Stage.LOST, AT + 2 * HOUR)),
        (Stage.RESULT, Step(Stage.LOST, AT + 2 * HOUR)),
    ):
        with pytest.raises(Refused):
            rules.check_move(now, times, step, AT + 3 * HOUR)
    with pytest.raises(Refused, match="thứ tự"):
        rules.check_times({Stage.COLLECTED: AT, Stage.RECEIVED: AT - HOUR}, AT)
    assert rules.reached(times) is Stage.SENT


@pytest.mark.parametrize(
    ("hours", "done", "state"),
    [
        (2, None, ClockState.ON_TIME),
        (9.5, None, ClockState.AT_RISK),
        (13, None, ClockState.BREACHED),
        (20, 11, ClockState.ON_TIME),
        (20, 13, ClockState.BREACHED),
    ],
)
@pytest.mark.requirement("TST-03")
def test_the_clock_of_twelve_hours(hours: float, done: float | None, state: ClockState) -> None:
    ended = AT + done * HOUR if done else None
    assert rules.clock(AT + 12 * HOUR, ended, AT + hours * HOUR, 3 * HOUR) is state


def test_what_a_pool_says_of_each() -> None:
    said = {(k, r): rules.verdict(k, r) for k in TubeKind for r in Result}
    assert said[TubeKind.POOL, Result.POSITIVE] is said[TubeKind.FAMILY, Result.POSITIVE] is Verdict.HELD
    assert said[TubeKind.SINGLE, Result.POSITIVE] is Verdict.POSITIVE
    assert {said[k, Result.NEGATIVE] for k in TubeKind} == {Verdict.NEGATIVE}
    assert {said[k, Result.INVALID] for k in TubeKind} == {Verdict.AGAIN}


@pytest.mark.parametrize(("share", "size"), [(0.001, 10), (0.02, 10), (0.05, 5), (0.25, 5), (0.35, 1)])
def test_the_pool_that_needs_the_fewest_tests(share: float, size: int) -> None:
    found = rules.advise(share, (5, 10))
    assert found.size == size
    assert found.saved == pytest.approx(1 - rules.expected_tests(share, size))
    # Dorfman's own table: at 2 % pools of 8 cost 27 % of the tests
    assert rules.expected_tests(0.02, 8) == pytest.approx(0.27, abs=0.005)


def test_positivity_behind_pools() -> None:
    share = rules.from_pools([(5, True, 10), (5, False, 90)])
    assert share == pytest.approx(0.0217, abs=0.001)
    assert rules.from_pools([]) is None


def test_a_plate_fills_by_columns_and_keeps_its_controls() -> None:
    assert rules.fill((), 9)[7:] == ["H1", "A2"]
    assert rules.well("a01") == "A1"
    assert rules.well("I1") == rules.well("A13") == ""
    assert rules.ROOM == len(rules.fill((), 94)) == 94
    with pytest.raises(Refused, match="Đĩa"):
        rules.fill(("A1",), 94)


QUANTSTUDIO = """* Block Type = 96-Well Block (0.2mL)
* Instrument Type = QuantStudio 5 System

[Results]
Well\tWell Position\tOmit\tSample Name\tTarget Name\tTask\tReporter\tCT
1\tA1\tfalse\tS-1\tN gene\tUNKNOWN\tFAM\t22.5
1\tA1\tfalse\tS-1\tORF1ab\tUNKNOWN\tROX\t24.0
1\tA1\tfalse\tS-1\tRNase P\tUNKNOWN\tVIC\t25.1
2\tB1\tfalse\tS-2\tN gene\tUNKNOWN\tFAM\tUndetermined
2\tB1\tfalse\tS-2\tRNase P\tUNKNOWN\tVIC\t26.0
3\tC1\tfalse\tS-3\tN gene\tUNKNOWN\tFAM\t39.5
3\tC1\tfalse\tS-3\tRNase P\tUNKNOWN\tVIC\tUndetermined
96\tH12\tfalse\tNTC\tN gene\tNTC\tFAM\tUndetermined
"""
CFX = """,Well,Fluor,Target,Content,Sample,Biological Set Name,Cq,Cq Mean
,A01,FAM,N gene,Unkn-01,S-1,,"22,5",
,A01,HEX,IC,Unkn-01,S-1,,"27,0",
,B01,FAM,N gene,Unkn-02,S-2,,NaN,
,B01,HEX,IC,Unkn-02,S-2,,"26,2",
,H12,FAM,N gene,NTC,,,NaN,
"""


def test_the_files_of_two_instruments() -> None:
    cutoff = rules.Cutoff(38, ("RNase P", "IC"))
    kind, rows = rules.readings(QUANTSTUDIO)
    assert (kind, len(rows)) == ("Applied Biosystems QuantStudio", 8)
    calls = rules.calls(rows, cutoff)
    assert [(c.well, c.sample, c.result, c.ct) for c in calls] == [
        ("A1", "S-1", Result.POSITIVE, 22.5), ("B1", "S-2", Result.NEGATIVE, None), ("C1", "S-3", Result.INVALID, None),
    ]  # fmt: skip
    kind, rows = rules.readings(CFX)
    assert kind == "Bio-Rad CFX"
    assert [(c.well, c.result, c.ct) for c in rules.calls(rows, cutoff)] == [
        ("A1", Result.POSITIVE, 22.5), ("B1", Result.NEGATIVE, None),
    ]  # fmt: skip
    for wrong in (CFX.replace("NTC,,,NaN", 'NTC,,,"31,4"'), CFX + ",G12,FAM,N gene,Pos Ctrl,PC,,NaN,\n"):
        with pytest.raises(Refused, match="12"):
            rules.check_controls(rules.readings(wrong)[1], cutoff)
    rules.check_controls(rows, cutoff)
    with pytest.raises(Refused, match="Results"):
        rules.readings("ma,ket qua\n1,am\n")


def test_a_whole_plate_as_the_instrument_writes_it() -> None:
    """Lines of metadata with commas in them, decimals with commas, empty wells, a well left out, more tables below."""
    head = "* Comment = lô 1, đĩa 2, máy 3, ca đêm, người chạy A, B\n* Experiment Run End Time = 2021-08-17 03:12:45 AM +07\n\n"
    lines = ["Well;Well Position;Omit;Sample Name;Target Name;Task;Reporter;Quencher;CT;Ct Mean;Cq Conf"]
    for n, place in enumerate(rules.WELLS):
        sample = "" if n >= 90 else f"S-{n}"
        task = "NTC" if place == "H12" else "UNKNOWN" if sample else ""
        for target in ("N gene", "ORF1ab", "RNase P"):
            up = bool(sample) and (target == "RNase P" or n % 9 == 0)
            omit = "true" if n == 18 else "false"
            ct = f"{20 + n / 10:.3f}".replace(".", ",") if up else "Undetermined" if sample or task else ""
            lines.append(f"{n + 1};{place};{omit};{sample};{target};{task};FAM;NFQ-MGB;{ct};;0,97")
    tail = "\n\n[Amplification Data]\nWell;Cycle;Target Name;Rn;Delta Rn\n1;1;N gene;0,51;-0,01\n"
    text = f"\ufeff{head}[Results]\n" + "\n".join(lines) + tail
    kind, rows = rules.readings(text.replace("\n", "\r\n"))
    cutoff = rules.Cutoff(38, ("RNase P",))
    rules.check_controls(rows, cutoff)
    calls = rules.calls(rows, cutoff)
    assert (kind, len(rows), len(calls)) == ("Applied Biosystems QuantStudio", 95 * 3, 89)
    assert [c.sample for c in calls if c.result is Result.POSITIVE] == [f"S-{n}" for n in range(0, 90, 9) if n != 18]
    assert next(c.ct for c in calls if c.sample == "S-9") == 20.9
    written = rules.Cutoff(38, ("RNaseP",))
    rules.check_internal(rows, written)
    assert rules.calls(rows, written) == calls, "a blank in its name is no other name"
    with pytest.raises(Refused, match="RNase P"):  # nobody said that it is the internal control: all would be positive
        rules.check_internal(rows, rules.Cutoff(38, ("IC",)))


TUBES = st.lists(
    st.tuples(st.sampled_from("ab"), st.integers(0, 40), st.booleans(), st.booleans(), st.integers(1, 10)), max_size=40
)


@given(TUBES)
@settings(max_examples=60)
def test_figures_of_packs_are_those_of_a_recount(tubes: list[tuple[str, int, bool, bool, int]]) -> None:
    """Packed, however they are put together: the same as one tube at a time."""
    packs: dict[tuple[str, bool], list[ReturnedTube]] = {}
    for key, minutes, late, positive, size in tubes:
        one = ReturnedTube(f"P{size % 3}", minutes * 10, size, late, "positive" if positive else "negative")
        packs.setdefault((key, size > 5), []).append(one)
    found_all = rules.Returned(rules.packed(key[0], mine) for key, mine in packs.items())
    by_lab = {key: figures.persons for key, figures in found_all.by_laboratory().items()}
    assert by_lab == {
        f"P{n}": sum(t[4] for t in tubes if t[4] % 3 == n) for n in range(3) if any(t[4] % 3 == n for t in tubes)
    }
    assert {(size, up): n for size, up, n in found_all.results()} == Counter((t[4], t[3]) for t in tubes)
    grouped = {path.strip("/"): figures for path, figures in found_all.by_area(4).items()}
    assert found_all.total().positive == sum(t[3] for t in tubes)
    for key in "ab":
        mine = sorted(minutes * 10 for k, minutes, *_rest in tubes if k == key)
        found = grouped.get(key, rules.Figures())
        assert found.returned == len(mine)
        assert found.persons == sum(t[4] for t in tubes if t[0] == key)
        assert found.on_time == sum(1 for t in tubes if t[0] == key and not t[2])
        assert found.median == (mine[(len(mine) - 1) // 2] if mine else None)
        assert found.p90 == (mine[-(-9 * len(mine) // 10) - 1] if mine else None)


def test_who_stands_for_a_household() -> None:
    assert rules.representatives("abcd", 5, 1, 2) == "a"
    assert rules.representatives("abcde", 5, 1, 2) == "ab"
    assert rules.belongs("Tài xế xe tải", rules.words_of("lái xe, tài xế"))
    assert not rules.belongs("", rules.words_of("lái xe"))
