"""Every value as a table row, for the page of regulations."""

from dataclasses import dataclass

from vungxanh.regulations.diseases import load_diseases
from vungxanh.regulations.loader import load_all
from vungxanh.regulations.sets import Fact, Kind, RegulationSet
from vungxanh.regulations.values import SUBJECT_NAMES, Subject


@dataclass(frozen=True, slots=True)
class Row:
    """One value for a page: texts in Vietnamese, nothing to compute.

    ``verified`` is about the value, ``dates_verified`` about ``period``: show "cần xác nhận" where False.
    """

    set_id: str
    subject: Subject
    subject_name: str
    label: str
    value: str
    unit: str
    verified: bool
    dates_verified: bool
    diseases: str
    document: str
    article: str
    issuer: str
    kind: Kind
    area: str
    period: str
    source: str


def rows(subject: Subject | None = None, disease: str = "", area: str = "") -> tuple[Row, ...]:
    """Every value as a table row; narrowed by subject, by disease (code) and by what applies in ``area``."""
    names = {d.code: d.name_vi for d in load_diseases()}
    found: list[Row] = []
    for s in load_all():
        if (subject and s.subject is not subject) or (disease and not s.covers(disease, s.area)):
            continue
        if area and not area.startswith(s.area):
            continue
        who = "mọi bệnh" if "*" in s.diseases else ", ".join(names[d] for d in s.diseases)
        found += [_row(s, f, who) for f in s.facts]
    return tuple(found)


def _row(s: RegulationSet, f: Fact, diseases: str) -> Row:
    return Row(
        set_id=s.id,
        subject=s.subject,
        subject_name=SUBJECT_NAMES[s.subject],
        label=f.label,
        value=f.value,
        unit=f.unit,
        verified=f.verified,
        dates_verified=s.dates_verified,
        diseases=diseases,
        document=s.name,
        article=s.article,
        issuer=s.issuer,
        kind=s.kind,
        area=s.area,
        period=s.period,
        source=f.source,
    )
