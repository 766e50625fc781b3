"""Legends, runs of numbers, sheets: no database."""

import gzip
import json

import pytest

from vungxanh.console.map import asking, figures, legend
from vungxanh.rooms.places.queries import Level
from vungxanh.rooms.places.rules import sheets

pytestmark = pytest.mark.nodb
SQUARE = '{"type":"Polygon","coordinates":[[[%s,10],[%s,10],[%s,11],[%s,11],[%s,10]]]}'


def shape(n: int) -> sheets.Shape:
    west, east = 105 + n, 106 + n
    return sheets.Shape(f"3/70/{n}/", f"Huyện {n}", "Tỉnh Thử", SQUARE % (west, east, east, west, west), n == 0, "thử")


def test_classes_are_told_in_words_and_by_the_borders_of_a_document() -> None:
    every = legend.all_of_them()
    assert every["rate"].breaks == (20, 50, 150)
    assert "4800" in every["rate"].note
    assert [c.name for c in every["rate"].classes] == [
        "không có ca", "dưới 20", "20 đến dưới 50", "50 đến dưới 150", "từ 150 trở lên",
    ]  # fmt: skip
    assert [c.name for c in legend.bands((5.0, 20.0), whole=True)] == [
        "không có ca", "1 đến 4", "5 đến 19", "từ 20 trở lên",
    ]  # fmt: skip
    assert [(c.key, c.mark) for c in every["proposed"].classes] == [(1, "X"), (2, "V"), (3, "C"), (4, "Đ")]


def test_a_sheet_has_numbers_names_and_an_address_of_its_own() -> None:
    sheet = sheets.draw([shape(0), shape(1)])
    drawn = json.loads(gzip.decompress(sheet.shapes))
    names = json.loads(gzip.decompress(sheet.names))
    assert [f["id"] for f in drawn["features"]] == [0, 1]
    assert names["boxes"] == [[105, 10, 106, 11], [106, 10, 107, 11]]
    assert (names["rough"], names["above"], sheet.labels[1]) == (1, ["Tỉnh Thử"], "Huyện 1, Tỉnh Thử")
    assert sheet.digest == sheets.draw([shape(0), shape(1)]).digest
    assert sheet.digest != sheets.draw([shape(0)]).digest
    assert sheets.draw([]).paths == ()


def test_heavy_outlines_are_simplified_together_and_none_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST", 5)
    monkeypatch.setattr(sheets, "COARSE", 3.0)
    sheet = sheets.draw([shape(0), shape(1)])
    assert sheet.coarse
    assert all("coordinates" in text and "[]" not in text for text in sheet.geometry)


def test_places_of_an_area_are_few_runs() -> None:
    assert figures._ranges([3, 4, 5, 9]) == [3, 5, 9, 9]
    assert figures._ranges([]) == []


def test_what_an_area_may_be_divided_into() -> None:
    assert asking.sizes("3/") == (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
    assert asking.sizes("2/") == (Level.PROVINCE, Level.COMMUNE)
    assert asking.sizes("3/70/") == (Level.DISTRICT, Level.COMMUNE)
    assert asking.sizes("2/70/") == asking.sizes("3/70/691/") == (Level.COMMUNE,)
