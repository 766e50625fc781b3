"""Who samples in the demo: trainings held before the morning, each with those who were there."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from vungxanh.adapters.demo.names import COMMUNES, GIVEN, MIDDLE, SURNAMES
from vungxanh.adapters.demo.population import DISTRICT
from vungxanh.adapters.demo.times import area_of
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.laboratory import actions, queries

DISTRICT_WIDE = -1
# (commune, days before the morning, what was taught, who came, how many, their body)
TRAININGS = (
    (DISTRICT_WIDE, 300, "sampling", "medical", 6, "Trung tâm Y tế huyện"),
    (DISTRICT_WIDE, 21, "sampling", "medical", 5, "Trạm Y tế lưu động"),
    (DISTRICT_WIDE, 20, "testing", "medical", 3, "Khoa Xét nghiệm"),
    (0, 12, "sampling", "covid_team", 6, "Tổ Covid cộng đồng"),
    (1, 12, "sampling", "covid_team", 5, "Tổ Covid cộng đồng"),
    (2, 9, "sampling", "volunteer", 4, "Đoàn Thanh niên"),
    (4, 9, "sampling", "student", 4, "Sinh viên y tình nguyện"),
    (5, 176, "sampling", "volunteer", 3, "Hội Chữ thập đỏ"),
)


def teach(by: Actor, at: datetime) -> None:
    """Every training. Called twice it does nothing."""
    if queries.visible_samplers(by).exists():
        return
    dice = random.Random(2021)  # noqa: S311  names of nobody
    for commune, ago, topic, kind, count, body in TRAININGS:
        held = at - timedelta(days=ago)
        actions.record_training(
            by=by, at=held, area_path=DISTRICT if commune == DISTRICT_WIDE else area_of(commune), day=held.date(), topic=topic,
            kind=kind, trainees=_trainees(dice, count, body), teacher="Trung tâm Kiểm soát bệnh tật tỉnh",
            place="Trung tâm Y tế huyện" if commune == DISTRICT_WIDE else f"Nhà văn hóa xã {COMMUNES[commune][1]}",
        )  # fmt: skip


def _trainees(dice: random.Random, count: int, body: str) -> Sequence[actions.Trainee]:
    surnames, weights = zip(*SURNAMES, strict=True)
    found = []
    for n in range(count):
        sex = dice.choice("MF")
        name = " ".join((*dice.choices(surnames, weights), dice.choice(MIDDLE[sex]), dice.choice(GIVEN[sex])))
        where = f"{body} Thôn {n + 1}" if body.startswith("Tổ") else body
        found.append(actions.Trainee(name, where, f"095{dice.randrange(10_000_000):07}"))
    return found
