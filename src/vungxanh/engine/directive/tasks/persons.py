"""Persons who are told what they must or must not do, where no body is: GUIDELINES 3.1 (1)."""

import re

from vungxanh.engine.directive.tasks.fold import pattern
from vungxanh.engine.directive.tasks.leads import Leads

_PERSONS = pattern(
    r"(?:(?:các|những|mọi|tất cả|toàn bộ|toàn thể) )*(?:người(?! đứng đầu)|hộ|gia đình|chủ(?! động| trì| trương| yếu| nhiệm| tịch)|khách(?! sạn)|hành khách|học sinh|sinh viên|giáo viên|công nhân|tiểu thương|lái xe|tài xế|"
    r"nhân dân|bệnh nhân|phụ huynh|(?<=các )trường hợp|(?<=mọi )trường hợp)(?!\w)(?:[^.;:]|(?<=tp)\.){0,160}?"
    r"(?= (?:phải|có trách nhiệm|không(?= (?:được|ra|tự|đi|đến|tập|tụ|rời|tiếp|tổ|sử) )|chỉ(?= (?:được|ra|đi) )|nghiêm chỉnh|chấp hành|bắt buộc|cần|tự (?:giác|theo dõi|cách ly|giám sát)|hạn chế)(?!\w)(?! bộ))"
)

_COMMA = re.compile(r", *")


def told(leads: Leads, start: int, end: int) -> tuple[str, ...]:
    """ "Người đang cách ly không ra khỏi nhà": who they are, as printed; () when the words before the verb have a verb or another body of their own."""
    at = leads.bare(start)
    m = _PERSONS.match(leads.key, at, min(end, at + 240))
    if (
        m is None
        or m[0].endswith(",")
        or any(leads.bodies.at(c.end()) for c in _COMMA.finditer(leads.key, at, m.end()))
    ):
        return ()
    name = " ".join(leads.bodies.text[at : m.end()].split())
    return (name[:1].upper() + name[1:],)
