"""Which bytes are which letters: UTF-8, UTF-16, Windows-1258, TCVN3, VNI; guessed, or as the user says. Pure."""

import codecs
import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from vungxanh.adapters.linelist.reading.letters import ALPHABETS, NAMES, vietnamese
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _

Source = bytes | Path
LOOK, PART = 64 * 1024, 1024 * 1024
LONGEST_LINE = 1_000_000
OFFERED = ("utf-8", "utf-16", "cp1258", "tcvn3", "vni", "cp1252")
NOT_TEXT = _("Tệp này không phải là bảng văn bản (CSV). Hãy gửi tệp Excel, hoặc lưu lại dưới dạng “CSV UTF-8”.")
SURE, BETTER, ENOUGH = 0.6, 0.2, 2


def opened(source: Source) -> BinaryIO:
    """The bytes as a stream."""
    return io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")


def size_of(source: Source) -> int:
    """How many bytes."""
    return len(source) if isinstance(source, bytes) else source.stat().st_size


def guess(source: Source) -> str:
    """The name of the code (a key of ``NAMES``) the text is most likely written in."""
    with opened(source) as stream:
        head = stream.read(LOOK)
    if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    if wide := _wide(head):
        return wide
    if _is_utf8(source):
        return _old_letters(_foreign(source, "utf-8"), "utf-8")
    text = _foreign(source, "cp1252")
    return _old_letters(_foreign(source, "cp1258"), "cp1258", text)


def _wide(head: bytes) -> str:
    """UTF-16 without its mark: every second byte is nothing."""
    if len(head) >= 8:
        for name, at in (("utf-16-le", 1), ("utf-16-be", 0)):
            half, other = head[at::2], head[1 - at :: 2]
            if half.count(0) > len(half) * 0.6 and other.count(0) == 0:
                return name
    return ""


def _is_utf8(source: Source) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with opened(source) as stream:
        try:
            while part := stream.read(PART):
                decoder.decode(part)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _foreign(source: Source, encoding: str) -> str:
    """Lines with letters beyond ASCII, up to some thousand characters."""
    found, size = [], 0
    with opened(source) as stream:
        for line in stream:
            if not line.isascii():
                found.append(line[:20_000].decode(encoding, "replace"))
                size += len(found[-1])
                if size > LOOK:
                    break
            elif len(line) > LONGEST_LINE:
                break
    return "\n".join(found)


def _old_letters(text: str, name: str, western: str | None = None) -> str:
    """``name``, unless the text is clearly better Vietnamese when read as one of the old codes."""
    share, words = vietnamese(text)
    if not words or (share >= SURE and western is None):
        return name
    best, score = name, share
    for code, turn in ALPHABETS.items():
        other, many = vietnamese(turn(text if western is None else western))
        if many >= ENOUGH and other >= SURE and other > score + BETTER:
            best, score = code, other
    return best


def lines(source: Source, name: str) -> Iterator[str]:
    """The text line by line, in constant memory; Refused for what is no text, and for a line without end."""
    if name not in NAMES:
        raise Refused(_("Không có bảng mã này."), field="encoding")
    codec = {"tcvn3": "cp1252", "vni": "cp1252", "utf-8": "utf-8-sig"}.get(name, name)
    turn = ALPHABETS.get(name)
    if turn is not None and _is_utf8(source):
        codec = "utf-8-sig"  # old letters kept in a new code: a sheet written with an old font
    number = 0
    with opened(source) as raw, io.TextIOWrapper(raw, codec, errors="replace", newline="") as text:
        while True:
            try:
                line = text.readline(LONGEST_LINE + 1)
            except UnicodeError:
                raise Refused(_("Không đọc được bảng mã của tệp. Hãy chọn bảng mã khác.")) from None
            if not line:
                return
            number += 1
            if len(line) > LONGEST_LINE:
                values = {"line": number, "most": f"{LONGEST_LINE:,}".replace(",", ".")}
                raise Refused(_("Dòng %(line)s dài hơn %(most)s ký tự: đây không phải là một bảng."), values=values)
            if "\0" in line:
                raise Refused(NOT_TEXT)
            yield turn(line) if turn is not None and not line.isascii() else line
