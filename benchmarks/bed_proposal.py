"""Beds for 1,000 people in partly filled rooms, by the rules alone: ``python benchmarks/bed_proposal.py``. Target < 2 s."""

import random
import time
from datetime import date, timedelta
from uuid import UUID

from vungxanh.rooms.isolation.rules import Guest, RoomState, propose

PEOPLE, ROOMS, BEDS, DAY = 1000, 260, 6, date(2021, 8, 17)


def guests(rng: random.Random, count: int, first: int) -> list[Guest]:
    """Two of five live in households of three; one of fifty is ill."""
    return [
        Guest(
            UUID(int=first + n), rng.choice("MF"), DAY - timedelta(days=rng.randrange(7)), rng.choice(["f", "f", "f", "returnee"]),
            UUID(int=50_000 + (first + n) // 3) if rng.random() < 0.4 else None, source=UUID(int=90_000 + rng.randrange(30)),
            ill=rng.random() < 0.02,
        )
        for n in range(count)
    ]  # fmt: skip


def main() -> None:
    """Fill half of the rooms, then place everybody; the time and who was left without."""
    rng = random.Random(2021)
    rooms = [
        RoomState(UUID(int=200_000 + r), str(r), [(UUID(int=300_000 + r * 10 + b), str(b)) for b in range(BEDS)])
        for r in range(ROOMS)
    ]
    propose(guests(rng, 400, 10_000), rooms, 1)
    people = guests(rng, PEOPLE, 1)
    begun = time.perf_counter()
    made = propose(people, rooms, 1)
    print(
        f"{PEOPLE} people, {ROOMS * BEDS} beds: {time.perf_counter() - begun:.3f} s; {len(made.placed)} placed, {len(made.unplaced)} not"
    )


if __name__ == "__main__":
    main()
