"""Paths, spelling, finding, outlines: no database."""

import json
from datetime import date

import numpy as np
import pytest
import shapely

from vungxanh.kernel.refused import Refused
from vungxanh.rooms.places import rules
from vungxanh.rooms.places.actions import shipped
from vungxanh.rooms.places.rules import finding, geojson, outlines, sketch
from vungxanh.rooms.places.rules.spelling import readings, run_together

pytestmark = pytest.mark.nodb


@pytest.fixture(scope="module")
def index() -> finding.Index:
    return finding.Index((u.path, u.kind, u.name, u.aliases) for u in shipped.units())


def first(index: finding.Index, text: str, edition: str = "") -> str:
    found = index.find(text, lambda path: path.startswith(edition), 5)
    return found[0].path if found else ""


def test_a_path_tells_level_code_and_parent() -> None:
    commune = "3/70/691/25222/"
    assert rules.level_of(commune) is rules.Level.COMMUNE
    assert rules.level_of("2/75/25222/") is rules.Level.COMMUNE
    assert rules.level_of("3/70/691/") is rules.Level.DISTRICT
    assert rules.code_of(commune) == "25222"
    assert rules.parent_of(commune) == "3/70/691/"
    assert rules.parent_of("3/") == ""
    assert rules.line_of("3/70/691/") == ["3/", "3/70/", "3/70/691/"]


def test_the_tree_changes_on_the_first_of_july_2025() -> None:
    assert rules.edition_on(date(2025, 6, 30)) == "3"
    assert rules.edition_on(date(2025, 7, 1)) == "2"


def test_shipped_units_are_whole() -> None:
    units = shipped.units()
    paths = {u.path for u in units}
    assert len(paths) == len(units) == 14_151
    assert all(rules.parent_of(p) in paths for p in paths if p not in ("3/", "2/"))
    assert all(u.lat is not None and u.lng is not None for u in units)
    counts = {(e, lv): 0 for e in "32" for lv in rules.Level}
    for u in units:
        counts[rules.edition_of(u.path), rules.level_of(u.path)] += 1
    assert counts["3", rules.Level.PROVINCE] == 63
    assert counts["3", rules.Level.DISTRICT] == 696
    assert counts["3", rules.Level.COMMUNE] == 10_035
    assert counts["2", rules.Level.PROVINCE] == 34
    assert counts["2", rules.Level.COMMUNE] == 3_321


@pytest.mark.parametrize(
    ("path", "lat", "lng"),
    [("2/48/20333/", 16.5, 112.1), ("3/48/498/", 16.5, 112.1), ("2/56/22736/", 9.7, 114.4), ("3/56/576/", 9.7, 114.4)],
)
def test_hoang_sa_and_truong_sa_are_where_they_are(path: str, lat: float, lng: float) -> None:
    unit = next(u for u in shipped.units() if u.path == path)
    assert (unit.lat, unit.lng) == (pytest.approx(lat, abs=0.3), pytest.approx(lng, abs=0.3))


def test_every_old_commune_has_a_successor_and_every_new_one_a_predecessor() -> None:
    old = {u.path for u in shipped.units() if u.path[0] == "3" and rules.level_of(u.path) is rules.Level.COMMUNE}
    new = {u.path for u in shipped.units() if u.path[0] == "2" and rules.level_of(u.path) is rules.Level.COMMUNE}
    assert old <= {link.old for link in shipped.links()}
    assert new == {link.new for link in shipped.links() if rules.level_of(link.new) is rules.Level.COMMUNE}


