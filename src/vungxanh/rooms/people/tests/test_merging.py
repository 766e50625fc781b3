"""Possible duplicates are found, decided for ever, merged, and two again."""

from datetime import date, datetime
from typing import Any

import pytest

from vungxanh.common.models import AuditEntry
from vungxanh.common.worker import deliver_due
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.people import actions, queries
from vungxanh.rooms.people.models import Merge, Person, PossibleDuplicate
from vungxanh.rooms.people.rules import PairState, PersonRow
from vungxanh.testing import COMMUNE, OTHER_COMMUNE, OTHER_DISTRICT, actor

pytestmark = pytest.mark.django_db
AN = {
    "area_path": COMMUNE, "full_name": "Điểu Thị Nhạn", "sex": "F", "birth_date": date(1987, 5, 9),
    "phone": "0912345678", "citizen_id": "070187001234", "address": "Số 1",
}  # fmt: skip


def recorded(by: Actor, at: datetime, **values: Any) -> Person:
    return actions.record(by=by, at=at, **(AN | values))


def three(by: Actor, at: datetime) -> tuple[Person, Person, Person]:
    """Two records of one woman, and a namesake of the same year."""
    first = recorded(by, at)
    second = recorded(
        by, at, full_name="DIEU THI NHAN", birth_date=None, birth_year=1987, citizen_id="", occupation="Giáo viên",
        address="",
    )  # fmt: skip
    third = recorded(by, at, phone="", citizen_id="", birth_date=None, birth_year=1987)
    deliver_due()
    return first, second, third


def open_pairs(by: Actor) -> set[frozenset[Any]]:
    return {frozenset((pair.a_id, pair.b_id)) for pair in queries.waiting(by)}


def test_recording_puts_whoever_may_be_the_same_into_the_queue(officer: Actor, at: datetime) -> None:
    first, second, third = three(officer, at)
    assert {frozenset((first.pk, second.pk))} <= open_pairs(officer)
    best = queries.waiting(officer)[0]
    assert {best.a_id, best.b_id} == {first.pk, second.pk}
    said = [why.text for why in queries.reasons_of(best.levels, best.rarity, best.place_rarity)]
    assert said[:2] == ["cùng số điện thoại", "cùng họ tên"]
    assert "Nhạn" not in str(AuditEntry.objects.filter(action="people.keep_alike").values_list("detail", flat=True))
    ids = [first.pk, second.pk, third.pk]
    again = actions.keep_alike(by=system(), at=at, person_ids=ids, found=queries.alike_pairs(ids))
    assert again == 0  # each pair once
    # Looked for while the second was merged into the first, kept after that was undone: the pair is not lost.
    assert actions.keep_alike(by=system(), at=at, person_ids=[first.pk], found=[]) == 0
    assert queries.waiting(officer)[0].pk == best.pk
    actions.correct(by=officer, at=at, person_id=second.pk, full_name="Lò Văn Páo", phone="0987654321", sex="M")
    deliver_due()
    assert frozenset((first.pk, second.pk)) not in open_pairs(officer)


def test_many_at_once_are_matched_too(officer: Actor, at: datetime) -> None:
    rows = [PersonRow(full_name=f"Lò Thị {word}", area_path=COMMUNE, birth_date=date(1990, 2, 3), phone=phone)
            for word, phone in (("Páo", "0912345670"), ("Páo", "0912345670"), ("Sử", "0912345671"))]  # fmt: skip
    ids = actions.record_many(by=officer, at=at, rows=rows)
    deliver_due()
    assert open_pairs(officer) == {frozenset(ids[:2])}


def test_two_people_are_never_asked_again(officer: Actor, at: datetime) -> None:
    first, second, _third = three(officer, at)
    pair = queries.pair_of(officer, first.pk, second.pk)
    assert pair is not None
    actions.put_off(by=officer, at=at, pair_id=pair.pk)
    assert list(queries.waiting(officer))[-1].pk == pair.pk
    actions.say_different(by=officer, at=at, pair_id=pair.pk)
    with pytest.raises(Refused, match="đã được quyết"):
        actions.say_different(by=officer, at=at, pair_id=pair.pk)
    actions.correct(by=officer, at=at, person_id=first.pk, hamlet="Thôn 2")
    deliver_due()
    assert frozenset((first.pk, second.pk)) not in open_pairs(officer)
    assert queries.pair(officer, pair.pk).decided_by == officer.name
    actions.ask_again(by=officer, at=at, pair_id=pair.pk)
    assert frozenset((first.pk, second.pk)) in open_pairs(officer)


