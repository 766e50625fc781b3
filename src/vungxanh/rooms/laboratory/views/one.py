"""One sample with its tests; the samples of a case."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from vungxanh.common.web.diseases import disease_name
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.laboratory import queries, rules, words
from vungxanh.rooms.laboratory.models import LabTest, Sample
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.places import queries as places


@page(needs=Permission.SAMPLE_SEE)
def one(request: ActorRequest, sample_id: UUID) -> HttpResponse:
    """Whose, when, what was found."""
    by = request.actor
    sample = queries.get(by=by, sample_id=sample_id)
    tests = queries.tests_of(by=by, sample_ids=[sample.pk]).get(sample.pk, [])
    card = people.cards(by, [sample.person_id]).get(sample.person_id)
    context = {
        "sample": sample,
        "name": card.name if card else _("không rõ"),
        "see_person": card is not None and by.may(Permission.PERSON_SEE, card.area_path),
        "disease": disease_name(sample.disease),
        "material": _(rules.MATERIAL_NAMES[rules.Material(sample.material)]),
        "result": words.result_of(sample.result),
        "area_name": places.display_name(by=by, path=sample.area_path),
        "tests": [_shown(test) for test in tests],
        "may_record": by.may(Permission.SAMPLE_RECORD, sample.area_path),
    }
    return render(request, "laboratory/one.html", context)


def _shown(test: LabTest) -> LabTest:
    test.said = words.result_of(test.result)  # type: ignore[attr-defined]
    test.by_method = _(rules.METHOD_NAMES[rules.Method(test.method)])  # type: ignore[attr-defined]
    test.replaced = hasattr(test, "replaced_by")  # type: ignore[attr-defined]
    return test


@page(needs=Permission.SAMPLE_SEE)
def case_panel(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """htmx fragment on the page of a case: its samples."""
    by = request.actor
    case = cases.get(by=by, case_id=case_id)
    found = queries.of_case(by=by, case_id=case.pk, person_id=case.person_id, disease=case.disease)
    rows = [(sample, words.result_of(sample.result), _where(sample)) for sample in found]
    may = by.may(Permission.SAMPLE_RECORD, case.area_path)
    return render(request, "laboratory/case_panel.html", {"case": case, "rows": rows, "may_record": may})


def _where(sample: Sample) -> str:
    material = _(rules.MATERIAL_NAMES[rules.Material(sample.material)])
    return " · ".join(part for part in (material, sample.code, sample.laboratory) if part)
