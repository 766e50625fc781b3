"""Any text, any bytes: no crash, no hang, offsets that slice what was given."""

import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vungxanh.engine.directive import api, clean
from vungxanh.kernel.refused import Refused

PIECES = st.sampled_from(
    [
        "Căn cứ ", "Nơi nhận:", "Kính gửi: ", "1. ", "1.1 ", "II. ", "a) ", "- ", "+ ", "* *", "**", "| a | b | c |", "Điều 1. ", "\n", "\n\n",
        "\r\n", "\f", "\u00a0", "\u200b", "ngày 30/8/2021", "ngày tháng 11 năm 2021", "10 giờ", "24/7", "500 - 1.000", "$> 95\\%$", "12/KH-UBND",
        "UBND các xã", "Trung tâm Y tế ", "chủ trì, phối hợp ", "trước ngày ", "trong vòng 48 giờ", "hàng tháng", "nếu ", ":", ";", ".", "./.",
        "CHỦ TỊCH", "Nguyễn Văn An", "Số: ", "V/v ", "THÔNG BÁO", "KẾ HOẠCH", "thực hiện", "e\u0323\u0302", "99999999999999999999", "(", ")",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join), st.lists(PIECES | st.text(max_size=8), max_size=40).map(" ".join))  # fmt: skip


def spans(nodes: tuple[api.Node, ...]) -> list[tuple[int, int]]:
    return [s for n in nodes for s in ((n.start, n.end), *spans(n.children))]


@settings(max_examples=150)
@example("\ufeffSố: \u00a0/UBND-YT\r\nKính gửi:\r\n1. Giao Phòng Y tế trước ngày 30/2/2021\r\n")
@given(TEXTS)
def test_any_text(text: str) -> None:
    found = api.parse(text)
    assert found.text == text
    tasks = [(t.start, t.end) for t in found.tasks]
    evidence = [e for t in found.tasks for e in t.evidence]
    for start, end in [*tasks, *evidence, *spans(found.tree), *((a.start, a.end) for a in found.anomalies)]:
        assert 0 <= start <= end <= len(text)
    for (_, end), (start, _) in pairwise(tasks):
        assert end <= start
    for t in found.tasks:
        assert text[t.start : t.end].strip()
    for c in found.header.cites:
        assert c.number_symbol == "".join(clean.clean(text[c.start : c.end]).text.split())
    api.document(found, "x")


@settings(max_examples=60)
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"]),
)
def test_any_bytes(data: bytes, opening: bytes) -> None:
    try:
        found = api.text_of(opening + data, "x.docx")
    except Refused:
        return
    api.parse(found.text)


@given(st.text(max_size=200))
def test_cleaning_keeps_the_way_back(text: str) -> None:
    done = clean.clean(text)
    places = [done.back(i) for i in range(len(done.text) + 1)]
    assert places == sorted(places)
    assert all(0 <= p <= len(text) for p in places)
    assert clean.flat(done.text).__len__() == len(done.text)


HOSTILE = {
    "blanks": "Số" + " " * 40_000 + "x",
    "figures": "1." * 20_000,
    "dots": "ngày " + "." * 40_000,
    "dashes": "-" * 40_000 + "x",
    "bars": "|-" * 20_000 + "x",
    "dates": "ngày 1 " * 8_000,
    "one word": "a" * 80_000,
    "open brackets": "(" * 40_000,
    "no stop": "Phòng Y tế phối hợp " * 4_000,
    "bullets": "- a\n" * 8_000,
    "nested": "".join(f"{i}.{i}.{i} A\n" for i in range(1, 90)) * 40,
    "commas": "UBND xã, " * 8_000,
    "stars": "*" * 40_000 + " x",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_hang(name: str) -> None:
    began = time.process_time()
    api.parse(HOSTILE[name])
    assert time.process_time() - began < 6


def test_time_grows_with_the_length() -> None:
    """Four times the text takes about four times as long; the figure for 1 MB is in ``benchmarks/directive``."""
    one = "\n\n".join(
        f"{i}. Trung tâm Y tế chủ trì, phối hợp UBND các xã xử lý ổ dịch số {i} trước ngày 30/8/2021; đạt 95% số ca."
        for i in range(1, 60)
    )
    head = "KẾ HOẠCH\nPhòng dịch\n\nUBND huyện yêu cầu:\n\n"
    api.parse(head + one)

    def spent(times: int) -> float:
        text = head + "\n\n".join([one] * times)
        best = 1e9
        for _ in range(2):
            began = time.process_time()
            api.parse(text)
            best = min(best, time.process_time() - began)
        return best

    assert spent(4) < 3.2 * spent(2) + 0.1