def test_a_merge_takes_what_was_chosen_and_an_undo_gives_it_back(officer: Actor, at: datetime) -> None:
    first, second, third = three(officer, at)
    before = {p.pk: p for p in Person.objects.all()}
    queue = sorted(PossibleDuplicate.objects.values_list("a", "b", "state", "decided_at", "closed_by", "made_by"))
    made = actions.merge(
        by=officer, at=at, survivor_id=first.pk, away_id=second.pk, take=["occupation", "full_name", "birth"]
    )
    now = queries.get(officer, first.pk)
    assert (now.full_name, now.occupation, now.birth_date) == ("DIEU THI NHAN", "Giáo viên", None)
    assert (now.former_names, now.phone, now.citizen_id) == ("Điểu Thị Nhạn", AN["phone"], AN["citizen_id"])
    assert queries.get(officer, second.pk).pk == first.pk  # his page is the survivor's
    assert second.pk not in set(queries.visible(officer).values_list("pk", flat=True))
    assert [m.pk for m in queries.merges_of(officer, first.pk)] == [made.pk]
    assert all(second.pk not in pair for pair in open_pairs(officer))
    told = str(AuditEntry.objects.get(action="people.merge").detail)
    assert "Thị Nhạn" not in told
    assert str(second.pk) in told
    for args in ((first.pk, second.pk), (second.pk, third.pk), (first.pk, first.pk)):
        with pytest.raises(Refused):
            actions.merge(by=officer, at=at, survivor_id=args[0], away_id=args[1])
    actions.undo_merge(by=officer, at=at, merge_id=made.pk)
    for pk, old in before.items():
        again = Person.objects.get(pk=pk)
        assert {f.attname: getattr(again, f.attname) for f in Person._meta.concrete_fields} == {
            f.attname: getattr(old, f.attname) for f in Person._meta.concrete_fields
        }
    now_queue = PossibleDuplicate.objects.values_list("a", "b", "state", "decided_at", "closed_by", "made_by")
    assert sorted(now_queue) == queue
    with pytest.raises(Refused, match="đã được hoàn tác"):
        actions.undo_merge(by=officer, at=at, merge_id=made.pk)


def test_what_was_corrected_since_stays_corrected(officer: Actor, at: datetime) -> None:
    first, second, _third = three(officer, at)
    made = actions.merge(by=officer, at=at, survivor_id=first.pk, away_id=second.pk, take=["occupation", "sex"])
    actions.correct(by=officer, at=at, person_id=second.pk, occupation="Y tá")  # an old link: the survivor is meant
    actions.undo_merge(by=officer, at=at, merge_id=made.pk)
    assert Person.objects.get(pk=first.pk).occupation == "Y tá"
    assert Person.objects.get(pk=second.pk).occupation == "Giáo viên"


def test_merges_are_undone_from_the_last(officer: Actor, at: datetime) -> None:
    first, second, third = three(officer, at)
    one = actions.merge(by=officer, at=at, survivor_id=second.pk, away_id=first.pk)
    two = actions.merge(by=officer, at=at, survivor_id=third.pk, away_id=second.pk)
    assert queries.get(officer, first.pk).pk == queries.survivor_of(first.pk) == third.pk
    with pytest.raises(Refused, match="lần gộp sau trước"):
        actions.undo_merge(by=officer, at=at, merge_id=one.pk)
    actions.undo_merge(by=officer, at=at, merge_id=two.pk)
    actions.undo_merge(by=officer, at=at, merge_id=one.pk)
    assert not Person.objects.exclude(merged_into=None).exists()


def test_different_is_remembered_through_a_merge(officer: Actor, at: datetime) -> None:
    first, second, third = three(officer, at)
    pair = queries.pair_of(officer, second.pk, third.pk)
    assert pair is not None
    actions.say_different(by=officer, at=at, pair_id=pair.pk)
    made = actions.merge(by=officer, at=at, survivor_id=first.pk, away_id=second.pk)
    deliver_due()
    assert open_pairs(officer) == set()
    inherited = queries.pair_of(officer, first.pk, third.pk)
    assert inherited is not None
    assert inherited.state == PairState.DIFFERENT
    actions.undo_merge(by=officer, at=at, merge_id=made.pk)
    again = queries.pair_of(officer, second.pk, third.pk)
    assert again is not None
    assert again.state == PairState.DIFFERENT


def test_only_who_may_merge_in_both_areas(officer: Actor, at: datetime) -> None:
    first, second, _third = three(officer, at)
    elsewhere = recorded(system(), at, area_path=OTHER_DISTRICT, citizen_id="")
    deliver_due()
    assert all(elsewhere.pk not in pair for pair in open_pairs(officer))
    pair = queries.pair_of(system(), first.pk, elsewhere.pk)
    assert pair is not None
    neighbour = actor(area=OTHER_COMMUNE)
    assert queries.count_waiting(neighbour) == 0
    for by, survivor, away in ((officer, first, elsewhere), (officer, elsewhere, first), (neighbour, first, second)):
        with pytest.raises(NotYours):
            actions.merge(by=by, at=at, survivor_id=survivor.pk, away_id=away.pk)
    for act in (actions.say_different, actions.put_off, actions.ask_again):
        with pytest.raises(NotYours):
            act(by=officer, at=at, pair_id=pair.pk)
    made = actions.merge(by=system(), at=at, survivor_id=first.pk, away_id=elsewhere.pk)
    with pytest.raises(NotYours):
        actions.undo_merge(by=officer, at=at, merge_id=made.pk)
    assert Merge.objects.get().undone_at is None


def test_an_import_finds_the_survivor(officer: Actor, at: datetime) -> None:
    rows = [PersonRow(full_name="Lò Thị Páo", area_path=COMMUNE, source="so", external_id=key) for key in ("1", "2")]
    one, two = actions.record_many(by=officer, at=at, rows=rows)
    actions.merge(by=officer, at=at, survivor_id=one, away_id=two)
    assert actions.record_many(by=officer, at=at, rows=rows) == [one, one]
    assert queries.known("so", ["1", "2"]) == {"1": one, "2": one}
