"""Names of bodies as documents write them."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.kernel.ids import new_id
from vungxanh.rooms.agencies import rules
from vungxanh.rooms.agencies.rules import Body, Directory, Place

HERE = "3/70/691/"
PLACES = [
    Place("3/70/", "Tỉnh", "Bình Phước"),
    Place(HERE, "Huyện", "Bù Gia Mập"),
    *(Place(f"{HERE}{code}/", unit, name) for code, unit, name in (
        ("25222", "Xã", "Bù Gia Mập"), ("25225", "Xã", "Đak Ơ"), ("25267", "Xã", "Phú Nghĩa"), ("25270", "Thị trấn", "Kim Bài"),
    )),
]  # fmt: skip
BODIES = [
    Body(new_id(), one.kind, one.area_path, (one.name, one.short, *one.aliases))
    for place in PLACES
    for one in rules.propose(place, [])
]
DISTRICT = Directory.of(BODIES, PLACES, HERE)
NAMES: dict[UUID, str] = {body.id: body.name for body in BODIES}


def meant(name: str, directory: Directory = DISTRICT) -> list[str]:
    return [NAMES[pk] for pk in rules.match(directory, name).agency_ids]


@pytest.mark.parametrize(
    ("written", "official"),
    [
        ("Uỷ ban nhân dân huyện", "Ủy ban nhân dân huyện Bù Gia Mập"),
        ("ubnd huyen bu gia map", "Ủy ban nhân dân huyện Bù Gia Mập"),
        ("TTYT", "Trung tâm Y tế huyện Bù Gia Mập"),
        ("Trung tâm y tế", "Trung tâm Y tế huyện Bù Gia Mập"),
        ("BCHQS huyện", "Ban Chỉ huy Quân sự huyện Bù Gia Mập"),
        ("BCD phòng, chống dịch bệnh Covid – 19 huyện", "Ban Chỉ đạo phòng, chống dịch Covid-19 huyện Bù Gia Mập"),
        ("VP HĐND & UBND huyện", "Văn phòng HĐND và UBND huyện Bù Gia Mập"),
        ("Phòng Kinh tế & Hạ tầng", "Phòng Kinh tế và Hạ tầng huyện Bù Gia Mập"),
        ("phòng Kinh tế Hạ tầng", "Phòng Kinh tế và Hạ tầng huyện Bù Gia Mập"),
        ("phòng NỘI VỤ - Lao động – Thương binh và Xã hội", "Phòng Nội vụ - Lao động - Thương binh và Xã hội huyện Bù Gia Mập"),
        ("Phòng LĐ-TB&XH", "Phòng Nội vụ - Lao động - Thương binh và Xã hội huyện Bù Gia Mập"),
        ("UBMTTQVN huyện", "Ủy ban Mặt trận Tổ quốc Việt Nam huyện Bù Gia Mập"),
        ("Thường trực Huyện ủy", "Huyện ủy Bù Gia Mập"),
        ("CDC tỉnh", "Trung tâm Kiểm soát bệnh tật tỉnh Bình Phước"),
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh Bình Phước"),
        ("Công an xã Đắk Ơ", "Công an xã Đak Ơ"),
        ("Trạm y tế thị trấn Kim Bài, huyện Bù Gia Mập", "Trạm Y tế thị trấn Kim Bài"),
        ("Chủ tịch UBND xã Phú Nghĩa", "Ủy ban nhân dân xã Phú Nghĩa"),
        ("Trưởng Công an huyện", "Công an huyện Bù Gia Mập"),
        ("Trung tâm Ytế huyện", "Trung tâm Y tế huyện Bù Gia Mập"),
        ("xã Đak Ơ", "Ủy ban nhân dân xã Đak Ơ"),
    ],
)  # fmt: skip
def test_one_body_however_it_is_written(written: str, official: str) -> None:
    assert meant(written) == [official]
    found = rules.match(DISTRICT, written)
    assert found.sure
    assert found.reasons
    assert not found.is_group


@pytest.mark.parametrize(
    ("written", "official"),
    [
        ("UBND các xã", {"Bù Gia Mập", "Đak Ơ", "Phú Nghĩa"}),
        ("UBND các xã, thị trấn", {"Bù Gia Mập", "Đak Ơ", "Phú Nghĩa", "Kim Bài"}),
        ("Chủ tịch UBND các xã, thị trấn", {"Bù Gia Mập", "Đak Ơ", "Phú Nghĩa", "Kim Bài"}),
        ("UBND các xã, phường, thị trấn", {"Bù Gia Mập", "Đak Ơ", "Phú Nghĩa", "Kim Bài"}),
        ("Trạm Y tế cấp xã", {"Bù Gia Mập", "Đak Ơ", "Phú Nghĩa", "Kim Bài"}),
        ("các Trạm Y tế xã", {"Bù Gia Mập", "Đak Ơ", "Phú Nghĩa"}),
        ("Trung tâm Chỉ huy các xã", {"Bù Gia Mập", "Đak Ơ", "Phú Nghĩa"}),
        ("UBND các xã: Đắk Ơ và Phú Nghĩa", {"Đak Ơ", "Phú Nghĩa"}),
        ("UBND các xã (trừ xã Đak Ơ)", {"Bù Gia Mập", "Phú Nghĩa"}),
        ("Ban Chỉ đạo phòng, chống dịch Covid-19 các xã", {"Bù Gia Mập", "Đak Ơ", "Phú Nghĩa"}),
        ("Công an, Trạm Y tế các xã", {"Bù Gia Mập", "Đak Ơ", "Phú Nghĩa"}),
        ("UBND xã", {"Bù Gia Mập", "Đak Ơ", "Phú Nghĩa", "Kim Bài"}),
    ],
)
def test_groups_are_resolved_to_members(written: str, official: set[str]) -> None:
    found = rules.match(DISTRICT, written)
    assert found.is_group
    assert found.sure
    assert {name.split(" xã ")[-1].split(" thị trấn ")[-1] for name in meant(written)} == official


def test_the_forces_of_a_branch_are_its_office_once_somebody_agrees() -> None:
    found = rules.match(DISTRICT, "Lực lượng Công an huyện")
    assert [NAMES[pk] for pk in found.agency_ids] == ["Công an huyện Bù Gia Mập"]
    assert not found.sure


def test_a_group_says_whom_it_leaves_out_and_what_is_missing() -> None:
    told = [str(reason) for reason in rules.match(DISTRICT, "UBND các xã").reasons]
    assert "Không gồm: Thị trấn Kim Bài." in told
    poor = Directory.of([b for b in BODIES if "25225" not in b.area_path], PLACES, HERE)
    found = rules.match(poor, "UBND các xã")
    assert any("Xã Đak Ơ" in str(reason) for reason in found.reasons)
    assert found.sureness < 80


def test_departments_as_a_group_are_never_taken_without_a_look() -> None:
    found = rules.match(DISTRICT, "các phòng, ban")
    assert found.agency_ids
    assert {b.kind for b in BODIES if b.id in found.agency_ids} == {"department"}
    assert not found.sure
    assert rules.match(DISTRICT, "Các cơ quan, đơn vị liên quan").agency_ids == ()


def test_who_is_not_in_the_directory_is_not_guessed() -> None:
    for name in ("Phòng Tư pháp", "Bệnh viện dã chiến số 1", "Chủ tịch UBND thành phố", "Công an xã Lạ Lẫm", ""):
        found = rules.match(DISTRICT, name)
        assert found.agency_ids == (), name
        assert found.reasons
    near = rules.match(DISTRICT, "Trung tâm Y tế dự phòng huyện").suggestions
    assert near[0].name == "Trung tâm Y tế huyện Bù Gia Mập"
    assert [round(s.score) for s in near] == sorted((round(s.score) for s in near), reverse=True)


def test_names_are_read_from_where_the_document_is() -> None:
    commune = Directory.of(BODIES, PLACES, f"{HERE}25225/")
    assert meant("Công an", commune) == ["Công an xã Đak Ơ"]
    assert meant("UBND xã", commune) == ["Ủy ban nhân dân xã Đak Ơ"]
    assert meant("Công an huyện", commune) == ["Công an huyện Bù Gia Mập"]


def test_the_standard_bodies_know_what_is_there_already() -> None:
    there = ["Trung tâm Chỉ huy phòng, chống dịch huyện Bù Gia Mập", "Công an huyện Bù Gia Mập"]
    known = {one.key: one.known for one in rules.propose(PLACES[1], there)}
    assert known["command"] == there[0]
    assert known["police"] == there[1]
    assert not known["military"]
    town = {one.key: one.name for one in rules.propose(Place("3/74/723/", "Thị xã", "Tân Uyên"), [])}
    assert town["party"] == "Thị ủy Tân Uyên"
    new = {one.key: one.verified for one in rules.propose(Place("2/75/25222/", "Xã", "Bù Gia Mập"), [])}
    assert new["commune_economy"] is False
    assert "health_centre" not in new


@given(st.text(max_size=120))
def test_any_text_is_answered(text: str) -> None:
    found = rules.match(DISTRICT, text)
    assert 0 <= found.sureness <= 100
    assert found.agency_ids or found.reasons