@pytest.mark.parametrize(
    ("typed", "edition", "path"),
    [
        ("bu gia map", "3", "3/70/691/"),
        ("BÙ GIA MẬP", "2", "2/75/25222/"),
        ("h. bu gia map", "3", "3/70/691/"),
        ("x. bu gia map", "3", "3/70/691/25222/"),
        ("bu gia mpa", "3", "3/70/691/"),
        ("bù gia", "3", "3/70/691/"),
        ("tp hcm", "3", "3/79/"),
        ("TP.HCM", "2", "2/79/"),
        ("sài gòn", "3", "3/79/"),
        ("hà nội", "2", "2/01/"),
        ("x. dak o", "3", "3/70/691/25225/"),
        ("Xã Đắk Ơ, H. Bù Gia Mập, T. Bình Phước", "3", "3/70/691/25225/"),
        ("xa dac o huyen bu gia map tinh binh phuoc", "3", "3/70/691/25225/"),
        ("đăk ơ bù gia mập", "3", "3/70/691/25225/"),
        ("phường 01, quận 3, tphcm", "3", "3/79/770/27160/"),
        ("P1 Q3 TPHCM", "3", "3/79/770/27160/"),
        ("Tân Uyên, Bình Dương", "3", "3/74/723/"),
        ("Tân Uyên, Lai Châu", "3", "3/12/111/"),
        ("691", "3", "3/70/691/"),
        ("25222", "2", "2/75/25222/"),
        ("1834", "3", "3/06/058/01834/"),
        ("3/70/691/", "3", "3/70/691/"),
        ("quan hoá", "3", "3/38/385/"),
        ("Ea H'leo", "3", "3/66/645/"),
        ("nguyễn trung trực, ba đình", "3", "3/01/001/00004/"),
    ],
)
def test_what_people_type_finds_the_area(index: finding.Index, typed: str, edition: str, path: str) -> None:
    assert first(index, typed, edition) == path


def test_nothing_is_found_for_nothing(index: finding.Index) -> None:
    assert index.find("", lambda _: True, 5) == []
    assert index.find(" ,;.", lambda _: True, 5) == []
    assert index.find("zzzzqqqq", lambda _: True, 5) == []


def test_beside_an_exact_name_only_names_with_its_words_are_offered(index: finding.Index) -> None:
    names = {index.entries[index.by_path[h.path]].name for h in index.find("tan uyen", lambda _: True, 40)}
    assert names == {"Tân Uyên", "Bắc Tân Uyên"}


def test_both_tan_uyen_are_shown_with_their_provinces(index: finding.Index) -> None:
    hits = index.find("tan uyen", lambda p: p[0] == "3" and rules.level_of(p) is rules.Level.DISTRICT, 5)
    names = [finding.display_name(index, h.path) for h in hits[:2]]
    assert names == ["Huyện Tân Uyên, Tỉnh Lai Châu", "Thành phố Tân Uyên, Tỉnh Bình Dương"]


def test_no_two_areas_of_an_edition_read_alike(index: finding.Index) -> None:
    seen: dict[str, str] = {}
    for entry in index.entries:
        name = entry.path[0] + finding.display_name(index, entry.path)
        assert name not in seen, (name, entry.path, seen.get(name))
        seen[name] = entry.path


def test_diacritics_break_ties(index: finding.Index) -> None:
    def scores(typed: str) -> dict[str, float]:
        hits = index.find(typed, lambda p: p[0] == "2", 40)
        return {index.entries[index.by_path[h.path]].name: h.score for h in hits}

    assert scores("tân an")["Tân An"] > scores("tân an")["Tân Ân"]
    assert scores("tân ân")["Tân Ân"] > scores("tân ân")["Tân An"]
    assert scores("tan an")["Tân An"] == scores("tan an")["Tân Ân"]


def test_spellings_meet() -> None:
    assert run_together("Đắk Ơ") == run_together("Đak Ơ") == run_together("dac o")
    assert run_together("Quý Lộc") == run_together("Quí Lộc")
    assert {r.name for r in readings("P.1")} >= {("1",)}


def square(x: float, y: float, size: float = 0.1) -> object:
    return shapely.box(x, y, x + size, y + size)


def test_squares_that_share_a_side_touch_and_corners_do_not() -> None:
    shapes = np.array([square(106, 12), square(106.1, 12), square(106.1, 12.1), square(106.5, 12)], dtype=object)
    assert outlines.touching(shapes) == [(0, 1), (1, 2)]


