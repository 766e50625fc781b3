"""Rules of samples, without a database."""

from datetime import datetime, timedelta

import pytest

from vungxanh.kernel.refused import Refused
from vungxanh.rooms.laboratory import rules
from vungxanh.rooms.laboratory.rules import Method, Result, ResultFacts, SampleFacts
from vungxanh.testing import AT

pytestmark = pytest.mark.nodb
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("sample", "field"),
    [
        (SampleFacts(collected_at=AT + HOUR), "collected_at"),
        (SampleFacts(collected_at=AT, received_at=AT - HOUR), "received_at"),
        (SampleFacts(collected_at=AT, code="9" * 41), "code"),
    ],
)
def test_an_impossible_sample_is_refused_at_its_field(sample: SampleFacts, field: str) -> None:
    with pytest.raises(Refused) as no:
        rules.check(sample, AT)
    assert no.value.field == field


@pytest.mark.parametrize(
    ("test", "field"),
    [
        (ResultFacts(result=Result.NEGATIVE, resulted_at=AT - 2 * HOUR), "resulted_at"),
        (ResultFacts(result=Result.NEGATIVE, resulted_at=AT + HOUR), "resulted_at"),
        (ResultFacts(result=Result.POSITIVE, ct=0), "ct"),
        (ResultFacts(result=Result.POSITIVE, ct=51), "ct"),
        (ResultFacts(result=Result.POSITIVE, ct=20, method=Method.ANTIGEN), "ct"),
        (ResultFacts(), "result"),
    ],
)
def test_an_impossible_result_is_refused_at_its_field(test: ResultFacts, field: str) -> None:
    with pytest.raises(Refused) as no:
        rules.check_test(test, AT - HOUR, AT)
    assert no.value.field == field


def test_the_last_result_in_force_stands(at: datetime) -> None:
    early = (Result.NEGATIVE, at - HOUR, False)
    assert rules.standing([]) == (Result.PENDING, None)
    assert rules.standing([early, (Result.POSITIVE, at, False)]) == (Result.POSITIVE, at)
    assert rules.standing([early, (Result.POSITIVE, at, True)]) == (Result.NEGATIVE, at - HOUR)
    assert rules.standing([early, (Result.PENDING, None, False)]) == (Result.NEGATIVE, at - HOUR)
