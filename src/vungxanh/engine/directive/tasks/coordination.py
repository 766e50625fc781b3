"""Who helps (``with``) and who receives (``report_to``). Rules: GUIDELINES 3.3 and 4."""

import re
from collections.abc import Iterable

from vungxanh.engine.directive.tasks.bodies import Bodies
from vungxanh.engine.directive.tasks.fold import pattern, starting
from vungxanh.engine.directive.tasks.lists import listing

_HOW = r"(?:,? *(?:và )?(?:chặt chẽ|tốt|đồng bộ|thường xuyên|nhịp nhàng|có hiệu quả|hiệu quả|kịp thời|ngay|đầy đủ|thống nhất|toàn diện))*"
_WITH = pattern(
    rf"{starting('phối hợp', 'liên kết', 'phối kết hợp', 'kết hợp', 'làm việc', 'hiệp đồng', 'phối thuộc', 'cùng phối hợp', 'hợp đồng', 'giao ban')}{_HOW}(?:,? (?:cùng với|cùng|với))? *:? *"
)
_GAP = pattern(rf"{starting('phối hợp')}{_HOW}(?P<gap>[^.;:]{{1,160}}?) (?:với|cùng) ")
_SIDE = pattern(
    starting(
        *(
            rf"{who}(?: cùng)? (?:tham gia|phối hợp)(?: thực hiện)? *: *"
            for who in ("lực lượng", "thành phần", "đơn vị", "cơ quan")
        ),
        r"phối hợp(?: thực hiện)? *: *",
        *(rf"{by} sự (?:phối hợp|tham gia|hỗ trợ|giúp đỡ|hướng dẫn)(?: của| từ) " for by in ("với", "có")),
        r"chủ trì,? (?:và )?cùng (?:với )?",
        *(
            rf"{talks} với "
            for talks in ("bàn", "hội chẩn", "hội chẩn từ xa", "bàn bạc", "hiệp thương", "thống nhất", "trao đổi")
        ),
        r"cùng với (?:sự (?:tham gia|phối hợp|hỗ trợ) của )?",
    )
)
_ROLE = pattern(r"phát huy (?:cao |tốt |tối đa |hiệu quả )*vai trò(?:,? (?:và )?hiệu quả)* của ")
_LED = pattern(starting("chủ trì") + r",? *(?:và )?")
_JOINS = pattern(r" *(?:cùng |có trách nhiệm )?(?:phối hợp|hỗ trợ|tham gia)(?! với)")
_CLAUSE = re.compile(r"[,;](?= \w)|(?<=[,;]) và(?= )")
_ONLY = pattern(
    r" *(?:cùng |có trách nhiệm |sẽ )?(?:phối hợp|hỗ trợ|tham gia)(?: cùng)?(?: thực hiện| triển khai)? *(?:[.,;]|$)"
)
_ONLY_SAID = pattern(r"(?:phối hợp|hỗ trợ|tham gia)(?: cùng)?(?: thực hiện| triển khai)? *(?:[.,;]|$)")
_BRACKET = re.compile(r"\(")
_HELPS = pattern(r" *(?:phối hợp|hướng dẫn|hỗ trợ|giám sát|tham gia|theo dõi)")
_TO = pattern(
    starting(
        "báo cáo",
        "tham mưu",
        "trình",
        "đề xuất",
        "gửi",
        "cung cấp",
        "chuyển",
        "thông báo",
        "báo",
        "xin ý kiến",
        "kiến nghị",
        "nộp",
    )
    + r"(?!\w)(?: (?:ngay|nhanh|kịp thời|kết quả|giúp|cho|với|về|lên|đến|tới|qua))* *"
)
_LATER = pattern(
    starting("báo cáo", "gửi", "cung cấp", "trình", "chuyển", "nộp")
    + r"(?!\w)[^.;]{1,150}? (?:về|lên|với|đến|cho|tới|gửi|qua) (?=\w)"
)
_ANY = pattern(
    r"phối|liên kết|kết hợp|làm việc|hiệp đồng|tham gia|hỗ trợ|cùng với|với sự|có sự|vai trò|chủ trì|\(|hợp đồng|giao ban|bàn|hội chẩn|thương|trao đổi|thống nhất"
)
_FORMS = (
    (_WITH, ("phối", "liên kết", "kết hợp", "làm việc", "hiệp đồng", "hợp đồng", "giao ban")),
    (
        _SIDE,
        (
            "tham gia",
            "phối hợp",
            " sự ",
            "cùng với",
            "chủ trì",
            "bàn ",
            "hội chẩn",
            "hiệp thương",
            "thống nhất",
            "trao đổi",
        ),
    ),
    (_GAP, ("phối hợp",)),
    (_ROLE, ("vai trò",)),
)
"""Each form with words of which it has one: most passages are looked through for few forms."""
_THROUGH = pattern(r"\(? *(?:thông qua|qua) ")


class Coordination:
    """Reads helpers and receivers in one document."""

    def __init__(self, bodies: Bodies) -> None:
        self.bodies = bodies

    def helpers(self, start: int, end: int, leads: Iterable[str] = ()) -> tuple[str, ...]:
        """Bodies that coordinate, support or take part, in ``start:end``, without the leads themselves."""
        found: list[tuple[int, tuple[str, ...]]] = []
        folded = self.bodies.key
        if not _ANY.search(folded, start, end):
            return ()
        said = folded[start:end]
        for form in (f for f, words in _FORMS if any(w in said for w in words)):
            for m in form.finditer(folded, start, end):
                named = listing(self.bodies, m.end(), end)
                if named is not None:
                    found.append((named.start, named.names))
        for form, helps in ((_BRACKET, _HELPS), (_LED, _JOINS)):
            found += self._helping(form, helps, start, end)
        if _ONLY_SAID.search(folded, start, end):
            found += self._helping(_CLAUSE, _ONLY, start, end)
        taken = set(leads)
        plain = (n.removeprefix("Thành viên ") for _, names in sorted(found) for n in names)
        return tuple(dict.fromkeys(n for n in plain if n not in taken))

    def _helping(
        self, opens: "re.Pattern[str]", helps: "re.Pattern[str]", start: int, end: int
    ) -> list[tuple[int, tuple[str, ...]]]:
        """ "(X hướng dẫn)"; "A chủ trì, B phối hợp thực hiện"."""
        found = []
        for m in opens.finditer(self.bodies.key, start, end):
            at = m.end() + (self.bodies.key[m.end() : m.end() + 1] == " ")
            named = listing(self.bodies, at, end)
            if named is not None and helps.match(self.bodies.key, named.end, end):
                found.append((named.start, named.names))
        return found

    def receivers(self, start: int, end: int) -> tuple[str, ...]:
        """Bodies that get the output, in ``start:end``; a channel ("thông qua X") comes after the final receiver."""
        found: list[tuple[int, tuple[str, ...]]] = []
        folded = self.bodies.key
        for form in (_TO, _LATER):
            for m in form.finditer(folded, start, end):
                named = listing(self.bodies, m.end(), end)
                if named is None:
                    continue
                found.append((named.start, named.names))
                through = _THROUGH.match(folded, named.end, end) or _THROUGH.search(
                    folded, named.end, min(end, named.end + 40)
                )
                channel = listing(self.bodies, through.end(), end) if through else None
                if channel:
                    found.append((channel.start, channel.names))
        return tuple(dict.fromkeys(n for _, names in sorted(found) for n in names))
