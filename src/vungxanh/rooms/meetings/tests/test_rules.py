"""Rules, without a database."""

from dataclasses import replace

import pytest

from vungxanh.kernel.refused import Refused
from vungxanh.rooms.meetings import rules
from vungxanh.rooms.meetings.rules import Form
from vungxanh.testing import AT, hours

pytestmark = pytest.mark.nodb
CT15 = rules.Restraint(name="Chỉ thị 15", paper="2/QĐ", citation="15/CT-TTg", in_room=20, outside=10)
ASK = rules.Facts(
    title="Giao ban phòng dịch", purpose="Giao việc truy vết chợ", starts_at=AT + hours(3), persons=12, place="Phòng họp A",
    chair="Chủ tịch UBND",
)  # fmt: skip
WHY = "Không có đường truyền ở thôn Bù La"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"form": Form.IN_PERSON, "epidemic": False}, "form"),
        ({"epidemic": False}, "why_now"),
        ({"form": Form.IN_PERSON}, "why_in_person"),
        ({"form": Form.IN_PERSON, "why_in_person": WHY, "persons": 21}, "persons"),
        ({"form": Form.IN_PERSON, "why_in_person": WHY, "outside_office": True}, "persons"),
    ],
)
@pytest.mark.requirement("CMD-15")
def test_what_distancing_forbids_is_allowed_without_it(change: dict[str, object], field: str) -> None:
    facts = replace(ASK, **change)  # type: ignore[arg-type]
    with pytest.raises(Refused) as no:
        rules.check(facts, CT15, AT)
    assert no.value.field == field
    rules.check(facts, None, AT)


def test_what_distancing_allows() -> None:
    rules.check(ASK, CT15, AT)
    rules.check(replace(ASK, epidemic=False, why_now="Kỳ thi tốt nghiệp không hoãn được"), CT15, AT)
    rules.check(replace(ASK, form=Form.IN_PERSON, why_in_person=WHY, persons=20), CT15, AT)


def test_an_unchecked_number_warns_and_does_not_forbid() -> None:
    doubtful = replace(CT15, in_room=30, doubtful=frozenset({"in_room"}))
    facts = replace(ASK, form=Form.IN_PERSON, why_in_person=WHY, persons=40)
    rules.check(facts, doubtful, AT)
    assert rules.over(facts, doubtful) == (30, False)
    assert rules.over(replace(facts, persons=30), doubtful) is None
    assert rules.over(replace(facts, form=Form.ONLINE), doubtful) is None


@pytest.mark.parametrize(
    "change",
    [{"starts_at": AT}, {"ends_at": AT + hours(2)}, {"persons": 1}, {"purpose": "họp"}, {"place": ""}, {"chair": " "}],
)
def test_a_request_is_complete(change: dict[str, object]) -> None:
    with pytest.raises(Refused) as no:
        rules.check(replace(ASK, **change), None, AT)  # type: ignore[arg-type]
    assert no.value.field == next(iter(change))
