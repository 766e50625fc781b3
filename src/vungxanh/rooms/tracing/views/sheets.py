"""Contacts, visits, meetings and daily checks as files; visits and meetings in the columns our import knows."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.export import Field, Sheet
from vungxanh.common.web.export.lines import area_levels, commune_code, inner, of_person, opener
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.people import actions as open_people
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.tracing import queries, rules
from vungxanh.rooms.tracing.models import Contact, ContactEvent, FollowUp, Visit


def prepare_contacts(by: Actor, rows: list[Contact]) -> list[Any]:
    """Persons, names of areas, and the nearest exposure of each."""
    found = people.lines(by=by, person_ids=[c.person_id for c in rows])
    names = places.display_names(by=by, paths={c.area_path for c in rows})
    levels = places.levels(by=by, paths=names)
    for c in rows:
        c.line, c.area_name = found[c.person_id], names[c.area_path]  # type: ignore[attr-defined]
        c.levels = levels[c.area_path]  # type: ignore[attr-defined]
        c.nearest = c.live[0] if c.live else None  # type: ignore[attr-defined]
    return rows


def level(contact: Contact) -> str:
    """``F1``."""
    return f"F{contact.level}" if contact.level else ""


_INNER = {"state_key": "state", "recorded_at": "created_at", "index_uuid": "nearest.case_id", **area_levels()}
CONTACTS = Sheet(
    stem="nguoi-tiep-xuc",
    title=_("người tiếp xúc"),
    kind="contacts",
    fields=(
        Field(name="id", head="Mã người tiếp xúc", value="pk"),
        Field(name="person", head="Mã người", value="line.ref"),
        *of_person(people.LINE_FIELDS, people.SEALED_FIELDS),
        Field(name="disease", head="Bệnh"),
        Field(name="level", head="Mức", value=level),
        Field(name="state", head="Trạng thái", value=lambda c: rules.STATE_NAMES[rules.ContactState(c.state)]),
        Field(name="first_exposed", head="Tiếp xúc lần đầu", value="first_exposed_at"),
        Field(name="last_exposed", head="Tiếp xúc lần cuối", value="last_exposed_at"),
        Field(name="in_household", head="Cùng nhà", value="household"),
        Field(name="index_case", head="Mã ca nguồn", value="nearest.case.code"),
        Field(name="reason", head="Vì sao", value="nearest.reason"),
        Field(name="followed_until", head="Theo dõi đến"),
        Field(name="last_followed_on", head="Hỏi lần cuối"),
        Field(name="isolated_at", head="Cách ly từ"),
        Field(name="symptomatic_since", head="Triệu chứng từ"),
        Field(name="attempts", head="Số lần gọi"),
        Field(name="team", head="Tổ", value="team.name"),
        *inner(_INNER),
    ),
    select=lambda rows: queries.with_reasons(rows.prefetch_related(None)).select_related(None).select_related("team"),
    prepare=prepare_contacts,
    open=opener(open_people.open_many),
)


def prepare_visits(by: Actor, rows: list[Visit]) -> list[Any]:
    """Who was there: as a case where it is a milestone, else as a person."""
    found = people.lines(by=by, person_ids=[v.person_id for v in rows])
    for v in rows:
        v.line = found[v.person_id]  # type: ignore[attr-defined]
        own = v.case is not None and v.case.person_id == v.person_id
        v.ref = v.case.code if own and v.case else v.line.ref  # type: ignore[attr-defined]
        v.commune = commune_code(v.area_path)  # type: ignore[attr-defined]
    return rows


VISITS = Sheet(
    stem="luot-den",
    title=_("lượt đến"),
    kind="visits",
    fields=(
        Field(name="id", head="Mã lượt", value=lambda v: v.external_id or v.pk),
        Field(name="person", head="Mã người/mã ca", value="ref"),
        Field(name="full_name", head="Họ và tên", value="line.name"),
        Field(name="venue", head="Địa điểm", value="venue.name"),
        Field(name="commune", head="Mã xã"),
        Field(name="start_at", head="Từ lúc"),
        Field(name="end_at", head="Đến lúc"),
        Field(name="note", head="Ghi chú"),
    ),
    select=lambda rows: rows.select_related("venue", "case"),
    prepare=prepare_visits,
)


def prepare_meetings(by: Actor, rows: list[ContactEvent]) -> list[Any]:
    """Both who met."""
    found = people.lines(by=by, person_ids={m.person_id for m in rows} | {m.other_id for m in rows})
    for m in rows:
        m.line = found[m.other_id]  # type: ignore[attr-defined]
        own = m.case is not None and m.case.person_id == m.person_id
        m.ref = m.case.code if own and m.case else found[m.person_id].ref  # type: ignore[attr-defined]
        m.commune = commune_code(m.area_path)  # type: ignore[attr-defined]
    return rows


MEETINGS = Sheet(
    stem="lan-tiep-xuc",
    title=_("lần tiếp xúc"),
    kind="meetings",
    fields=(
        Field(name="id", head="Mã lần tiếp xúc", value=lambda m: m.external_id or m.pk),
        Field(name="person", head="Mã người/ca thứ nhất", value="ref"),
        Field(name="other", head="Mã người thứ hai", value="line.ref"),
        Field(name="full_name", head="Họ tên người tiếp xúc", value="line.name"),
        Field(name="sex", head="Giới tính", value="line.sex"),
        Field(name="birth_year", head="Năm sinh", value="line.birth_year"),
        Field(name="commune", head="Mã xã"),
        Field(name="start_at", head="Từ lúc"),
        Field(name="end_at", head="Đến lúc"),
        Field(name="minutes", head="Số phút"),
        Field(name="distance_m", head="Khoảng cách (m)"),
        Field(name="masked", head="Có khẩu trang"),
        Field(name="household", head="Cùng nhà"),
        Field(name="physical", head="Chạm trực tiếp"),
        Field(name="care", head="Chăm sóc không bảo hộ"),
        Field(name="venue", head="Địa điểm", value="venue.name"),
        Field(name="note", head="Ghi chú"),
    ),
    select=lambda rows: rows.select_related("venue", "case"),
    prepare=prepare_meetings,
)


def prepare_checks(by: Actor, rows: list[FollowUp]) -> list[Any]:
    """Who was asked, and his symptoms in words."""
    found = people.lines(by=by, person_ids=[f.contact.person_id for f in rows])
    known = list(rules.Symptom)
    for f in rows:
        f.line = found[f.contact.person_id]  # type: ignore[attr-defined]
        f.words = [rules.SYMPTOM_NAMES[rules.Symptom(s)] for s in f.symptoms if s in known]  # type: ignore[attr-defined]
    return rows


CHECKS = Sheet(
    stem="theo-doi-hang-ngay",
    title=_("lần hỏi sức khỏe"),
    kind="followups",
    area="contact__area_path",
    fields=(
        Field(name="contact", head="Mã người tiếp xúc", value="contact_id"),
        Field(name="person", head="Mã người", value="line.ref"),
        Field(name="full_name", head="Họ và tên", value="line.name"),
        Field(name="commune", head="Mã xã", value="line.commune"),
        Field(name="level", head="Mức", value=lambda f: level(f.contact)),
        Field(name="day", head="Ngày"),
        Field(name="seen", head="Gặp được"),
        Field(name="temperature", head="Nhiệt độ"),
        Field(name="symptoms", head="Triệu chứng", value="words"),
        Field(name="note", head="Ghi chú"),
        Field(name="at", head="Ghi lúc"),
        Field(name="by", head="Người ghi", value="by.full_name"),
    ),
    select=lambda rows: rows.select_related("contact", "by"),
    prepare=prepare_checks,
)
