"""What the pages count equals a recount, tube by tube, whatever the tubes."""

import random
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from vungxanh.kernel.actor import Actor, system
from vungxanh.rooms.laboratory import actions, queries, rules
from vungxanh.rooms.laboratory.models import ReturnedPack, Tube
from vungxanh.rooms.laboratory.rules import Stage
from vungxanh.testing import COMMUNE, DISTRICT, OTHER_COMMUNE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("areas")]


@pytest.mark.requirement("TST-04")
@pytest.mark.parametrize("seed", range(4))
def test_backlog_capacity_and_shares_equal_a_recount(officer: Actor, at: datetime, seed: int) -> None:
    dice = random.Random(seed)
    labs = [
        actions.add_laboratory(by=officer, at=at, area_path=DISTRICT, name=f"P{n}", capacity=50 * n or None)
        for n in range(3)
    ]
    made = [_tube(dice, at, [*labs, None]) for _ in range(dice.randrange(300))]
    Tube.objects.bulk_create(made)
    keys = {(t.returned_on, t.area_path) for t in made if t.returned_on}
    ReturnedPack.objects.bulk_create(ReturnedPack(day=day, area_path=path) for day, path in sorted(keys))
    some = queries.stale_days(by=officer)[: dice.randrange(4)]
    actions.pack(by=system(), at=at, of_days=some)
    assert not set(some) & set(queries.stale_days(by=officer)), "the others are read from the tubes"
    since = at.date() - timedelta(days=3)
    board = queries.board(by=officer, at=at, since=since, until=at.date())
    for line in board.laboratories:
        mine = [t for t in made if t.laboratory == line.laboratory]
        waiting = [t for t in mine if t.stage in rules.WAITING]
        back = [t for t in mine if t.returned_on and since <= t.returned_on <= at.date()]
        today = [t for t in mine if t.received_at and t.received_at >= at.replace(hour=17) - timedelta(days=1)]
        assert (line.backlog, line.late) == (len(waiting), sum(t.due_at < at for t in waiting))
        assert line.received_today == len(today)
        assert (line.figures.returned, line.figures.persons) == (len(back), sum(t.size for t in back))
        assert line.figures.on_time == sum(not t.late for t in back)
        assert line.figures.positive == sum(t.result == "positive" for t in back)
    for path, figures, waiting, late in board.areas:
        mine = [t for t in made if t.area_path == path]
        assert waiting == sum(t.stage in rules.WAITING for t in mine)
        assert late == sum(t.stage in rules.WAITING and t.due_at < at for t in mine)
        assert figures.returned == sum(bool(t.returned_on and since <= t.returned_on) for t in mine)
    counts = queries.open_counts(by=officer, at=at)
    on_way = [t for t in made if t.stage in rules.OPEN]
    assert counts.total == len(on_way) == sum(counts.held.values())
    assert counts.breached == sum(t.due_at < at for t in on_way)
    assert counts.at_risk == sum(at <= t.due_at <= at + timedelta(hours=3) for t in on_way)


def _tube(dice: random.Random, at: datetime, labs: list[object]) -> Tube:
    collected = at - timedelta(minutes=dice.randrange(5 * 1440))
    stage = dice.choice([s for s in Stage if s is not Stage.PLANNED])
    made = Tube(
        disease="covid19", area_path=dice.choice((COMMUNE, OTHER_COMMUNE)), material="throat", laboratory=dice.choice(labs),
        stage=stage, collected_at=collected, due_at=collected + timedelta(hours=12), size=dice.choice((1, 5, 10)), created_at=at,
        result=dice.choice(("positive", "negative")) if stage in (Stage.RESULT, Stage.RETURNED) else "pending",
    )  # fmt: skip
    if stage in (Stage.RECEIVED, Stage.RUNNING, Stage.RESULT, Stage.RETURNED):
        made.received_at = min(at, collected + timedelta(hours=dice.randrange(9)))
    if stage is Stage.RETURNED:
        made.returned_at = min(at, collected + timedelta(hours=dice.randrange(1, 30)))
        made.returned_on = timezone.localdate(made.returned_at)
        made.minutes = rules.minutes_between(collected, made.returned_at)
        made.late = made.returned_at > made.due_at
    return made
