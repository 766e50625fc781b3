"""Rules of cases, without a database."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.kernel.ids import new_id
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.cases import rules
from vungxanh.rooms.cases.rules import CaseFacts, ClockState, Outcome, Status, Verb

AT = datetime(2021, 8, 17, 0, 30, tzinfo=UTC)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


@dataclass(frozen=True)
class Known:
    disease: str = "covid19"
    area_path: str = "3/70/691/25222/"
    facts: CaseFacts = field(default_factory=CaseFacts)


@given(st.lists(st.tuples(st.sampled_from(list(Verb)), st.booleans(), st.booleans()), max_size=30))
def test_any_sequence_of_moves_keeps_the_invariants(steps: list[tuple[Verb, bool, bool]]) -> None:
    status, was_confirmed_with_diagnosis = Status.SUSPECTED, True
    for verb, with_reason, diagnosed in steps:
        allowed = {move.verb for move in rules.moves_from(status)}
        try:
            after = rules.check_move(verb, status, reason="xét nghiệm lại" if with_reason else " ", diagnosed=diagnosed)
        except Refused:
            lacks_reason = not with_reason and verb in (Verb.DISCARD, Verb.REOPEN, Verb.SUSPECT)
            lacks_date = verb is Verb.CONFIRM and not diagnosed
            assert verb not in allowed or lacks_reason or lacks_date
            continue
        assert verb in allowed
        if after is Status.CONFIRMED:
            assert status in (Status.SUSPECTED, Status.PROBABLE)
            was_confirmed_with_diagnosis &= diagnosed
        if status is Status.CONFIRMED:
            assert after is Status.DISCARDED  # nothing else leads away from confirmed
            assert with_reason
        if status is Status.DISCARDED:
            assert after is Status.SUSPECTED
            assert with_reason
        status = after
    assert was_confirmed_with_diagnosis


def test_undoing_a_confirmation_is_a_correction() -> None:
    assert rules.needs_correcting(Verb.DISCARD, Status.CONFIRMED)
    assert not rules.needs_correcting(Verb.DISCARD, Status.SUSPECTED)


def test_every_word_has_a_vietnamese_label() -> None:
    assert set(rules.STATUS_NAMES) == set(Status)
    assert set(rules.OUTCOME_NAMES) == set(Outcome)
    assert set(rules.DETECTION_NAMES) == set(rules.Detection)


GOOD = CaseFacts(
    symptomatic=True, onset_date=date(2021, 8, 14), exposure_start=date(2021, 8, 9), exposure_end=date(2021, 8, 10),
    sampled_at=AT - hours(30), diagnosed_at=AT - hours(20), notified_at=AT - hours(10), isolated_at=AT - hours(20),
)  # fmt: skip


def test_dates_in_order_contradict_nothing() -> None:
    assert rules.contradictions(GOOD, AT) == ()
    rules.check_dates(GOOD, AT)


@pytest.mark.parametrize(
    ("change", "where", "possible"),
    [
        ({"onset_date": date(2021, 8, 18)}, "onset_date", False),
        ({"onset_date": date(2021, 8, 17)}, "onset_date", True),
        ({"sampled_at": AT + hours(1)}, "sampled_at", False),
        ({"diagnosed_at": AT - hours(31)}, "diagnosed_at", False),
        ({"notified_at": AT - hours(21)}, "notified_at", True),
        ({"notified_at": AT + hours(1)}, "notified_at", False),
        ({"exposure_end": date(2021, 8, 8)}, "exposure_end", False),
        ({"exposure_start": date(2021, 8, 15), "exposure_end": None}, "exposure_start", True),
        ({"symptomatic": False}, "symptomatic", False),
        ({"outcome": Outcome.DIED, "outcome_date": date(2021, 8, 13)}, "outcome_date", False),
        ({"outcome": Outcome.ILL, "outcome_date": date(2021, 8, 16)}, "outcome_date", False),
    ],
)
def test_contradictions(change: dict[str, object], where: str, possible: bool) -> None:
    facts = replace(GOOD, **change)  # type: ignore[arg-type]
    found = rules.contradictions(facts, AT)
    assert (where, possible) in {(c.field, c.possible) for c in found}
    with pytest.raises(Refused) as refused:
        rules.check_dates(facts, AT)
    assert refused.value.field
    if all(c.possible for c in found):
        rules.check_dates(facts, AT, accept_unusual=True)


@given(
    onset=st.dates(date(2021, 7, 1), date(2021, 9, 1)),
    sampled=st.integers(-2000, 2000),
    diagnosed=st.integers(-2000, 2000),
    notified=st.integers(-2000, 2000),
)
def test_accepted_dates_are_in_order(onset: date, sampled: int, diagnosed: int, notified: int) -> None:
    moments = [AT + hours(n / 3) for n in (sampled, diagnosed, notified)]
    facts = CaseFacts(onset_date=onset, sampled_at=moments[0], diagnosed_at=moments[1], notified_at=moments[2])
    try:
        rules.check_dates(facts, AT)
    except Refused:
        return
    assert onset <= rules.local_day(moments[0])
    assert moments[0] <= moments[1] <= moments[2] <= AT + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("after", "state"),
    [(1, ClockState.ON_TIME), (19, ClockState.AT_RISK), (24, ClockState.AT_RISK), (24.1, ClockState.OVERDUE)],
)
def test_notification_clock_follows_the_regulation(after: float, state: ClockState) -> None:
    clock = rules.notification(Known(facts=CaseFacts(diagnosed_at=AT)), AT + hours(after))
    assert clock is not None
    assert (clock.hours, clock.due_at, clock.state) == (24, AT + hours(24), state)
    assert "54/2015/TT-BYT" in clock.sentence


def test_a_notified_case_was_on_time_or_late() -> None:
    early = rules.notification(Known(facts=CaseFacts(diagnosed_at=AT, notified_at=AT + hours(23))), AT + hours(99))
    late = rules.notification(Known(facts=CaseFacts(diagnosed_at=AT, notified_at=AT + hours(25))), AT + hours(99))
    assert early is not None
    assert late is not None
    assert (early.state, late.state) == (ClockState.NOTIFIED, ClockState.NOTIFIED_LATE)


def test_no_diagnosis_or_no_regulation_no_deadline() -> None:
    assert rules.notification(Known(), AT) is None
    old = Known(disease="mers", facts=CaseFacts(diagnosed_at=datetime(2015, 5, 20, tzinfo=UTC)))
    assert rules.notification(old, AT) is None


def test_infectious_window_of_a_symptomatic_case_ends_with_isolation() -> None:
    isolated = AT - hours(20)
    case = Known(facts=CaseFacts(symptomatic=True, onset_date=date(2021, 8, 14), isolated_at=isolated))
    found = rules.infectious_window(case)
    assert found is not None
    assert found.period.start == rules.start_of(date(2021, 8, 11))  # three days before, 3638/QĐ-BYT
    assert found.period.end == isolated
    assert "3638" in found.sentence


def test_infectious_window_without_symptoms_is_counted_from_the_sample() -> None:
    case = Known(facts=CaseFacts(symptomatic=False, sampled_at=AT))
    found = rules.infectious_window(case)
    assert found is not None
    assert found.period.start == rules.start_of(date(2021, 8, 3))
    assert found.period.end is None


def test_no_dates_no_window() -> None:
    assert rules.infectious_window(Known()) is None


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=40))
def test_links_never_make_a_circle(pairs: list[tuple[int, int]]) -> None:
    ids = [new_id() for _ in range(8)]
    sources: dict[UUID, set[UUID]] = {one: set() for one in ids}
    for a, b in pairs:
        case, source = ids[a], ids[b]
        try:
            rules.check_source(case, source, rules.ancestors(source, sources), diseases=("mers", "mers"))
        except Refused:
            assert case == source or case in rules.ancestors(source, sources)
            continue
        sources[case].add(source)
    assert all(one not in rules.ancestors(one, sources) for one in ids)


def test_a_source_has_the_same_disease() -> None:
    with pytest.raises(Refused, match="cùng một bệnh"):
        rules.check_source(new_id(), new_id(), set(), diseases=("mers", "covid19"))


def test_codes_are_readable() -> None:
    assert rules.code_of(rules.prefix_of("covid19"), 2021, 123) == "CV-2021-000123"
    assert rules.prefix_of("mers") == "MER"


def test_rows_of_history_warn_of_odd_dates_and_refuse_what_cannot_be_stored() -> None:
    odd = rules.CaseRow(
        person_id=new_id(), disease="mers", external_id="SK_1", status=Status.CONFIRMED,
        facts=CaseFacts(onset_date=date(2015, 5, 21), sampled_at=datetime(2015, 5, 20, tzinfo=UTC)),
    )  # fmt: skip
    found = rules.problems_of(0, odd, AT)
    assert {p.field for p in found} == {"onset_date", "diagnosed_at"}
    assert not any(p.fatal for p in found)
    bad = rules.CaseRow(person_id=new_id(), disease="cúm gà", external_id="")
    assert {p.field for p in rules.problems_of(0, bad, AT) if p.fatal} == {"disease", "external_id"}
