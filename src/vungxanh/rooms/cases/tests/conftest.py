"""Bù Gia Mập's province, a browser, and a small chain."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from vungxanh.kernel.actor import Actor, system
from vungxanh.rooms.cases import actions
from vungxanh.rooms.cases.models import Case
from vungxanh.rooms.cases.rules import CaseFacts, CaseRow, SourceRow, Status
from vungxanh.rooms.places import actions as places
from vungxanh.testing import hours, person


@pytest.fixture
def areas(db: None, at: datetime) -> None:
    """Real units of one province."""
    places.load_official_units(by=system(), at=at, only=("3/70/",))


@pytest.fixture
def grow(db: None, officer: Actor, at: datetime) -> Callable[..., dict[str, Case]]:
    """A chain: ``grow("AB", "AC", "CD")`` makes cases A to D, A infecting B and C, C infecting D, a day apart."""

    def make(*links: str, disease: str = "covid19", **facts: Any) -> dict[str, Case]:
        names = sorted({name for link in links for name in link})
        rows = [
            CaseRow(
                person_id=person(f"Người {name}").pk, disease=disease, external_id=name, code=name,
                status=Status.CONFIRMED,
                facts=CaseFacts(onset_date=date(2021, 8, 1 + n), diagnosed_at=at - hours(30), **facts),
            )
            for n, name in enumerate(names)
        ]  # fmt: skip
        ids = dict(zip(names, actions.record_many(by=officer, at=at, rows=rows, source="thử").ids, strict=True))
        actions.name_sources_many(
            by=officer, at=at, rows=[SourceRow(ids[link[1]], ids[link[0]], "chợ") for link in links]
        )
        cases = Case.objects.in_bulk(list(ids.values()))
        return {name: cases[pk] for name, pk in ids.items()}

    return make
