"""10,600 communes with explanations, and one: python benchmarks/levels/speed.py

Readings are made (seeded); neighbours form a grid. An explanation is what the page of a commune shows: the line of
reasons, every criterion, what is missing, what would change the level.
"""

import random
import time

from vungxanh.regulations.api import Subject, all_sets
from vungxanh.regulations.indices import INDICES
from vungxanh.regulations.risk import Measure, Unit
from vungxanh.rooms.zones import rules
from vungxanh.rooms.zones.rules import Judgement, Place, Reading, Spec, Specs

COMMUNES, WIDE = 10_600, 100


def made(specs: Specs) -> list[Place]:
    dice = random.Random(1)
    spec = specs.of(Unit.COMMUNE)

    def reading(measure: Measure) -> Reading:
        if dice.random() < 0.1:
            return Reading()
        index = INDICES[measure]
        if not index.scale:
            return Reading(float(dice.random() < 0.05))
        base = dice.randrange(2_000, 20_000) if index.scale > 100 else 100
        return Reading(float(dice.randrange(0, 12 if index.scale > 100 else 100)), float(base))

    def around(n: int) -> tuple[str, ...]:
        return tuple(str(k) for k in (n - WIDE, n - 1, n + 1, n + WIDE) if 0 <= k < COMMUNES)

    own = [m for m in spec.measures if m not in rules.NEIGHBOURLY]
    return [Place(str(n), Unit.COMMUNE, {m: reading(m) for m in own}, n % 5, around(n)) for n in range(COMMUNES)]


def explained(spec: Spec, judged: Judgement) -> tuple[object, ...]:
    return (
        rules.why(spec, judged), rules.criteria(spec, judged), rules.missing(spec, judged), rules.up(spec, judged),
        rules.down(spec, judged), rules.as_json(judged),
    )  # fmt: skip


def main() -> None:
    for each in (s for s in all_sets() if s.subject is Subject.LEVEL):
        specs = Specs(each.value)
        places = made(specs)
        spec = specs.of(Unit.COMMUNE)
        began = time.perf_counter()
        found = rules.judge_all(specs, places)
        judging = time.perf_counter() - began
        for judged in found.values():
            explained(spec, judged)
        whole = time.perf_counter() - began
        fresh = Specs(each.value)
        began = time.perf_counter()
        one = rules.judge_all(fresh, places[5_000:5_001])["5000"]
        explained(fresh.of(Unit.COMMUNE), one)
        single = time.perf_counter() - began
        print(
            f"{each.id}: {COMMUNES} judged {judging:.2f} s, with explanations {whole:.2f} s; one {single * 1000:.1f} ms"
        )


if __name__ == "__main__":
    main()
