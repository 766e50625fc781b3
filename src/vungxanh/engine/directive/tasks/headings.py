"""Whom a heading or a lead-in gives what stands under it. Rules: GUIDELINES 3.1 (4), (5)."""

import re

from vungxanh.engine.directive.tasks.fold import pattern
from vungxanh.engine.directive.tasks.leads import Leads, Subject, forms
from vungxanh.engine.directive.tasks.lists import listing
from vungxanh.engine.directive.tasks.sentences import sentences

_COLON = re.compile(r":\s*")
_AS_TO = pattern(
    r"(?:đối với|riêng(?: đối với)?|về phía|phía|trách nhiệm(?: cụ thể)? của|nhiệm vụ(?: cụ thể)? của|trách nhiệm|nhiệm vụ)[ :]+"
)
_ASIDE = re.compile(r"\([^()]*\)")
_PEOPLE = pattern(
    r"((?:các )?(?:giáo viên|nhân viên|cán bộ|học sinh|sinh viên|phụ huynh|người|chủ|hộ|gia đình|tài xế|lái xe|tiểu thương|công nhân|đoàn viên|hội viên|bệnh nhân|khách)"
    r"(?:,? [^\W\d_]+){0,9})[ .:;*]*$"
)
"""Persons a heading speaks to: "Đối với giáo viên chủ nhiệm"."""


class Headings:
    """Reads headings of one document."""

    def __init__(self, leads: Leads) -> None:
        self.leads, self.bodies, self.key = leads, leads.bodies, leads.key

    def heading(self, start: int, end: int, lead_in: bool) -> Subject | None:
        """Whom a heading, or the lead-in of a whole list (``lead_in``), gives what follows."""
        if not lead_in:
            own = self.introduced(start, end) or self._heading(start, end)
            if own is not None:
                return own
        elif charged := self._charged(start, end):
            return charged
        found: Subject | None = None
        for m in forms()["order"].finditer(self.key, start, end):
            if m.start() == start or not self.key[m.start() - 1].isalnum():
                one = self.leads.ordered(m.end(), end)
                found = one if one is not None else found
        return found

    def introduced(self, start: int, end: int) -> Subject | None:
        """Whom the last of several sentences names before a colon: "Thành lập các tổ. Tổ có nhiệm vụ:"."""
        if not self.key[start:end].rstrip().endswith(":"):
            return None
        said = list(sentences(self.bodies.text, start, end))
        return self._heading(*said[-1]) if len(said) > 1 else None

    def _charged(self, start: int, end: int) -> Subject | None:
        """Whom a lead-in charges by name: "Riêng các bệnh viện thực hiện thêm …:", "Đối với UBND các xã:"."""
        at = self.leads.bare(start)
        m = _AS_TO.match(self.key, at, end)
        named = listing(self.bodies, self.leads.bare(m.end()) if m else at, end)
        if named is None or self.bodies.home.issuer in named.names:
            return None
        rest = self.key[named.end : end].strip(" .:;*(")
        if (m and not rest) or forms()["charged"].match(self.key, named.end, end):
            return Subject(named.names, named.start, named.end, "acts", named.generic)
        return None

    def _heading(self, start: int, end: int) -> Subject | None:
        """ "Sở Y tế:", "Trách nhiệm của UBND các xã …", "Về tiêm chủng: Trạm Y tế …:", "UBND huyện chỉ đạo:"."""
        at = self.leads.bare(start)
        colon = _COLON.search(self.key, at, min(end, at + 200))
        return self._titled(at, end) or (self._titled(self.leads.bare(colon.end()), end) if colon else None)

    def _titled(self, at: int, end: int) -> Subject | None:
        for m in (_AS_TO.match(self.key, at, end), None):
            begin = self.leads.bare(m.end()) if m else at
            named = listing(self.bodies, begin, end)
            if named is None and m and (people := _PEOPLE.match(self.key, begin, end)):
                name = " ".join(self.bodies.text[begin : people.end(1)].split())
                return Subject((name[:1].upper() + name[1:],), begin, people.end(1), "people", True)
            if named is None:
                continue
            rest = _ASIDE.sub("", self.key[named.end : end]).strip(" .:;*(")
            if m or not rest or self.leads.acts(named.end, end, True) or rest.startswith(("và", "có ")):
                return Subject(named.names, named.start, named.end, "acts", named.generic)
        return None
