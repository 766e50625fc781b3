"""Real units, a few agencies, an empty home for copies, and documents in our own words."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from vungxanh.engine.directive import api
from vungxanh.kernel.actor import Actor, Scope, system
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.agencies.actions import found
from vungxanh.rooms.directives import actions, queries
from vungxanh.rooms.directives.models import Document, DraftTask
from vungxanh.rooms.places import actions as places
from vungxanh.testing import COMMUNE, DISTRICT

TEXT = """ỦY BAN NHÂN DÂN
HUYỆN BÙ GIA MẬP

Số: 77/UBND-VX
V/v thực hiện Thông báo số 12/TB-UBND về phòng dịch

Bù Gia Mập, ngày 16 tháng 8 năm 2021

1. Công an huyện lập ba chốt kiểm soát trước ngày 18/8/2021.
2. UBND các xã rà soát người về từ vùng dịch; báo cáo về Trung tâm Y tế huyện hằng ngày.

Căn cứ Thông báo số 12/TB-UBND ngày 15/8/2021 của Ủy ban nhân dân tỉnh.
"""
Read = Callable[..., Document]
FIRST, SECOND = "Công an huyện lập ba chốt", "UBND các xã rà soát"


def drafts(by: Actor, document: Document) -> list[DraftTask]:
    """The tasks proposed in a document and not dropped."""
    return [d for d in queries.drafts(by=by, document_id=document.pk) if d.state != "dropped"]


def directive(text: str = TEXT) -> api.Directive:
    """What a reader would find in ``TEXT``: the room is tested without the reader's own rules."""
    one, two = text.index(FIRST), text.index(SECOND)
    cite = text.rindex("12/TB-UBND")
    return api.Directive(
        text,
        api.Header(
            issuer="UBND huyện Bù Gia Mập", kind="official_letter", number="77", symbol="UBND-VX", date="2021-08-16",
            subject="Thực hiện Thông báo số 12/TB-UBND về phòng dịch", addressees=("UBND các xã",),
            cites=(api.Citation("12/TB-UBND", "2021-08-15", "UBND tỉnh", cite, cite + 10),),
        ),
        (),
        (
            api.FoundTask("1", one, text.index("\n", one), "Lập ba chốt kiểm soát.", leads=("Công an huyện",),
                          due=api.Due(api.DueKind.BY, "2021-08-18", raw="trước ngày 18/8/2021"),
                          targets=(api.Target("=", 3, "chốt", "ba chốt"),), area_of_work="checkpoints"),
            api.FoundTask("2", two, text.index("\n", two), "Rà soát người về từ vùng dịch.", leads=("UBND các xã",),
                          report_to=("Trung tâm Y tế huyện",), area_of_work="tracing",
                          due=api.Due(api.DueKind.RECURRING, rule="daily", raw="hằng ngày")),
        ),
        (api.Anomaly("early", "Hạn trước ngày văn bản.", one, one + 20),),
    )  # fmt: skip


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: LazySettings) -> Path:
    """Copies of a test stay with it."""
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def bodies(db: None, at: datetime) -> dict[str, Any]:
    """A district's police, health centre, and the committees of two communes."""
    places.load_official_units(by=system(), at=at, only=("3/70/",))
    made = {}
    for key, name, kind, area in (
        ("ubnd", "Ủy ban nhân dân huyện Bù Gia Mập", "committee", DISTRICT),
        ("police", "Công an huyện Bù Gia Mập", "police", DISTRICT),
        ("health", "Trung tâm Y tế huyện Bù Gia Mập", "health", DISTRICT),
        ("xa1", "Ủy ban nhân dân xã Bù Gia Mập", "committee", COMMUNE),
        ("xa2", "Ủy ban nhân dân xã Đak Ơ", "committee", "3/70/691/25225/"),
    ):
        made[key] = found(by=system(), at=at, name=name, kind=kind, area_path=area)
    return made


def at_desk(agency: Any, *permissions: Permission, area: str = "") -> Actor:
    """Somebody who works for an agency."""
    rights = frozenset(permissions or {Permission.DIRECTIVE_SEE, Permission.TASK_SEE, Permission.AGENCY_SEE})
    return Actor(new_id(), "Người nhận", (Scope(area or agency.area_path, rights, agency.pk),))


@pytest.fixture
def read_document(bodies: Any, officer: Actor, at: datetime) -> Callable[..., Document]:
    """A registered document, read as ``directive`` says."""

    def make(text: str = TEXT) -> Document:
        document = actions.register(by=officer, at=at, area_path=DISTRICT, data=text.encode(), name="cong-van.txt")
        actions.record_reading(by=officer, at=at, document_id=document.pk, found=directive(text))
        document.refresh_from_db()
        return document

    return make
