"""When a meeting may be asked for and permitted, while distancing is in force and while it is not."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.kernel.text import squeeze


class State(StrEnum):
    """How far a request is. Only a permitted meeting is held; a refused or permitted one that is changed is asked again."""

    ASKED = "asked"
    PERMITTED = "permitted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    HELD = "held"


class Form(StrEnum):
    """How people meet."""

    ONLINE = "online"
    IN_PERSON = "in_person"


STATE_NAMES = {
    State.ASKED: _("chờ cho phép"),
    State.PERMITTED: _("được phép"),
    State.REFUSED: _("không cho phép"),
    State.WITHDRAWN: _("đã rút"),
    State.HELD: _("đã họp"),
}
FORM_NAMES = {Form.ONLINE: _("trực tuyến"), Form.IN_PERSON: _("trực tiếp")}
CHANGEABLE = (State.ASKED, State.PERMITTED, State.REFUSED)
STOPPED = _(
    "Đang giãn cách: dừng các hoạt động, cuộc họp chưa cấp thiết; chỉ họp trực tiếp khi phục vụ phòng, chống dịch. "
    "Hãy hoãn cuộc họp, hoặc chọn họp trực tuyến và nêu vì sao phải họp lúc này."
)
ONLINE = _(
    "Đang giãn cách: cuộc họp phục vụ phòng, chống dịch phải tổ chức trực tuyến. Nếu buộc phải họp trực tiếp, ghi rõ vì sao không "
    "họp trực tuyến được."
)


@dataclass(frozen=True, slots=True)
class Restraint:
    """What holds in an area on a day: ``name`` of the directive, ``paper`` that put it in force there, where it is said.

    ``in_room``: the most in one room; ``outside``: outside offices, schools, hospitals (None: not known). ``rule``: its
    own words on meetings. ``doubtful``: the names of what nobody has checked against the document.
    """

    name: str
    paper: str
    citation: str
    in_room: int | None = None
    outside: int | None = None
    rule: str = ""
    doubtful: frozenset[str] = frozenset()

    def limit(self, outside_office: bool) -> tuple[int, bool] | None:
        """The most persons in one place and whether that number is verified; None when none is known."""
        name, most = ("outside", self.outside) if outside_office else ("in_room", self.in_room)
        return None if most is None else (most, name not in self.doubtful)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is asked for. ``persons``: how many in all; in person, in one place. ``place``: a room, or a link."""

    title: str
    purpose: str
    starts_at: datetime
    persons: int
    place: str
    chair: str
    form: Form = Form.ONLINE
    epidemic: bool = True
    outside_office: bool = False
    ends_at: datetime | None = None
    why_now: str = ""
    why_in_person: str = ""


def check(facts: Facts, restraint: Restraint | None, at: datetime) -> None:
    """Refused unless the request is complete and what is asked may be permitted at all."""
    _complete(facts, at)
    if restraint is None:
        return
    if not facts.epidemic and facts.form is Form.IN_PERSON:
        raise Refused(STOPPED, field="form")
    if not facts.epidemic and len(squeeze(facts.why_now)) < 10:
        raise Refused(_("Đang giãn cách: nêu rõ vì sao cuộc họp này không hoãn được."), field="why_now")
    if facts.form is Form.IN_PERSON:
        if len(squeeze(facts.why_in_person)) < 10:
            raise Refused(ONLINE, field="why_in_person")
        limit = restraint.limit(facts.outside_office)
        if limit and limit[1] and facts.persons > limit[0]:
            raise Refused(
                _("Quá số người được tập trung khi giãn cách. Giảm số người, hoặc họp trực tuyến."), field="persons"
            )


def _complete(facts: Facts, at: datetime) -> None:
    for name, text, least, said in (
        ("title", facts.title, 5, _("Ghi tên cuộc họp.")),
        ("purpose", facts.purpose, 10, _("Ghi rõ mục đích: họp để làm gì.")),
        ("chair", facts.chair, 3, _("Ghi người chủ trì.")),
        ("place", facts.place, 3, _("Ghi nơi họp; họp trực tuyến thì ghi đường dẫn hoặc tên phòng họp.")),
    ):
        if len(squeeze(text)) < least:
            raise Refused(said, field=name)
    if facts.starts_at <= at:
        raise Refused(
            _("Giờ họp phải sau lúc này: cuộc họp đã diễn ra thì không xin phép được nữa."), field="starts_at"
        )
    if facts.ends_at is not None and facts.ends_at <= facts.starts_at:
        raise Refused(_("Giờ kết thúc phải sau giờ bắt đầu."), field="ends_at")
    if not 2 <= facts.persons <= 5000:
        raise Refused(_("Số người dự họp từ 2 đến 5000."), field="persons")


def over(facts: Facts, restraint: Restraint | None) -> tuple[int, bool] | None:
    """The limit an in-person meeting exceeds, and whether it is verified; None when none is exceeded."""
    if restraint is None or facts.form is not Form.IN_PERSON:
        return None
    limit = restraint.limit(facts.outside_office)
    return limit if limit and facts.persons > limit[0] else None


def reason_of(text: str, field: str = "reason") -> str:
    """A reason in words; Refused without one."""
    said = squeeze(text)
    if len(said) < 5:
        raise Refused(_("Ghi lý do."), field=field)
    return said[:1000]


def number_of(text: str) -> str:
    """The number of the answering paper; Refused without one."""
    said = squeeze(text)
    if not any(letter.isdigit() for letter in said):
        raise Refused(_("Ghi số văn bản trả lời, ví dụ 125/UBND-VX."), field="number")
    return said[:80]
