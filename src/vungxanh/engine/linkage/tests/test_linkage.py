"""Same person? Names as people write them, dates as people mistake them, pairs found and scored."""

from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vungxanh.engine.linkage.api import (
    Birth,
    Name,
    Table,
    blocking_keys,
    candidates,
    clean,
    clusters,
    judge,
    link,
    percent,
    reasons,
)  # fmt: skip
from vungxanh.engine.linkage.likeness import apart
from vungxanh.engine.linkage.words import settled, sound

pytestmark = pytest.mark.nodb

AN = {"name": "Nguyễn Văn Tuệ", "sex": 1, "birth": 19900817, "phone": "p1", "citizen": "c1", "citizen_kind": 12,
      "house": "h1", "household": "", "commune": "x1", "province": "x"}  # fmt: skip

STORED = (-8792993199737221889, -3002998708055769078, 2274762785888285579, 5204460222947090289)


def frame(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame([AN | row for row in rows])


def alike(**other: Any) -> tuple[float, list[int], list[str]]:
    found = candidates(AN, frame(other), people=100_000, at_least=-99)
    levels = [int(level) for level in found.levels[0]]
    return float(found.score[0]), levels, [why.text for why in reasons(levels, found.rarity[0])]


def unknown(*fields: str) -> dict[str, Any]:
    return {field: type(AN[field])() for field in fields}


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("Nguyễn Văn Tuệ", Name.EXACT),
        ("NGUYEN VAN TUE", Name.EXACT),
        ("Nguye64n Va8n Tue65", Name.EXACT),  # VNI
        ("Nguyeenx Vawn Tueej", Name.EXACT),  # Telex
        ("Nguyê\u0303n  Văn Tue\u0302\u0323 ", Name.EXACT),  # decomposed
        ("Tuệ Nguyễn Văn", Name.ORDER),
        ("Nguyễn Tuệ", Name.DROPPED),
        ("Nguyễn V. Tuệ", Name.DROPPED),
        ("Nguyễn Văn Tuẹ", Name.EXACT),
        ("Nguyễn Văn Tueq", Name.CLOSE),
        ("NguyễnV ăn Tuệ", Name.CLOSE),
        ("Nguyễn Đức Tuệ", Name.ENDS),
        ("Trần Bá Tuệ", Name.GIVEN),
        ("Nguyễn Thị Hoa", Name.FAMILY),
        ("Trần Thị Hoa", Name.OTHER),
        ("", Name.MISSING),
        ("...", Name.MISSING),
    ],
)
def test_names_are_compared_as_people_write_them(written: str, level: Name) -> None:
    assert alike(name=written)[1][0] == level


def test_two_common_names_one_letter_apart_are_two_names() -> None:
    found = candidates({**AN, "name": "Trần Văn An"}, frame({"name": "Trần Văn Anh"}), people=1000, at_least=-99)
    assert found.levels[0][0] == Name.NEIGHBOUR


@pytest.mark.parametrize(
    ("birth", "level"),
    [
        (19900817, Birth.SAME), (19900000, Birth.YEAR), (19900101, Birth.YEAR), (19900871, Birth.DIGIT),
        (19900818, Birth.DIGIT), (19910817, Birth.DAY), (19800817, Birth.DAY), (19901201, Birth.SAME_YEAR),
        (19891201, Birth.NEAR), (19701201, Birth.OTHER), (0, Birth.MISSING),
    ],
)  # fmt: skip
def test_dates_are_compared_as_people_mistake_them(birth: int, level: Birth) -> None:
    assert alike(birth=birth)[1][1] == level


def test_day_and_month_exchanged() -> None:
    person = {**AN, "birth": 19900805}
    assert candidates(person, frame({"birth": 19900508}), people=9, at_least=-99).levels[0][1] == Birth.SWAPPED


def test_the_score_says_who_is_one_person_and_why() -> None:
    same, _, why = alike(name="NGUYEN TUE", birth=19900000, citizen="", house="")
    assert same > 5
    assert why[:2] == ["cùng số điện thoại", "cùng họ và tên, một bên thiếu hoặc viết tắt tên đệm"]
    brother, _, why = alike(name="Nguyễn Văn Hùng", birth=19920203, citizen="c2")
    assert brother < -10  # the same house and telephone do not make brothers one person
    assert "khác số căn cước" in why
    namesake, _, _ = alike(commune="y1", province="y", phone="p9", citizen="c9", house="h9", birth=19600202)
    assert namesake < -20
    assert (percent(same), percent(namesake), percent(900), percent(0)) == (99, 0, 99, 50)


def test_a_rare_name_says_more_than_a_common_one() -> None:
    nothing = unknown("phone", "citizen", "house", "commune", "province")

    def score(name: str) -> float:
        person = {**AN, **nothing, "name": name}
        return float(candidates(person, frame({**nothing, "name": name}), people=100_000, at_least=-99).score[0])

    assert score("Doãn Bá Khiêm") > score("Nguyễn Thị Anh") + 5


def test_what_is_unknown_speaks_neither_for_nor_against() -> None:
    without = candidates({**AN, **unknown("phone")}, frame({}), people=1000, at_least=-99)
    other = candidates(AN, frame(unknown("phone")), people=1000, at_least=-99)
    assert without.score[0] == other.score[0]
    assert candidates(AN, frame({})[:0], people=1000).left.size == 0


