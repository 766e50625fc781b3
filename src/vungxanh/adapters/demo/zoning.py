"""Risk levels of the simulated district: populations, stated numbers, an evaluation, decisions; one departs from it."""

from collections import Counter
from datetime import datetime, timedelta

import numpy as np

from vungxanh.adapters.demo.population import DISTRICT, District
from vungxanh.adapters.demo.times import area_of
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.places import actions as places
from vungxanh.rooms.zones import actions, queries

SOURCE = "dân số mô phỏng"
BORDER = (f"{DISTRICT}25222/", f"{DISTRICT}25225/")


def assess(by: Actor, at: datetime, d: District) -> None:
    """Two weeks of evaluations, a cluster of communes; the worst communes decided, a border commune put higher than
    proposed; goals for the next two weeks."""
    if queries.decisions(by).exists():
        return
    living = Counter(int(commune) for commune in d.commune)
    today = at.date()
    for commune, n in sorted(living.items()):
        path = area_of(commune)
        places.record_population(by=by, at=at, path=path, population=n, as_of=today, source=SOURCE)
        for measure, reported in (("entry_risk", 0.0), ("hard_source", 0.0)):
            actions.record_input(
                by=by, at=at, area_path=path, measure=measure, numerator=reported, day=today,
                source="Ban Chỉ đạo xã báo hằng ngày",
            )  # fmt: skip
    places.record_population(by=by, at=at, path=DISTRICT, population=d.size, as_of=today, source=SOURCE)
    _vaccinated(by, at, d)
    for resource, amount in (("treatment_beds", 120), ("moderate_beds", 20), ("samples", 800), ("oxygen", 600_000)):
        actions.record_stock(
            by=by, at=at, area_path=DISTRICT, resource=resource, amount=amount, day=today,
            source="Trung tâm Y tế huyện (mô phỏng)",
        )  # fmt: skip
    actions.save_cluster(
        by=by, at=at, area_path=DISTRICT, name="Cụm biên giới", members=BORDER, note_text="Hai xã giáp biên giới"
    )
    for days in range(13, -1, -1):
        actions.evaluate(by=by, at=at, area_path=DISTRICT, day=today - timedelta(days=days))
    _decide(at)
    _aim(at)


def _vaccinated(by: Actor, at: datetime, d: District) -> None:
    """Shares of the adults of each commune with a dose, as the later criteria ask."""
    where = np.asarray(d.commune)
    adult = at.year - np.asarray(d.birth_year) >= 18
    for commune in sorted({int(c) for c in where}):
        mine = adult & (where == commune)
        actions.record_input(
            by=by, at=at, area_path=area_of(commune), measure="adults_one_dose", day=at.date(),
            numerator=float((mine & (np.asarray(d.doses) > 0)).sum()), denominator=float(mine.sum()),
            source="danh sách tiêm chủng mô phỏng",
        )  # fmt: skip


def _decide(at: datetime) -> None:
    """The officer reviews, the head decides: the first as proposed and published, a border commune one level higher."""
    officer, head = agencies.actor_named("canbo"), agencies.actor_named("chihuy")
    rows = queries.standing(head).filter(unit="commune").order_by("-level", "folded")
    border = rows.filter(area_path__in=BORDER, level__lt=4).last()
    worst = (rows.exclude(pk=border.pk) if border else rows).first()
    for found, level, number, reason in (
        (worst, None, "1201/QĐ-UBND", ""),
        (
            border,
            1,
            "1202/QĐ-UBND",
            "Xã biên giới: nâng một mức theo Kế hoạch 152, chờ kết quả xét nghiệm người nhập cảnh.",
        ),
    ):
        if found is None:
            continue
        actions.review(by=officer, at=at, proposal_id=found.pk, text="Đã đối chiếu với danh sách ca bệnh.")
        made = actions.decide(
            by=head, at=at, proposal_id=found.pk, level=found.level + (level or 0), number=number, start=at.date(),
            reason=reason, stronger=["Lập thêm một chốt trên đường vào xã"] if reason else (),
        )  # fmt: skip
        if not reason:
            actions.publish(by=head, at=at, decision_id=made.pk)


def _aim(at: datetime) -> None:
    """The plan for the green zones: yellow communes green, orange ones yellow in thirteen days; of the red nothing yet."""
    head = agencies.actor_named("chihuy")
    for level in (2, 3):
        ids = [p.pk for p in queries.communes(head).filter(now=level).order_by("folded")[:3]]
        if ids:
            actions.set_goals(
                by=head, at=at, proposal_ids=ids, level=level - 1, due=at.date() + timedelta(days=13), number="45/KH-UBND",
                note="Bóc tách F0, giữ chốt ở ranh giới với xã đỏ.",
            )  # fmt: skip
