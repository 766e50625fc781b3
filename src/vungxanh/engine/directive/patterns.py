"""The one pattern tokens are cut with. Every repetition is bounded, so a search is linear in the text."""

import re

from vungxanh.engine.directive.numerals import SPELLED

_D = r"(?:0?[1-9]|[12]\d|3[01])"
_M = r"(?:0?[1-9]|1[0-2])"
_Y = r"(?:19|20)\d\d"
_SEP = r"\s?[/.\-]\s?"
_TO = r"(?:\s?[-–—]\s?|\s+đến\s+(?:hết\s+)?(?:ngày\s+)?)"
_BLANK = r"[ .…_]{1,40}?"
_FIG = r"(?:\d{1,3}(?:\.\d{3}){1,4}(?:,\d{1,6})?(?!\d)|\d{1,12}[.,]\d{1,6}(?![\d.,]{0,20}\d)|\d{1,15})"
_OP = r"(?:>=|<=|≥|≤|>|<|\\geq?|\\leq?|=)"
_UP = "A-ZĐƯƠĂÂÊÔ"
_LET = r"[^\W\d_]"

_HYPHEN = rf"(?:-\n?|\s?-\s?(?=[{_UP}Y]{{2,}}(?![a-zà-ỹ])))"
_LATIN = f"[{_UP}Y]"

SYMBOL = (
    rf"(?:\d{{1,6}}(?:\s?/\s?{_Y})?\s?/\s?{_LATIN}[A-Za-zĐđƯ&]{{0,9}}\d{{0,2}}(?:{_HYPHEN}{_LATIN}[A-Za-zĐđƯ0-9&.]{{0,11}}){{0,3}}"
    rf"|\d{{1,6}}\s?-\s?{_LATIN}[A-ZĐa-zđ]{{0,5}}/{_LATIN}[A-ZĐa-zđ]{{0,9}})"
)
"""A document's number and symbol (Decree 30/2020 art. 8 of annex I; the Party's order too); capitals matter."""

_OPENERS = "ngày|tháng|quý|năm|một|hai|ba|bốn|sáu|bảy|bẩy|tám|chín|mười"
_INSIDE = r"(?<![^\W_].)(?<![^\W\d_]-.)"

FIGURES = re.compile(
    "|".join([*(rf"{d}{_INSIDE}" for d in "0123456789"), r"\$|<|>|=|≥|≤|\\", rf"({_OPENERS})(?!{_LET}|-?\d)"])
)
"""Over small letters: where a token may begin. Most of a text is plain words; every branch begins with one letter, so that
the search skips them quickly. Group 1: a word (which may still be the end of another one)."""

WORD = re.compile(rf"\s*({_LET}+(?:-?\d+\w*)?)")
"""A plain word, blanks before it."""

MASTER = re.compile(
    rf"(?P<symbol>(?<![\w/.,]){SYMBOL}(?<![.&-])(?!\w))"
    r"|(?i:"
    rf"(?P<round>(?<![\d/])24\s?/\s?(?:7|24)(?![\d/]))"
    rf"|(?P<long>\bngày(?:\s+(?P<ld>{_D})(?!\d)|(?={_BLANK}\s?tháng))[ .…_]{{0,40}}\s?tháng"
    rf"(?:\s+(?P<lm>{_M})(?!\d)|(?={_BLANK}\s?năm))[ .…_]{{0,40}}\s?năm(?:\s+(?P<ly>{_Y})(?!\d))?)"
    rf"|(?P<range>(?:\bngày\s+)?(?<![\d/.,])(?P<r1>{_D}){_TO}(?P<r2>{_D}){_SEP}(?P<rm>{_M})(?:{_SEP}(?P<ry>{_Y}))?(?![\d/]))"
    rf"|(?P<both>\bngày\s+(?P<b1>{_D})(?:\s?[-–,]\s?|\s+(?:và|đến)\s+(?:ngày\s+)?)(?P<b2>{_D})\s+tháng\s+(?P<bbm>{_M})(?!\d)"
    rf"(?:\s+năm\s+(?P<by>{_Y})(?!\d))?)"
    rf"|(?P<short>(?:\bngày\s+)?(?<![\d/.,\-])(?P<sd>{_D}){_SEP}(?P<sm>{_M}){_SEP}(?P<sy>{_Y})(?![\d/]))"
    rf"|(?P<dm>\bngày\s+(?P<dd>{_D})(?:\s?[/\-]\s?|\s+tháng\s+)(?P<dmm>{_M})(?![\d/]))"
    rf"|(?P<bare>(?<![\d/.,\-])(?P<bd>{_D})/(?P<bm>{_M})(?![\d/]))"
    rf"|(?P<days>\bngày\s+(?P<dl>{_D}(?:(?:\s?,\s?|\s+và\s+(?:ngày\s+)?|\s?[-–]\s?){_D}){{0,6}})(?![\d/.,]?\d)(?!\s+(?:lần|tháng\s+\d)))"
    rf"|(?P<months>\btháng\s+(?P<m1>{_M})(?!\d)(?:(?:\s?/\s?|\s+năm\s+)(?P<m1y>{_Y})(?!\d))?"
    rf"(?:(?:\s?[-–,]\s?|\s+(?:và|đến)\s+)(?:tháng\s+)?(?P<m2>{_M})(?!\d)(?!\s+(?:tháng|ngày))){{0,6}}"
    rf"(?:(?:\s?/\s?|\s+năm\s+)(?P<my>{_Y})(?!\d))?)"
    rf"|(?P<quarter>\bquý\s+(?P<q>IV|I{{1,3}}|[1-4])(?!\w)(?:(?:\s?/\s?|\s+năm\s+)(?P<qy>{_Y})(?!\d))?)"
    rf"|(?P<year>\bnăm\s+(?P<yy>{_Y})(?!\d)(?!\s?[-–]\s?\d))"
    r"|(?P<clock>(?<!\d)(?P<h>[01]?\d|2[0-4])\s?(?:giờ|h|g)(?:\s?(?P<mi>[0-5]\d)(?!\d)(?:\s?(?:phút|p)\b)?)?(?![^\W\d_])"
    r"|(?<![\d:])(?P<h2>[01]?\d|2[0-3]):(?P<mi2>[0-5]\d)(?![\d:]))"
    r"|(?P<label>\d{1,4}(?-i:[A-ZĐ])(?!\w))"
    rf"|(?P<number>(?:\$\s?)?(?:(?P<op>{_OP})\s?)?(?P<n1>{_FIG})"
    rf"(?:\s?\\?%?(?:\s?[-–]\s?|\s+đến\s+)(?P<n2>{_FIG})(?![\d/]))?(?P<pc>\s?\\?%)?(?:\s?\$)?)"
    rf"|(?P<spelled>\b(?:{SPELLED})\b)"
    r"|(?P<covid>covid(?:\s?[-–]\s?19)?)"
    rf"|(?P<lone>{_LET}+(?:-?\d+\w*)?)"
    r")|(?P<mark>\.{2,20}|\S)"
)
