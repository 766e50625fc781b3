"""A run of tubes at once, whoever takes them."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.laboratory import actions
from vungxanh.rooms.laboratory.actions import Series, TakenTube
from vungxanh.rooms.laboratory.models import Sample, Tube, Wanted
from vungxanh.testing import COMMUNE, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("areas")]


def test_a_run_is_written_whole_or_not_at_all(officer: Actor, at: datetime) -> None:
    start = at - timedelta(hours=1)
    people = [person(f"Người {n}").pk for n in range(7)]
    session = actions.start_session(by=officer, at=start, area_path=COMMUNE, place="Nhà văn hóa", pool_size=5)
    asked = actions.open_campaign(by=officer, at=at, area_path=COMMUNE, name="Đợt", reason="other", day=at.date())
    actions.add_people(by=officer, at=at, campaign_id=asked.pk, person_ids=people[:3])
    series = Series("25222", at.date(), 1)

    def tube(number: int, some: list[UUID], **more: object) -> TakenTube:
        given = {"collected_at": at - timedelta(minutes=20), **more}
        return TakenTube(code=series.code(number), person_ids=tuple(some), **given)  # type: ignore[arg-type]

    def take(*tubes: TakenTube) -> list[UUID]:
        return actions.take_many(by=officer, at=at, session_id=session.pk, tubes=tubes)  # type: ignore[no-any-return]

    for wrong, why in (
        ((tube(1, people[:2]), tube(1, people[2:4])), "hai lần"),
        ((tube(1, people[:2]), tube(2, people[1:3])), "trùng nhau"),
        ((tube(1, people[:6]),), "từ 1 đến 5 người"),
        ((tube(1, people[:2], collected_at=at + timedelta(minutes=1)),), "chưa tới"),
    ):
        with pytest.raises(Refused, match=why):
            take(*wrong)
    assert not Tube.objects.exists()
    keys = take(tube(1, people[:5]), tube(2, people[5:]))
    assert [t.size for t in Tube.objects.filter(pk__in=keys).order_by("code")] == [5, 2]
    assert {t.kind for t in Tube.objects.all()} == {"pool"}
    assert Sample.objects.count() == 7
    assert Wanted.objects.filter(state="sampled", sample__isnull=False).count() == 3
    with pytest.raises(Refused, match="hôm đó"):
        take(tube(3, people[:1]))
    with pytest.raises(Refused, match="đã dùng"):
        take(tube(2, people[:1], again=True))
    assert len(take(tube(3, people[:1], again=True))) == 1
