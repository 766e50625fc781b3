"""The generated district and outbreak: seeded, plausible, nobody real."""

from vungxanh.adapters.demo import names, outbreak, population


def test_the_same_seed_gives_the_same_district() -> None:
    one, two, other = (population.generate(2_000, seed) for seed in (1, 1, 2))
    assert one.full_name == two.full_name
    assert one.full_name != other.full_name
    assert outbreak.generate(one, 3).cases == outbreak.generate(two, 3).cases


def test_a_district_is_as_large_as_asked_and_lives_in_households() -> None:
    d = population.generate(5_000)
    assert d.size == sum(len(h.members) for h in d.homes) == 5_000
    assert {int(c) for c in d.commune} == set(range(len(names.COMMUNES)))
    assert 3 < d.size / len(d.homes) < 4.5
    assert all(d.commune[p] == h.commune for h in d.homes for p in h.members)


def test_telephone_numbers_belong_to_no_operator_and_citizen_ids_fit() -> None:
    d = population.generate(2_000)
    assert all(p.startswith("095") and len(p) == 10 for p in d.phone if p)
    for sex, year, citizen in zip(d.sex, d.birth_year, d.citizen_id, strict=True):
        if citizen:
            assert len(citizen) == 12
            assert int(citizen[3]) % 2 == (sex == "F")
            assert citizen[4:6] == f"{year % 100:02d}"


def test_nobody_is_infected_by_somebody_later_and_nobody_twice() -> None:
    d = population.generate(20_000)
    out = outbreak.generate(d, 2021)
    assert len({c.person for c in out.cases}) == len(out.cases) > 20
    for case in out.cases:
        assert case.infected < case.onset <= case.sampled < case.diagnosed
        if case.source is not None:
            assert out.cases[case.source].infected < case.infected
    assert all(s.end > s.start for s in out.stays)
    assert all(m.a != m.b and m.minutes > 0 for m in out.meetings)