def test_a_table_is_linked_and_grouped() -> None:
    rng = np.random.default_rng(3)
    family, given = ["Trần", "Lê", "Phạm", "Bùi"], ["Khôi", "Thắm", "Quyên", "Sỹ", "Diễm", "Chẳn"]
    rows = [
        {"name": f"{rng.choice(family)} {rng.choice(given)} {rng.choice(given)}", "sex": int(rng.integers(1, 3)),
         "birth": int(rng.integers(1940, 2015)) * 10000 + int(rng.integers(2, 13)) * 100 + int(rng.integers(1, 29)),
         "phone": f"p{n}", "citizen": f"c{n}", "house": f"h{n // 3}", "commune": f"x{n % 40}"}
        for n in range(2000)
    ]  # fmt: skip
    again = [
        rows[0] | {"citizen": "", "phone": ""},
        rows[1] | {"name": clean(str(rows[1]["name"])).upper(), "birth": 0, "citizen": ""},
        rows[2] | {"phone": "p9", "citizen": "c2"},
        rows[0] | {"birth": int(str(rows[0]["birth"])[:4]) * 10000, "citizen": ""},
    ]
    table = Table.of(frame(*rows, *again))
    pairs = link(table)
    wanted = {(0, 2000), (1, 2001), (2, 2002), (0, 2003)}
    assert wanted <= set(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))
    assert len(pairs) < 12
    assert list(pairs.score) == sorted(pairs.score, reverse=True)
    groups = clusters(len(table), pairs)
    assert groups[2000] == groups[2003] == groups[0] == 0
    assert groups[2001] == 1
    one = link(table, threads=1)
    assert (one.left.tolist(), one.score.tolist()) == (pairs.left.tolist(), pairs.score.tolist())
    told = judge(table, pairs.left, pairs.right, people=len(table))
    assert np.allclose(told.score, pairs.score)


def test_keys_find_what_may_be_one_person() -> None:
    key = blocking_keys("Nguyễn Văn Tuệ", 19900805, "x")
    assert key == blocking_keys("NGUYEN VAWN TUEEJ", 19900508, "x")  # day and month exchanged
    assert key.given == blocking_keys("Trần Tuệ", 19900805, "").given
    assert key.family == blocking_keys("Nguyễn Văn Tý", 19900805, "").family
    assert key.year == blocking_keys("Tuệ Nguyễn Văn", 19900000, "").year
    assert key.home == blocking_keys("Tuệ Nguyễn", 0, "x").home
    assert blocking_keys("Nguyễn Văn Tuệ", 0, "") == blocking_keys("?", 19900805, "x") == (0, 0, 0, 0)
    assert key == STORED, "keys are kept in databases: a change of them needs a migration that computes them anew"


def test_words() -> None:
    assert [clean(name) for name in ("ĐẶNG V. Sơn", "H'Hen Niê", " ", "Nguyễn\u00a0Ân2")] == [
        "dang v son", "hhen nie", "", "nguyen an",
    ]  # fmt: skip
    assert [settled(word) for word in ("nguyeenx", "ddawngj", "duwcs", "an", "y", "tran", "xuaan", "ss")] == [
        "nguyen", "dang", "duc", "an", "y", "tran", "xuan", "ss",
    ]  # fmt: skip
    assert sound("trinh") == sound("chinh")
    assert sound("xuan") == sound("suan")
    assert sound("hung") != sound("hoang")


@settings(max_examples=150, deadline=None)
@given(st.text("abc", max_size=9), st.text("abc", max_size=9))
def test_letters_apart_as_the_textbook_counts_them(a: str, b: str) -> None:
    def textbook() -> int:
        d = {(i, j): max(i, j) for i in range(len(a) + 1) for j in range(len(b) + 1) if not i or not j}
        for i in range(1, len(a) + 1):
            for j in range(1, len(b) + 1):
                d[i, j] = min(d[i - 1, j] + 1, d[i, j - 1] + 1, d[i - 1, j - 1] + (a[i - 1] != b[j - 1]))
                if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                    d[i, j] = min(d[i, j], d[i - 2, j - 2] + 1)
        return d[len(a), len(b)]

    x, y = np.frombuffer(a.encode(), np.uint8), np.frombuffer(b.encode(), np.uint8)
    for most in (1, 2):
        assert apart(x, len(a), y, len(b), most, np.zeros((3, 12), np.int16)) == min(textbook(), most + 1)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.fixed_dictionaries({"name": st.text(max_size=20), "birth": st.sampled_from([0, 19900000, 19900817]),
                                       "phone": st.sampled_from(["", "p"]), "citizen": st.sampled_from(["", "c"])}),
                min_size=1, max_size=8))  # fmt: skip
def test_any_text_is_taken_and_the_order_of_two_does_not_matter(rows: list[dict[str, Any]]) -> None:
    table = Table.of(frame(*rows), counted=False)
    n = len(rows)
    left, right = np.repeat(np.arange(n), n), np.tile(np.arange(n), n)
    score = judge(table, left, right, people=1000).score.reshape(n, n)
    assert np.isfinite(score).all()
    assert np.allclose(score, score.T)
    assert clusters(n, link(table)).max() < n
