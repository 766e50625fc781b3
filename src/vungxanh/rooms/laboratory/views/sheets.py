"""Samples as files, in the columns our import knows."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.diseases import disease_name
from vungxanh.common.web.export import Field, Sheet
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.laboratory import queries, rules
from vungxanh.rooms.laboratory.models import Sample
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.places import queries as places


def prepare(by: Actor, rows: list[Sample]) -> list[Any]:
    """Who was sampled, and the test whose result stands."""
    found = people.lines(by=by, person_ids=[sample.person_id for sample in rows])
    levels = places.levels(by=by, paths={sample.area_path for sample in rows})
    tests = queries.tests_of(by=by, sample_ids=[sample.pk for sample in rows])
    for sample in rows:
        in_force = [t for t in tests.get(sample.pk, []) if not hasattr(t, "replaced_by")]
        sample.line = found[sample.person_id]  # type: ignore[attr-defined]
        sample.test = in_force[-1] if in_force else None  # type: ignore[attr-defined]
        sample.levels = levels[sample.area_path]  # type: ignore[attr-defined]
    return rows


def method(sample: Any) -> str:
    """In the words our import reads back."""
    return str(rules.METHOD_NAMES[rules.Method(sample.test.method)]) if sample.test else ""


SAMPLES = Sheet(
    stem="mau-xet-nghiem",
    title=_("mẫu xét nghiệm"),
    kind="samples",
    needs=Permission.EXPORT,
    fields=(
        Field(name="id", head="Mã lượt mẫu", value=lambda s: s.external_id or s.pk),
        Field(name="code", head="Mã mẫu"),
        Field(name="person", head="Mã người/mã ca", value=lambda s: s.case.code if s.case else s.line.ref),
        Field(name="full_name", head="Họ và tên", value="line.name"),
        Field(name="sex", head="Giới tính", value="line.sex"),
        Field(name="birth_year", head="Năm sinh", value="line.birth_year"),
        Field(name="commune", head="Mã xã", value="line.commune"),
        Field(name="disease", head="Bệnh", value=lambda s: disease_name(s.disease)),
        Field(name="material", head="Loại mẫu", value=lambda s: str(rules.MATERIAL_NAMES[rules.Material(s.material)])),
        Field(name="collected_at", head="Lấy mẫu lúc"),
        Field(name="received_at", head="Nhận mẫu lúc"),
        Field(name="laboratory", head="Nơi xét nghiệm"),
        Field(name="method", head="Phương pháp", value=method),
        Field(name="result", head="Kết quả", value=lambda s: str(rules.RESULT_NAMES[rules.Result(s.result)])),
        Field(name="resulted_at", head="Có kết quả lúc"),
        Field(name="ct", head="Ct", value="test.ct"),
        Field(name="note", head="Ghi chú"),
        Field(name="uuid", head="", value="pk", inner=True),
        Field(name="case_code", head="", value="case.code", inner=True),
        Field(name="disease_key", head="", value="disease", inner=True),
        Field(name="material_key", head="", value="material", inner=True),
        Field(name="method_key", head="", value="test.method", inner=True),
        Field(name="result_key", head="", value="result", inner=True),
        Field(name="person_ref", head="", value="line.ref", inner=True),
        Field(name="province", head="", value=lambda s: s.levels[0], inner=True),
        Field(name="district", head="", value=lambda s: s.levels[1], inner=True),
        Field(name="commune_name", head="", value=lambda s: s.levels[2], inner=True),
    ),
    select=lambda rows: rows.select_related("case"),
    prepare=prepare,
)
