"""Cases and clusters as files, in the columns our import knows."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.export import Field, Sheet
from vungxanh.common.web.export.lines import area_code, area_levels, inner, of_person, opener
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.cases import queries, rules
from vungxanh.rooms.cases.forms import choices
from vungxanh.rooms.cases.models import Case
from vungxanh.rooms.people import actions as open_people
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.places import queries as places

# The words our import reads back to the same value.
STATUS_WORDS = {"suspected": "nghi ngờ", "probable": "có thể", "confirmed": "xác định", "discarded": "loại trừ"}
OUTCOME_WORDS = {"ill": "đang điều trị", "recovered": "khỏi", "died": "tử vong"}


def prepare(by: Actor, rows: list[Case]) -> list[Any]:
    """Persons, sources and names of areas for a batch."""
    found = people.lines(by=by, person_ids=[case.person_id for case in rows])
    homes = {line.area_path for line in found.values()}
    names = places.display_names(by=by, paths=homes)
    levels = places.levels(by=by, paths=homes | {case.area_path for case in rows})
    sources = queries.source_codes(by=by, case_ids=[case.pk for case in rows])
    for case in rows:
        case.line = line = found[case.person_id]  # type: ignore[attr-defined]
        case.area_name = names[line.area_path]  # type: ignore[attr-defined]
        case.levels, case.managed_levels = levels[line.area_path], levels[case.area_path]  # type: ignore[attr-defined]
        case.source_codes = ", ".join(sources.get(case.pk, []))  # type: ignore[attr-defined]
        case.managed = area_code(case.area_path) if case.area_path != line.area_path else ""  # type: ignore[attr-defined]
    return rows


def detection(case: Case) -> str:
    """How it was found, in words."""
    return rules.DETECTION_NAMES[rules.Detection(case.detection)] if case.detection else ""


_INNER = {
    "uuid": "pk", "disease_key": "disease", "status_key": "status", "outcome_key": "outcome", "recorded_at": "created_at",
    "disease_other": lambda c: choices.disease_name(c.disease), **area_levels(),
    **area_levels("managed_levels", ("managed_province", "managed_district", "managed_commune")),
}  # fmt: skip
FIELDS = (
    Field(name="id", head="Mã ca bệnh", value="code"),
    Field(name="person", head="Mã người", value="line.ref"),
    *of_person(people.LINE_FIELDS, people.SEALED_FIELDS),
    Field(name="disease", head="Bệnh", value=lambda c: choices.disease_short(c.disease)),
    Field(name="status", head="Phân loại", value=lambda c: STATUS_WORDS[c.status]),
    Field(name="symptomatic", head="Có triệu chứng"),
    Field(name="onset_date", head="Ngày khởi phát"),
    Field(name="exposure_start", head="Phơi nhiễm từ ngày"),
    Field(name="exposure_end", head="Phơi nhiễm đến ngày"),
    Field(name="sampled_at", head="Ngày lấy mẫu"),
    Field(name="diagnosed_at", head="Ngày chẩn đoán"),
    Field(name="notified_at", head="Ngày báo cáo"),
    Field(name="notify_due_at", head="Hạn báo cáo"),
    Field(name="isolated_at", head="Ngày cách ly"),
    Field(name="detection", head="Phát hiện qua", value=detection),
    Field(name="facility", head="Cơ sở điều trị"),
    Field(name="infected_where", head="Nơi nhiễm"),
    Field(name="outcome", head="Kết cục", value=lambda c: OUTCOME_WORDS.get(c.outcome, "")),
    Field(name="outcome_date", head="Ngày kết cục"),
    Field(name="source_case", head="Mã ca nguồn", value="source_codes"),
    Field(name="source_setting", head="Hoàn cảnh lây"),
    Field(name="cluster", head="Ổ dịch", value="cluster.name"),
    Field(name="managed_by", head="Mã xã quản lý ca", value="managed"),
    Field(name="note", head="Ghi chú"),
    *inner(_INNER),
)  # fmt: skip
CASES = Sheet(
    stem="ca-benh",
    title=_("ca bệnh"),
    kind="cases",
    fields=FIELDS,
    select=lambda rows: rows.select_related("cluster"),
    prepare=prepare,
    open=opener(open_people.open_many),
)
CLUSTERS = Sheet(stem="o-dich", title=_("ổ dịch"), fields=())
