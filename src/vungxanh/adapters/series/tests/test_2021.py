"""Ten communes of 13 July 2021 worked by hand, against the rules; and how a dirty file is read."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from vungxanh.adapters.series import reading
from vungxanh.kernel.refused import Refused
from vungxanh.regulations.api import all_sets
from vungxanh.regulations.risk import Measure, Unit
from vungxanh.rooms.zones import rules
from vungxanh.rooms.zones.rules import Reading

SHARED = Path(os.environ.get("VUNGXANH_SHARED", Path(__file__).resolve().parents[6] / "shared"))
FILE = SHARED / "data/vn_covid_2021_commune/ca_theo_ngay_xa.csv"
DAY = date(2021, 7, 13)
HAND = (
    # code, place, cases in 7 and 14 days by adding the rows of the file, and the most people a commune may have for
    # 150, 50 and 20 cases per 100,000 in a week: cases * 100,000 / border
    ("27460", "An Lạc, Bình Tân, TP. Hồ Chí Minh", 195, 444, 130_000, 390_000, 975_000),
    ("27625", "An Phú Tây, Bình Chánh, TP. Hồ Chí Minh", 332, 365, 221_333, 664_000, 1_660_000),
    ("27457", "Tân Tạo A, Bình Tân, TP. Hồ Chí Minh", 237, 351, 158_000, 474_000, 1_185_000),
    ("27601", "Vĩnh Lộc A, Bình Chánh, TP. Hồ Chí Minh", 92, 232, 61_333, 184_000, 460_000),
    ("27166", "Phường 13, Quận 10, TP. Hồ Chí Minh", 114, 152, 76_000, 228_000, 570_000),
    ("07558", "Kiên Thành, Lục Ngạn, Bắc Giang", 1, 3, 666, 2_000, 5_000),
    ("09175", "Vệ An, Bắc Ninh, Bắc Ninh", 1, 1, 666, 2_000, 5_000),
    ("25885", "Phước Hoà, Phú Giáo, Bình Dương", 0, 2, 0, 0, 0),
    ("21655", "Tam Quan Bắc, Hoài Nhơn, Bình Định", 0, 2, 0, 0, 0),
    ("07705", "Song Khê, Bắc Giang, Bắc Giang", 0, 0, 0, 0, 0),
)
SPECS = {s.id: rules.compiled(s.value, Unit.COMMUNE) for s in all_sets() if s.id in ("level-2686", "level-4800")}
VACCINATED = {Measure.ADULTS_ONE_DOSE: Reading(7, 10), Measure.OLD65_FULL: Reading(8, 10)}


@pytest.mark.nodb
@pytest.mark.parametrize(("code", "place", "week", "fortnight", "red", "orange", "yellow"), HAND)
def test_the_rules_say_what_the_hand_says(
    code: str, place: str, week: int, fortnight: int, red: int, orange: int, yellow: int
) -> None:
    by_2686 = rules.judge(SPECS["level-2686"], {Measure.COMMUNITY_CASES: Reading(float(fortnight))})
    assert (by_2686.level, by_2686.at_most) == (2 if fortnight else 1, 4), "sources, F1 and entrants are not told"
    unknown = rules.judge(SPECS["level-4800"], {Measure.COMMUNITY_RATE: Reading(float(week)), **VACCINATED})
    assert (unknown.level, unknown.at_most) == ((1, 3) if week else (1, 1)), "no population is told"
    for people, level in ((red, 3), (orange, 2), (yellow, 1)):
        for more, expected in ((0, level), (1, max(level - 1, 1))):
            if week:
                rate = {Measure.COMMUNITY_RATE: Reading(float(week), float(people + more))}
                assert rules.judge(SPECS["level-4800"], rate | VACCINATED).level == expected, (place, people + more)


@pytest.mark.nodb
@pytest.mark.shared
def test_the_hand_added_the_rows_rightly() -> None:
    found = reading.read(FILE.read_text("utf-8-sig"))
    assert (found.unit, found.first_day, found.last_day) == ("commune", date(2021, 4, 27), DAY)
    assert (len(found.rows), sum(r.cases for r in found.rows), len(found.bad)) == (7230, 27035, 0)
    for code, place, week, fortnight, *_people in HAND:
        mine = [r for r in found.rows if r.codes[2] == code]
        sums = [sum(r.cases for r in mine if DAY - timedelta(days=n - 1) <= r.day) for n in (7, 14)]
        assert sums == [week, fortnight], place


@pytest.mark.nodb
def test_the_page_tells_the_same_communes_and_every_day() -> None:
    page = (Path(__file__).resolve().parents[5] / "docs/validation/levels-2021.md").read_text("utf-8")
    for code, place, week, fortnight, *_people in HAND:
        assert f"| {code} | {place} | {week} | {fortnight} |" in page
    days = [f"| {date(2021, 4, 27) + timedelta(days=n)} |" for n in range(78)]
    assert [page.count(day) for day in days] == [3] * 78, "two sets for communes, bands for provinces"
    sums = [sum(int(n) for n in line.split("|")[2:-1]) for line in page.splitlines() if line.startswith("| 2021-")]
    assert set(sums) == {10_035, 63}, "every commune and province on every day"


@pytest.mark.nodb
def test_a_dirty_file_is_told_line_by_line() -> None:
    text = (
        "ngay,tinh,huyen,xa,so_ca\n2021-07-13,A,B,C,2\n13-7-2021,A,B,C,1\n2021-07-12,A,B,C,hai\n2021-07-11,A,B,C,-1\n"
        "2021-07-10,A,B,C,0\n2021-07-09,A,B,C,\n"
    )
    found = reading.read(text)
    assert [(r.line, r.cases) for r in found.rows] == [(2, 2)]
    assert [(b.line, b.column, b.value) for b in found.bad] == [
        (3, "ngay", "13-7-2021"), (4, "so_ca", "hai"), (5, "so_ca", "-1")
    ]  # fmt: skip
    assert found.first_day == date(2021, 7, 10), "a zero is told, nothing is not"
    assert reading.read("ngày,số ca,tỉnh\n13/7/2021,3,A\n").rows[0].day == DAY, "as Vietnamese files write it"
    people = reading.read("ncsc_id,ma_tinh,ten_tinh,dan_so_2019\n1,01,Hà Nội,8053664\n2,79,TP. HCM,nhiều\n")
    assert (people.populations, people.rows[0].people, people.bad[0].value) == (True, 8053664, "nhiều")
    by_setting = reading.read(
        "date,confirmed,confirmed_blockade,confirmed_quarantined,province\n2021-07-13,10,3,4,A\n2021-07-12,2,2,1,A\n"
    )
    assert [(r.cases, r.community) for r in by_setting.rows] == [(10, 3)]
    assert by_setting.unit == "province"
    assert "ít hơn" in by_setting.bad[0].why
    with pytest.raises(Refused, match="thiếu cột"):
        reading.read("a,b\n1,2\n")