def test_cells_cover_their_points_and_do_not_overlap() -> None:
    spots = [outlines.Spot(u.path, u.lat or 0, u.lng or 0, u.box, u.km2) for u in shipped.units()
             if u.path.startswith("3/70/691/2")]  # fmt: skip
    cells = outlines.cells(spots)
    assert len(cells) == 8
    for spot, cell in zip(spots, cells, strict=True):
        assert shapely.distance(cell, shapely.Point(spot.lng, spot.lat)) == 0
    total, union = shapely.area(cells).sum(), shapely.area(shapely.union_all(cells))
    assert union == pytest.approx(total, rel=1e-3)


def feature(code: object, shape: object | None, **more: object) -> dict[str, object]:
    geometry = json.loads(shapely.to_geojson(shape)) if shape is not None else None
    return {"type": "Feature", "properties": {"ma": code, **more}, "geometry": geometry}


def collection(*features: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


KNOWN = {"01834": "3/06/058/01834/", "25222": "3/70/691/25222/", "691": "3/70/691/"}


def test_codes_are_matched_even_without_their_zeros() -> None:
    read = geojson.read(collection(feature(1834, square(106, 12)), feature("25222", square(107, 12))), KNOWN, {})
    assert read.code_property == "ma"
    assert set(read.shapes) == {"3/06/058/01834/", "3/70/691/25222/"}
    assert read.faults == []


def test_the_most_telling_property_is_the_code() -> None:
    features = [feature("25222", square(107, 12), huyen="691"), feature("01834", square(106, 12), huyen="691")]
    assert geojson.read(collection(*features), KNOWN, {}).code_property == "ma"


def test_parts_of_one_area_are_joined() -> None:
    read = geojson.read(collection(feature("25222", square(107, 12)), feature("25222", square(107.5, 12))), KNOWN, {})
    assert shapely.area(read.shapes["3/70/691/25222/"]) == pytest.approx(0.02)


def test_each_bad_feature_is_reported_with_its_number() -> None:
    swapped = shapely.box(12, 107, 12.1, 107.1)
    line = shapely.LineString([(107, 12), (107.1, 12.1)])
    data = collection(
        feature("25222", square(107, 12)),
        feature("99999", square(107, 12)),
        feature("01834", None),
        feature("01834", swapped),
        feature("01834", line),
        feature("01834", square(109, 12)),
        "rubbish",
    )
    read = geojson.read(data, KNOWN, {"3/06/058/01834/": (22.1, 105.8)})
    assert [f.number for f in read.faults] == [2, 3, 4, 5, 6, 7]
    assert set(read.shapes) == {"3/70/691/25222/"}
    assert "kinh độ" in read.faults[2].sentence
    assert "quá xa" in read.faults[4].sentence


@pytest.mark.parametrize("data", [b"", b"not json", b"[]", b"{}", b'{"features": []}', b"\xff\xfe"])
def test_a_file_that_is_no_geojson_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        geojson.read(data, KNOWN, {})


def test_a_file_without_codes_is_refused() -> None:
    with pytest.raises(Refused, match="mã đơn vị"):
        geojson.read(collection(feature("abc", square(107, 12))), KNOWN, {})


def test_a_bow_tie_is_mended() -> None:
    tie = shapely.Polygon([(107, 12), (107.1, 12.1), (107.1, 12), (107, 12.1)])
    read = geojson.read(collection(feature("25222", tie)), KNOWN, {})
    assert shapely.is_valid(read.shapes["3/70/691/25222/"])
    assert shapely.area(read.shapes["3/70/691/25222/"]) == pytest.approx(0.005)


def test_a_sketch_is_framed_on_the_area() -> None:
    own = sketch.Outline("a/", "A", str(shapely.to_geojson(square(107, 12))), "self", True)
    near = sketch.Outline("b/", "B", str(shapely.to_geojson(square(107.1, 12))), "near", False)
    drawn = sketch.draw([own, near])
    assert drawn is not None
    assert drawn.approximate
    assert [s.role for s in drawn.shapes] == ["near", "self"]
    assert 0 < drawn.shapes[1].x < drawn.width
    assert sketch.draw([]) is None
    assert sketch.draw([near]) is None
