"""Results are written: on the test, then on the tube, its persons' samples, and on pools that waited for them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from vungxanh.common.bulk import insert, update
from vungxanh.common.outbox import tell
from vungxanh.kernel.ids import new_ids
from vungxanh.rooms.laboratory import rules
from vungxanh.rooms.laboratory.actions.packing import outdated
from vungxanh.rooms.laboratory.actions.wanting import want_again, want_no_more
from vungxanh.rooms.laboratory.events import ResultsReported
from vungxanh.rooms.laboratory.models import LabTest, Sample, Tube

TEST = (
    "id", "sample_id", "tube_id", "method", "result", "resulted_at", "ct", "laboratory", "note", "replaces_id", "reason",
    "told_at",
)  # fmt: skip
TOLD_AT_ONCE = 500
_DEFINITE = (rules.Result.NEGATIVE, rules.Result.POSITIVE)
Verdict, Result = rules.Verdict, rules.Result


@dataclass
class Unit:
    """What a result speaks of: a tube with its samples, or a sample that never had a tube."""

    tube: Tube | None
    samples: list[Sample]
    tests: list[tuple[rules.ResultFacts, UUID | None, str]] = field(default_factory=list)
    result: rules.Result = Result.PENDING
    resulted_at: datetime | None = None

    @property
    def pooled(self) -> bool:
        """Whether several persons share the result."""
        return self.tube is not None and self.tube.kind != rules.TubeKind.SINGLE

    @property
    def before(self) -> str:
        """The result that stood until now."""
        return self.tube.result if self.tube else self.samples[0].result

    @property
    def collected_at(self) -> datetime:
        """The first of its samples."""
        return min(sample.collected_at for sample in self.samples)

    @property
    def verdict(self) -> rules.Verdict:
        """What it says of each person."""
        return rules.verdict(rules.TubeKind(self.tube.kind) if self.tube else rules.TubeKind.SINGLE, self.result)


def units_of(tubes: Sequence[Tube], samples: Sequence[Sample] = ()) -> dict[UUID, Unit]:
    """Units by the key of their tube; of samples without one by their own."""
    found = {tube.pk: Unit(tube, []) for tube in tubes}
    for sample in Sample.objects.filter(tube__pk__among=set(found)):
        assert sample.tube_id is not None
        found[sample.tube_id].samples.append(sample)
    return found | {sample.pk: Unit(None, [sample]) for sample in samples}


def write(units: Sequence[Unit], at: datetime) -> list[UUID]:
    """The tests of the units, and all that follows; the keys of the tests. The facts are checked by the caller."""
    made = _tests(units, at)
    _stand(units, at)
    _write_tubes(units)
    _write_samples(units)
    for unit in units:
        if unit.tube and unit.verdict in (Verdict.HELD, Verdict.AGAIN):
            want_again(unit.tube, unit.samples, at)
    want_no_more([u.tube for u in units if u.tube and u.before != u.result and u.verdict is Verdict.NEGATIVE])
    also = _close_pools(units)
    tell_results([*((sample.pk, sample.person_id) for unit in units for sample in unit.samples), *also])
    return made


def tell_results(rows: Sequence[tuple[UUID, UUID]]) -> None:
    """Tell of (sample, person) with a result, some hundred in a message."""
    for start in range(0, len(rows), TOLD_AT_ONCE):
        part = rows[start : start + TOLD_AT_ONCE]
        tell(ResultsReported(tuple(sample for sample, _p in part), tuple(person for _s, person in part)))


def _tests(units: Sequence[Unit], at: datetime) -> list[UUID]:
    keys = iter(new_ids(sum(len(unit.tests) for unit in units)))
    rows: list[tuple[Any, ...]] = []
    for unit in units:
        of_tube = unit.tube.pk if unit.pooled and unit.tube else None
        laboratory = unit.samples[0].laboratory
        rows += [
            (
                next(keys), None if of_tube else unit.samples[0].pk, of_tube, test.method.value, test.result.value,
                test.resulted_at or at, test.ct, (test.laboratory.strip() or laboratory)[:160], test.note.strip()[:300], replaces,
                reason, at,
            )
            for test, replaces, reason in unit.tests
        ]  # fmt: skip
    insert(LabTest, TEST, rows)
    return [row[0] for row in rows]


def _stand(units: Sequence[Unit], at: datetime) -> None:
    """Which result stands: of units without one so far, the last told; of the others their tests are read again."""
    again = [unit for unit in units if unit.before != Result.PENDING]
    for unit in units:
        if unit.before == Result.PENDING and unit.tests:
            told = [(test.result, test.resulted_at or at, False) for test, _replaces, _reason in unit.tests]
            unit.result, unit.resulted_at = rules.standing(told)
    by_key: dict[UUID, list[tuple[rules.Result, datetime | None, bool]]] = {}
    keys = {unit.tube.pk if unit.pooled and unit.tube else unit.samples[0].pk for unit in again}
    rows = (
        LabTest.objects.filter(Q(tube__in=keys) | Q(sample__in=keys)).order_by("id") if keys else LabTest.objects.none()
    )
    for tube, sample, result, when, by in rows.values_list("tube", "sample", "result", "resulted_at", "replaced_by"):
        by_key.setdefault(tube or sample, []).append((Result(result), when, by is not None))
    for unit in again:
        key = unit.tube.pk if unit.pooled and unit.tube else unit.samples[0].pk
        unit.result, unit.resulted_at = rules.standing(by_key.get(key, ()))


def _write_tubes(units: Sequence[Unit]) -> None:
    rows = []
    for unit in units:
        if (tube := unit.tube) is None:
            continue
        ended = tube.stage in (rules.Stage.RETURNED, rules.Stage.LOST)
        stage = tube.stage if ended else (rules.Stage.RESULT if unit.result != Result.PENDING else tube.stage)
        rows.append((tube.pk, unit.result.value, unit.resulted_at, str(stage)))
    update(Tube, ("result", "resulted_at", "stage"), rows)
    outdated((unit.tube.returned_on, unit.tube.area_path) for unit in units if unit.tube)


def _write_samples(units: Sequence[Unit]) -> None:
    rows = []
    for unit in units:
        held = unit.verdict is Verdict.HELD
        for sample in unit.samples:
            if held and sample.retest_id is not None:
                continue
            result = Result.PENDING if held else unit.result
            rows.append((sample.pk, result.value, None if held else unit.resulted_at, held))
            sample.result, sample.held = result, held
    update(Sample, ("result", "resulted_at", "held"), rows)


def _close_pools(units: Sequence[Unit]) -> list[tuple[UUID, UUID]]:
    """Somebody tested alone: the sample he gave to a pool has that result now. These samples and whose they are."""
    alone = {
        (unit.samples[0].person_id, unit.samples[0].disease): unit
        for unit in units
        if not unit.pooled and unit.result in _DEFINITE
    }
    tested = {unit.samples[0].pk for unit in alone.values()}
    persons = {person for person, _disease in alone}
    rows = Sample.objects.filter(held=True, person__pk__among=persons) if persons else Sample.objects.none()
    pooled = [*rows, *Sample.objects.filter(retest__pk__among=tested)] if persons else []
    closed, whose = [], []
    for sample in pooled:
        unit = alone.get((sample.person_id, sample.disease))
        if unit is None or unit.samples[0].pk == sample.pk or sample.collected_at > unit.collected_at:
            continue
        closed.append((sample.pk, unit.result.value, unit.resulted_at, False, unit.samples[0].pk))
        whose.append((sample.pk, sample.person_id))
    update(Sample, ("result", "resulted_at", "held", "retest_id"), closed)
    return whose
