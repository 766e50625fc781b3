"""Samples and results in bulk: one statement a table, one audit row a batch."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from vungxanh.common.actions import action
from vungxanh.common.audit import note
from vungxanh.common.bulk import insert
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.laboratory import queries, rules
from vungxanh.rooms.laboratory.actions.parts import due_of
from vungxanh.rooms.laboratory.actions.settling import TEST, tell_results
from vungxanh.rooms.laboratory.actions.wanting import answered
from vungxanh.rooms.laboratory.models import LabTest, Sample, Tube

_SAMPLE = (
    "id", "code", "tube_id", "person_id", "case_id", "disease", "area_path", "material", "collected_at", "received_at",
    "laboratory", "result", "resulted_at", "held", "note", "source", "external_id", "created_at",
)  # fmt: skip
_TUBE = (
    "id", "code", "kind", "size", "disease", "area_path", "material", "laboratory_id", "stage", "collected_at", "received_at",
    "due_at", "result", "lost_reason", "created_at",
)  # fmt: skip


@action(needs=Permission.SAMPLE_RECORD)
def record_many(*, by: Actor, at: datetime, rows: Sequence[rules.SampleRow], source: str) -> rules.SampleBatch:
    """Write a batch of samples with their results. A sample known by (source, external_id) stays as it is, but one that
    waits for its result gets it. Persons and cases must exist. Several rows may be tests of one sample."""
    for area in {row.area_path for row in rows}:
        by.check(Permission.SAMPLE_RECORD, area)
    problems = [p for index, row in enumerate(rows) for p in rules.problems_of(index, row, at)]
    bad = {p.index for p in problems}
    good = [row for index, row in enumerate(rows) if index not in bad]
    there = queries.known(by=by, source=source, external_ids=(row.external_id for row in good))
    told: dict[str, list[rules.ResultFacts]] = {}
    fresh: dict[str, rules.SampleRow] = {}
    for row in good:
        if row.external_id not in there:
            fresh.setdefault(row.external_id, row)
        if row.test and row.test.result is not rules.Result.PENDING:
            told.setdefault(row.external_id, []).append(row.test)
    ids = {key: new_id() for key in fresh}
    tubes = _tubes(by, {key: row for key, row in fresh.items() if key not in told}, at)
    insert(Sample, _SAMPLE, [
        _sample(row, ids[key], tubes.get(key), told.get(key, []), source, at) for key, row in fresh.items()
    ])  # fmt: skip
    waiting = {key: sample for key, sample in there.items() if sample.result == rules.Result.PENDING and key in told}
    owners = ids | {key: sample.pk for key, sample in waiting.items()}
    tests = [_test(owners[key], test, at) for key, found in told.items() if key in owners for test in found]
    insert(LabTest, TEST, tests)
    for key, sample in waiting.items():
        sample.result, sample.resulted_at = _standing(told[key])
    Sample.objects.bulk_update(waiting.values(), ["result", "resulted_at"], batch_size=400)
    for sample in waiting.values():
        known = {"stage": rules.Stage.RESULT, "result": sample.result, "resulted_at": sample.resulted_at}
        Tube.objects.filter(samples=sample, kind=rules.TubeKind.SINGLE, stage__in=rules.WAITING).update(**known)
    for name in {row.disease for row in fresh.values()}:
        mine = ((row.person_id, ids[key], row.sample.collected_at) for key, row in fresh.items() if row.disease == name)
        answered(mine, name)
    persons = {key: row.person_id for key, row in fresh.items()} | {key: one.person_id for key, one in waiting.items()}
    tell_results([(owners[key], persons[key]) for key in told if key in owners])
    note(source=source, created=len(ids), known=len(there), tested=len(tests), kept_out=len(problems),
         ids=list(ids.values()), updated=[str(sample.pk) for sample in waiting.values()])  # fmt: skip
    return rules.SampleBatch(len(ids), len(good) - len(fresh), tuple(problems), len(tests))


def _standing(tests: list[rules.ResultFacts]) -> tuple[rules.Result, datetime | None]:
    return rules.standing([(test.result, test.resulted_at, False) for test in tests])


def _tubes(by: Actor, rows: dict[str, rules.SampleRow], at: datetime) -> dict[str, Any]:
    """A tube for each that waits for its result; one whose code is taken has a tube without a code."""
    codes = {row.sample.code for row in rows.values() if row.sample.code}
    taken = set(Tube.objects.filter(code__among=codes).values_list("code", flat=True))
    named = {
        name: queries.laboratory_named(by=by, name=name) for name in {row.sample.laboratory for row in rows.values()}
    }
    made: list[tuple[Any, ...]] = []
    ids = {key: new_id() for key in rows}
    for key, row in rows.items():
        s = row.sample
        code = "" if s.code[:40] in taken else s.code[:40]
        taken.add(code)
        place = named[s.laboratory]
        made.append((
            ids[key], code, "single", 1, row.disease, row.area_path, s.material.value, place.pk if place else None,
            str(rules.Stage.RECEIVED if s.received_at else rules.Stage.COLLECTED), s.collected_at, s.received_at,
            due_of(row.disease, s.collected_at, row.area_path), "pending", "", at,
        ))  # fmt: skip
    insert(Tube, _TUBE, made)
    return ids


def _sample(
    row: rules.SampleRow, pk: Any, tube: Any, tests: list[rules.ResultFacts], source: str, at: datetime
) -> tuple[Any, ...]:
    s = row.sample
    result, when = _standing(tests)
    return (
        pk, s.code[:40], tube, row.person_id, row.case_id, row.disease, row.area_path, s.material, s.collected_at,
        s.received_at, s.laboratory[:160], result, when, False, s.note[:300], source, row.external_id, at,
    )  # fmt: skip


def _test(sample_id: Any, test: rules.ResultFacts, at: datetime) -> tuple[Any, ...]:
    return (
        new_id(), sample_id, None, test.method, test.result, test.resulted_at, test.ct, test.laboratory[:160],
        test.note[:300], None, "", at,
    )  # fmt: skip
