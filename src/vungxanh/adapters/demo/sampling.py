"""The samples behind the demo's cases: one each, with its result where it is known by the morning."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from vungxanh.adapters.demo.outbreak import Outbreak, Sick
from vungxanh.adapters.demo.population import District
from vungxanh.adapters.demo.times import SOURCE, area_of, moment
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.laboratory import actions as laboratory
from vungxanh.rooms.laboratory.actions import Material, Method, Result, ResultFacts, SampleFacts, SampleRow

LABORATORIES = ("Trung tâm Kiểm soát bệnh tật tỉnh", "Trung tâm Y tế huyện", "Bệnh viện đa khoa tỉnh")


def take(
    by: Actor, at: datetime, d: District, spread: Outbreak, ids: Sequence[UUID], cases: Mapping[int, UUID]
) -> None:
    """Record them all in one go."""
    rows = [_row(d, n, spread.cases[n], ids, case) for n, case in cases.items()]
    laboratory.record_many(by=by, at=at, rows=rows, source=SOURCE)


def _row(d: District, n: int, sick: Sick, ids: Sequence[UUID], case: UUID) -> SampleRow:
    laboratory_name = LABORATORIES[n % 3]
    quick = n % 7 == 3
    result = ResultFacts(
        method=Method.ANTIGEN if quick else Method.PCR, result=Result.POSITIVE, resulted_at=moment(sick.diagnosed),
        ct=None if quick else 16.0 + n * 7 % 150 / 10, laboratory=laboratory_name,
    )  # fmt: skip
    collected = moment(sick.sampled)
    return SampleRow(
        person_id=ids[sick.person], case_id=case, disease="covid19", external_id=f"M-{n:04d}",
        area_path=area_of(d.homes[int(d.home[sick.person])].commune),
        sample=SampleFacts(
            collected_at=collected, code=f"{collected:%y%m%d}-{n:04d}", laboratory=laboratory_name,
            material=Material.NASAL if quick else Material.NASOPHARYNGEAL,
        ),
        test=result if sick.diagnosed < 0 else None,
    )  # fmt: skip
