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
from vungxanh.rooms.laboratory.models import LabTest, Sample

_SAMPLE = (
    "id", "code", "person_id", "case_id", "disease", "area_path", "material", "collected_at", "received_at",
    "laboratory", "result", "resulted_at", "note", "source", "external_id", "created_at",
)  # fmt: skip
_TEST = (
    "id", "sample_id", "method", "result", "resulted_at", "ct", "laboratory", "note", "replaces_id", "reason", "told_at",
)  # fmt: skip


@action(needs=Permission.SAMPLE_RECORD)
def record_many(*, by: Actor, at: datetime, rows: Sequence[rules.SampleRow], source: str) -> rules.BatchResult:
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
    insert(Sample, _SAMPLE, [_sample(row, ids[key], told.get(key, []), source, at) for key, row in fresh.items()])
    waiting = {key: sample for key, sample in there.items() if sample.result == rules.Result.PENDING and key in told}
    owners = ids | {key: sample.pk for key, sample in waiting.items()}
    tests = [_test(owners[key], test, at) for key, found in told.items() if key in owners for test in found]
    insert(LabTest, _TEST, tests)
    for key, sample in waiting.items():
        sample.result, sample.resulted_at = _standing(told[key])
    Sample.objects.bulk_update(waiting.values(), ["result", "resulted_at"], batch_size=400)
    note(source=source, created=len(ids), known=len(there), tested=len(tests), kept_out=len(problems),
         ids=list(ids.values()), updated=[str(sample.pk) for sample in waiting.values()])  # fmt: skip
    return rules.BatchResult(len(ids), len(good) - len(fresh), len(tests), tuple(problems))


def _standing(tests: list[rules.ResultFacts]) -> tuple[rules.Result, datetime | None]:
    return rules.standing([(test.result, test.resulted_at, False) for test in tests])


def _sample(
    row: rules.SampleRow, pk: Any, tests: list[rules.ResultFacts], source: str, at: datetime
) -> tuple[Any, ...]:
    s = row.sample
    result, when = _standing(tests)
    return (
        pk, s.code[:40], row.person_id, row.case_id, row.disease, row.area_path, s.material, s.collected_at,
        s.received_at, s.laboratory[:160], result, when, s.note[:300], source, row.external_id, at,
    )  # fmt: skip


def _test(sample_id: Any, test: rules.ResultFacts, at: datetime) -> tuple[Any, ...]:
    return (
        new_id(), sample_id, test.method, test.result, test.resulted_at, test.ct, test.laboratory[:160],
        test.note[:300], None, "", at,
    )  # fmt: skip
