"""Who must act: the subject of a sentence, of an assignment line, of a heading. Rules: GUIDELINES 3.1-3.3."""

import re
from dataclasses import dataclass
from functools import cache

from vungxanh.engine.directive.tasks.bodies import Bodies
from vungxanh.engine.directive.tasks.catalog import alternatives
from vungxanh.engine.directive.tasks.fold import key, pattern
from vungxanh.engine.directive.tasks.grammar import predicate, verbs
from vungxanh.engine.directive.tasks.lists import Listing, listing

_DRESS = re.compile(r"[\s*_\"“”(–-]*")
_FRONT = pattern(
    r"(?:(?:đồng thời|bên cạnh đó|ngoài ra|trong đó|riêng|trước mắt|cụ thể|hằng ngày|hàng ngày|định kỳ|song song|từ nay|khi đó|sau đó|theo đó|như vậy|vì vậy|do đó|do vậy|trước hết)(?:,| )*(?:là )?){1,2}"
)
_ROLE = pattern(
    r"(?:tiếp tục |chủ động )?phát huy (?:cao |tốt |mạnh mẽ |tối đa |hiệu quả )*(?:vai trò|trách nhiệm|vai trò nòng cốt)(?:,? (?:và )?(?:trách nhiệm|hiệu quả|vai trò|năng lực|nòng cốt|tinh thần trách nhiệm))* của "
)
_LIABLE = pattern(
    r" *,? *(?:phải |sẽ |thì )?(?:hoàn toàn )?chịu (?:hoàn toàn )?trách nhiệm(?: (?:hoàn toàn|toàn diện|cá nhân|trực tiếp))*(?= (?:trước|nếu|khi|về|đối với)|[,.;]|$)"
)
_LABELS = pattern(
    r"(?:lực lượng|thành phần|đơn vị|cơ quan|thời gian|thời hạn|địa điểm|kinh phí|sản phẩm|nguồn)[^:.;,]{0,40}(?:tham gia|phối hợp|thời|điểm|phí|phẩm|thực hiện|hoàn thành|vốn) *:"
)
_FAILS = pattern(
    r" *(?:nơi |đơn vị |địa phương )?nào (?:nếu )?(?:để|không|thiếu)(?!\w)[^.]{3,200}(?:kiểm điểm|kỷ luật|xử lý|chịu trách nhiệm)"
)
"""Behind a name: who of them answers for a failure."""
_ACTS_TOO = pattern(r"(?:;|, (?:đồng thời|trực tiếp|tổ chức|xây dựng|kiểm tra|báo cáo))")
_COLON = re.compile(r":\s*")
_COMMA = pattern(r"(?:,| thì(?= )) *")
_SAYS = pattern(
    r" (?!và |hoặc |cùng |cũng |hay |từ |theo |để |nhằm |trên |thuộc |do |khi |nếu |có |sẽ |này|nêu|nói|trước|sau|liên )[^\W\d_]+ +\w"
)
"""Words that may be a verb and what it is done to."""
_ASKS = pattern(
    r"(?<!\w)(?:yêu cầu|đề nghị|giao|phải|cần|khen thưởng|kịp thời (?:biểu dương|ghi nhận|động viên))(?!\w)"
)
_OBLIGES = pattern(r"(?<!\w)(?:yêu cầu|giao(?! thông)|phải)(?!\w)")
_APPROVES = pattern(
    r"(?:về )?(?:cơ bản )?(?:đồng ý|thống nhất|nhất trí|chấp thuận|cho phép)(?: về)? (?:chủ trương|với|theo|cho|đề xuất|đề nghị|ý kiến|nội dung|phương án|các (?:nội dung|đề xuất|đề nghị|cơ sở|hoạt động))(?!\w)|(?:cho phép|chấp thuận) "
)
_BRACKET = pattern(r"\((?:do |giao )?")
_OPENERS = pattern(
    r"(?:trong|trường hợp|nếu|khi|căn cứ|trên cơ sở|theo|để|từ|trước|sau|đối với|riêng|ngoài|hằng|hàng|định|đồng|bên|qua|nhằm|ngay|với|về|việc|công tác|chậm|muộn|quá|tại|ở|thời|cùng|tùy)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """Who acts. ``how``: acts, ordered ("Giao X"), role ("Phát huy vai trò, trách nhiệm của X"), support
    ("Phát huy vai trò của X"), guides ("X hướng dẫn" and no more), liable ("X chịu trách nhiệm trước …"). ``end``: where the names end."""

    names: tuple[str, ...]
    start: int
    end: int
    how: str = "acts"
    generic: bool = False


@cache
def forms() -> dict[str, "re.Pattern[str]"]:
    v = verbs()
    return {
        "order": pattern(rf"(?:{alternatives(v['orders'])})(?!\w) *(?:cho )?"),
        "strong": pattern(rf"(?:{alternatives(v['strong'])})(?!\w) *(?:cho )?"),
        "predicate": predicate(),
        "between": pattern(rf"(?: *,? *(?:{alternatives(v['between'])})(?!\w))*,? *"),
        "praise": pattern(rf"[^.;:]{{0,300}}?(?<!\w)(?:{alternatives(v['praise'])})(?!\w)"),
        "thanks": pattern(alternatives(v["praise"])),
        "directs": pattern(r" *(?:tiếp tục |trực tiếp |tập trung |khẩn trương |lãnh đạo,? *)*chỉ đạo *"),
        "asks": pattern(r" *(?:đã )?(?:yêu cầu|giao|đề nghị|phân công) *(?:cho )?"),
        "guides": pattern(r" *(?:chủ động |có trách nhiệm |chịu trách nhiệm )?hướng dẫn *[,;.]? *$"),
        "noun": pattern(
            r" *(?:của|là (?!đầu mối|cơ quan|đơn vị|lực lượng|nòng cốt)|tại|ở|trong|với|được(?! giao| phân công)|bị|đã|đang|như|có liên|\)|về )"
        ),
        "helps": pattern(
            r" *(?:cùng |có trách nhiệm )?(?:phối hợp|hỗ trợ|tham gia)(?: cùng)?(?: thực hiện| triển khai)? *[.,;]? *$"
        ),
        "charged": pattern(
            r" *(?:có trách nhiệm|có nhiệm vụ|chịu trách nhiệm|phải|cần|tập trung|khẩn trương|chủ động|tiếp tục|(?:triển khai |tổ chức )?thực hiện)(?!\w)"
        ),
    }


@cache
def _executors() -> frozenset[str]:
    return frozenset(key(n) for n in verbs()["executors"])


class Leads:
    """Reads subjects in one document."""

    def __init__(self, bodies: Bodies) -> None:
        self.bodies = bodies
        self.key = bodies.key

    def subject(self, start: int, end: int) -> Subject | None:
        """The subject of the sentence ``start:end``; None when it has none of its own."""
        for at in self._fronts(start, end):
            found = self._at(at, end, first=at == start or not self.key[start:at].strip(' "('))
            if found is not None:
                return found
        return self._after_opener(start, end)

    def liable(self, start: int, end: int) -> bool:
        """A sentence on liability alone, with or without a subject."""
        at = self.bare(start)
        named = listing(self.bodies, at, end)
        m = _LIABLE.match(self.key, named.end if named else at, end)
        return m is not None and not _ACTS_TOO.search(self.key, m.end(), end)

    def praises(self, start: int, end: int) -> bool:
        """A sentence of thanks or praise that asks for nothing."""
        kinds = forms()
        return (
            kinds["thanks"].search(self.key, start, min(end, start + 340)) is not None
            and kinds["praise"].match(self.key, start, end) is not None
            and not _ASKS.search(self.key, start, end)
        )

    def approves(self, start: int, end: int) -> bool:
        """ "Đồng ý cho X mua …", "Thống nhất chủ trương …": leave is given, nobody is told to act."""
        return bool(_APPROVES.match(self.key, self.bare(start), end)) and not _OBLIGES.search(self.key, start, end)

    def clause(self, start: int, end: int) -> Subject | None:
        """The subject of a clause in mid sentence: "giao X …", or a body with a predicate behind it."""
        at = self.bare(start)
        m = _FRONT.match(self.key, at, end)
        at = self.bare(m.end()) if m else at
        order = forms()["strong"].match(self.key, at, end)
        if order:
            return self.ordered(order.end(), end, strict=True)
        weak = forms()["order"].match(self.key, at, end)
        if weak:
            found = self.ordered(weak.end(), end, strict=True)
            return found if found is not None and not found.generic else None
        named = listing(self.bodies, at, end)
        if named is not None and forms()["helps"].match(self.key, named.end, end):
            return Subject(named.names, named.start, named.end, "support", named.generic)
        return self._acting(named, end, strict=True) if named else None

    def bracketed(self, start: int, end: int) -> tuple[str, ...]:
        """ "(Công an huyện chủ trì)" in a passage where nobody else acts."""
        for m in _BRACKET.finditer(self.key, start, end):
            named = listing(self.bodies, m.end(), end)
            if named and pattern(r" *(?:chủ trì|thực hiện|chịu trách nhiệm|phụ trách|đầu mối)").match(
                self.key, named.end, end
            ):
                return named.names
        return ()

    # -- readings ------------------------------------------------------------------------------------------------

    def bare(self, at: int) -> int:
        """``at``, or where the words begin behind blanks, quotes and emphasis."""
        m = _DRESS.match(self.bodies.text, at)
        return m.end() if m else at

    def _fronts(self, start: int, end: int) -> list[int]:
        """Where a subject may stand: at the front, after "Đồng thời", after a run-in title."""
        at = self.bare(start)
        found = [at]
        if m := _FRONT.match(self.key, at, end):
            found.append(self.bare(m.end()))
        colon = _COLON.search(self.key, at, min(end, at + 200))
        if colon and colon.end() < end and not _LABELS.match(self.key, at, end):
            found.append(self.bare(colon.end()))
        return found

    def _at(self, at: int, end: int, first: bool) -> Subject | None:
        order = forms()["order"].match(self.key, at, end)
        if order:
            return self.ordered(order.end(), end)
        role = _ROLE.match(self.key, at, end)
        if role:
            named = listing(self.bodies, role.end(), end)
            if named:
                duty = "trách nhiệm" in role[0]
                return Subject(named.names, named.start, named.end, "role" if duty else "support", named.generic)
        named = listing(self.bodies, at, end)
        return self._acting(named, end) if named else None

    def ordered(self, at: int, end: int, strict: bool = False) -> Subject | None:
        """X of "giao X làm …", "đề nghị X chỉ đạo Y làm …"."""
        named = listing(self.bodies, self.bare(at), end)
        if named is None:
            return None
        if strict and not self._told(named, end):
            return None
        if (
            self.key[named.end : named.end + 3] == " và"
            and self.bodies.at(named.end + 4) is None
            and named.generic
            and strict
        ):
            return None
        return self._directed(named, end) or Subject(named.names, at, named.end, "ordered", named.generic)

    def _acting(self, named: Listing, end: int, strict: bool = False) -> Subject | None:
        kinds, at = forms(), named.end
        if _LIABLE.match(self.key, at, end) or _FAILS.match(self.key, at, end):
            return Subject(named.names, named.start, at, "liable", named.generic)
        if not (self._told(named, end) if strict else self.acts(at, end, False)):
            return None
        if kinds["guides"].match(self.key, at, end):
            return Subject(named.names, named.start, at, "guides", named.generic)
        return self._directed(named, end) or Subject(named.names, named.start, at, "acts", named.generic)

    def acts(self, at: int, end: int, strict: bool) -> bool:
        """Whether a predicate stands at ``at``. Not ``strict``: anything that does not make the body part of a noun."""
        rest = self.key[at:end].strip(" .;:,*)")
        if not rest:
            return not strict
        kinds = forms()
        if strict:
            return bool(kinds["predicate"].match(self.key, at, end))
        if self.key[at] in ",;:":
            return bool(kinds["predicate"].match(self.key, at, end)) or self.key[at] == ":"
        return not kinds["noun"].match(self.key, at, end)

    def _told(self, named: Listing, end: int) -> bool:
        """Whether the body in mid sentence is one that acts: any words may follow a name of its own, a predicate a group."""
        if self.acts(named.end, end, True):
            return True
        return not named.generic and self._says(named, end)

    def _says(self, named: Listing, end: int) -> bool:
        """Whether words that may be a verb and its object follow."""
        rest = self.key[named.end : end]
        return bool(_SAYS.match(rest)) and not forms()["noun"].match(rest)

    def _directed(self, named: Listing, end: int) -> Subject | None:
        """Y of "X chỉ đạo Y làm …", unless Y is too general to be told."""
        kinds = forms()
        after = kinds["between"].match(self.key, named.end, end)
        at = after.end() if after else named.end
        at = at + 1 if self.key.startswith(":", at) else at
        m = kinds["directs"].match(self.key, at, end) or kinds["directs"].match(self.key, named.end, end)
        asked = None if m else kinds["asks"].match(self.key, at, end)
        m = m or asked
        if m is None:
            return None
        under = listing(self.bodies, self.bare(m.end()), end)
        if under is None or not (self._told(under, end) or (not asked and self._says(under, end))):
            return None
        if under.generic and (asked or all(self._executor(n) for n in under.names)):
            return None
        if (
            asked
            and "phân công" not in asked[0]
            and not any(
                n.startswith(("UBND", "Chủ tịch", "Ban Chỉ đạo", "Thường trực", "Ban Thường vụ")) for n in named.names
            )
        ):
            return None
        return Subject(under.names, under.start, under.end, "ordered", under.generic)

    def _executor(self, name: str) -> bool:
        return key(name) in _executors()

    def _after_opener(self, start: int, end: int) -> Subject | None:
        """The subject behind "Trong trường hợp …, ", "Căn cứ …, ": a body with a predicate after a comma."""
        at = self.bare(start)
        if self.imperative(at, end):
            return None
        opener = bool(_OPENERS.match(self.key, at, end))
        for n, m in enumerate(_COMMA.finditer(self.key, at, min(end, at + (400 if opener else 120)))):
            if n > (6 if opener else 1):
                return None
            begin = self.bare(m.end())
            order = forms()["order"].match(self.key, begin, end)
            if order and (found := self.ordered(order.end(), end, strict=True)):
                return found
            named = listing(self.bodies, begin, end)
            if named and not self._continues(at, m.start()) and (found := self._acting(named, end, strict=True)):
                return found
        return None

    def imperative(self, at: int, end: int) -> bool:
        """Whether the words at ``at`` are an order without a subject."""
        m = forms()["predicate"].match(self.key, at, end)
        return m is not None and not _OPENERS.match(self.key, at, end)

    def _continues(self, floor: int, comma: int) -> bool:
        """Whether the words before ``comma`` end with a body: what follows goes on with the list."""
        for m in re.finditer(r"(?<!\w)\w", self.key[max(floor, comma - 80) : comma]):
            at = max(floor, comma - 80) + m.start()
            mention = self.bodies.at(at)
            if mention is not None and mention.end == comma:
                return True
        return False
