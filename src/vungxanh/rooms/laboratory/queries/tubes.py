"""Tubes, boxes, plates, laboratories, as far as ``by`` may see."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from uuid import UUID

from django.db.models import BooleanField, Count, Exists, F, Func, OuterRef, Q, QuerySet
from django.utils import timezone

from vungxanh.common.access import seen, within
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.kernel.text import fold
from vungxanh.regulations.api import as_of, scope_of
from vungxanh.regulations.sampling import SamplingRules
from vungxanh.regulations.values import Subject
from vungxanh.rooms.laboratory import rules
from vungxanh.rooms.laboratory.models import (
    Batch,
    Laboratory,
    LabTest,
    Plate,
    PlateWell,
    Sample,
    Told,
    Tube,
    UnmatchedResult,
)
from vungxanh.rooms.people import queries as people


def visible_tubes(by: Actor, *, count: bool = False) -> QuerySet[Tube]:
    """The tubes taken in the areas ``by`` may see, in no order."""
    return Tube.objects.filter(seen(by, Permission.SAMPLE_SEE, count=count))


def get_tube(*, by: Actor, tube_id: UUID) -> Tube:
    """One tube; NotYours."""
    found = visible_tubes(by).select_related("session", "batch", "laboratory").filter(pk=tube_id).first()
    if found is None:
        raise NotYours("Không có ống này, hoặc không thuộc địa bàn của bạn.")
    return found


class _OnTheWay(Func):
    """The condition of the indexes of open tubes, word for word: SQLite does not see it in a list of parameters, and
    reads every tube there ever was."""

    template = f"%(expressions)s IN ({', '.join(repr(stage.value) for stage in rules.OPEN)})"
    output_field = BooleanField()


def open_tubes(by: Actor, *, count: bool = False) -> QuerySet[Tube]:
    """Those whose clock runs."""
    return visible_tubes(by, count=count).filter(_OnTheWay(F("stage")))


def members(*, by: Actor, tube_ids: Iterable[UUID]) -> dict[UUID, list[Sample]]:
    """The samples in some tubes ``by`` may see, in the order they went in."""
    found: dict[UUID, list[Sample]] = {}
    mine = visible_tubes(by).filter(pk__in=list(tube_ids)).values("pk")
    for sample in Sample.objects.filter(tube__in=mine).select_related("case").order_by("id"):
        assert sample.tube_id is not None
        found.setdefault(sample.tube_id, []).append(sample)
    return found


def tests_of_tube(*, by: Actor, tube_id: UUID) -> list[LabTest]:
    """The tests of a tube and of the only sample in it, in the order they were told; replaced ones too."""
    tube = get_tube(by=by, tube_id=tube_id)
    own = Q(tube=tube) if tube.kind != rules.TubeKind.SINGLE else Q(sample__tube=tube) | Q(tube=tube)
    return list(LabTest.objects.filter(own).select_related("replaced_by").order_by("id"))


def in_force(*, by: Actor, tube_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """The test whose result stands, by tube."""
    wanted = list(tube_ids)
    rows = LabTest.objects.filter(Q(tube__in=wanted) | Q(sample__tube__in=wanted), replaced_by=None).order_by("id")
    return {tube or of: pk for pk, tube, of in rows.values_list("pk", "tube", "sample__tube")}


def with_code(rows: QuerySet[Tube], text: str) -> QuerySet[Tube]:
    """Tubes whose code begins so, as typed or without strokes; or with somebody of this name in them."""
    said = text.strip().upper()
    whole = rules.bare(said)
    dashed = "-".join(filter(None, (whole[:5], whole[5:11], whole[11:13], whole[13:17], whole[17:18])))
    sampled = people.visible(system()).filter(Exists(Sample.objects.filter(person=OuterRef("pk"))))
    named = list(people.like(sampled, text).values_list("pk", flat=True)) if not any(c.isdigit() for c in said) else []
    return rows.filter(
        Q(code__istartswith=said) | Q(code__startswith=dashed if whole else "-") | Q(samples__person__in=named)
    ).distinct()


def visible_laboratories(by: Actor) -> QuerySet[Laboratory]:
    """Laboratories of his areas, and of the areas above, to which his tubes go."""
    areas = by.areas(Permission.SAMPLE_SEE)
    if "" in areas:
        return Laboratory.objects.all()
    above = {path for area in areas for path in _above(area)}
    q = Q(area_path__in=above | {""})
    for area in areas:
        q |= within(area)
    return Laboratory.objects.filter(q if areas else Q(pk__in=()))


def _above(area: str) -> list[str]:
    parts = area.strip("/").split("/")
    return ["/".join(parts[: n + 1]) + "/" for n in range(len(parts))]


def get_laboratory(*, by: Actor, laboratory_id: UUID) -> Laboratory:
    """One laboratory; NotYours."""
    found = visible_laboratories(by).filter(pk=laboratory_id).first()
    if found is None:
        raise NotYours("Không có phòng xét nghiệm này.")
    return found


def laboratory_named(*, by: Actor, name: str) -> Laboratory | None:
    """The one of his laboratories that a file or a form calls so."""
    if not name.strip():
        return None
    said = fold(name)
    return next((one for one in visible_laboratories(by) if fold(one.name) == said), None)


def visible_batches(by: Actor) -> QuerySet[Batch]:
    """Boxes sent from his areas, or to a laboratory of his."""
    return Batch.objects.filter(
        seen(by, Permission.SAMPLE_SEE) | seen(by, Permission.SAMPLE_SEE, "laboratory__area_path")
    )


def get_batch(*, by: Actor, box_id: UUID) -> Batch:
    """One box; NotYours."""
    found = Batch.objects.filter(seen(by, Permission.SAMPLE_SEE)).select_related("laboratory").filter(pk=box_id).first()
    if found is None:
        raise NotYours("Không có chuyến bàn giao này, hoặc không thuộc địa bàn của bạn.")
    return found


def visible_plates(by: Actor) -> QuerySet[Plate]:
    """The plates of his areas."""
    return Plate.objects.filter(seen(by, Permission.SAMPLE_SEE))


def get_plate(*, by: Actor, plate_id: UUID) -> Plate:
    """One plate; NotYours."""
    found = visible_plates(by).select_related("laboratory").filter(pk=plate_id).first()
    if found is None:
        raise NotYours("Không có đĩa này, hoặc không thuộc địa bàn của bạn.")
    return found


def unmatched(by: Actor) -> QuerySet[UnmatchedResult]:
    """Rows of lists that wait, were matched or dropped, in his areas."""
    return UnmatchedResult.objects.filter(seen(by, Permission.SAMPLE_RECORD))


def count_unmatched(by: Actor) -> int:
    """How many wait."""
    return unmatched(by).filter(state="waiting").count()


def get_unmatched(*, by: Actor, unmatched_id: UUID) -> UnmatchedResult:
    """One of them; NotYours."""
    found = unmatched(by).filter(pk=unmatched_id).first()
    if found is None:
        raise NotYours("Không có dòng này, hoặc không thuộc địa bàn của bạn.")
    return found


def told_wrong(by: Actor) -> QuerySet[Told]:
    """Who was told a result that was corrected since, in no order."""
    rows = Told.objects.filter(seen(by, Permission.SAMPLE_SEE), test__replaced_by__isnull=False)
    return rows.select_related("test__replaced_by", "test__tube", "test__sample__tube")


def may_mean(*, by: Actor, row: UnmatchedResult, limit: int = 8) -> list[Tube]:
    """Tubes without a result that a waiting row may mean: of somebody of that name, else with nearly that code."""
    open_ones = visible_tubes(by).filter(stage__in=[stage.value for stage in rules.WAITING])
    open_ones = open_ones.select_related("laboratory", "session", "batch")
    found: list[Tube] = []
    if name := row.who.split(" · ")[0].strip():
        whole = [one.pk for one in people.search(by, name, limit=20) if fold(one.full_name) == fold(name)]
        found = list(open_ones.filter(samples__person__in=whole).distinct().order_by("-collected_at")[:limit])
    if len(found) < limit and (begin := rules.bare(row.code)[:11]):
        near = open_ones.filter(code__startswith="-".join(filter(None, (begin[:5], begin[5:11]))))
        alike = get_close_matches(row.code, near.values_list("code", flat=True)[:2000], limit - len(found), 0.8)
        known = {tube.pk for tube in found}
        likest = sorted(open_ones.filter(code__in=alike), key=lambda tube: alike.index(tube.code))
        found += [tube for tube in likest if tube.pk not in known]
    return found


def to_tell_again(by: Actor) -> QuerySet[Told]:
    """Those of them who do not know it yet; the longest first."""
    return told_wrong(by).filter(again_at=None).order_by("at", "id")


def count_to_tell_again(*, by: Actor, area: str = "") -> int:
    """How many tellings of a wrong result nobody has put right yet; from the corrections, of which there are few."""
    wrong = LabTest.objects.filter(replaces__isnull=False).values("replaces")
    rows = Told.objects.filter(seen(by, Permission.SAMPLE_SEE), within(area), test__in=wrong, again_at=None)
    return rows.order_by().count()


def told_of(*, by: Actor, test_ids: Iterable[UUID]) -> list[Told]:
    """Who was told these results."""
    return list(Told.objects.filter(seen(by, Permission.SAMPLE_SEE), test__in=list(test_ids)).order_by("at"))


def get_told(*, by: Actor, told_id: UUID) -> Told:
    """One telling; NotYours."""
    found = Told.objects.filter(seen(by, Permission.SAMPLE_SEE), pk=told_id).first()
    if found is None:
        raise NotYours("Không có lần báo này, hoặc không thuộc địa bàn của bạn.")
    return found


def sampling_rules(disease: str, when: datetime | date, area: str) -> SamplingRules:
    """What is in force for pools and curves."""
    on = timezone.localdate(when) if isinstance(when, datetime) else when
    return as_of(Subject.SAMPLING, disease, on, scope_of(area)).value


def warning(disease: str, when: datetime, area: str) -> timedelta:
    """How long before its target a tube is said to be at risk."""
    value = as_of(Subject.TEST_RESULT, disease, timezone.localdate(when), scope_of(area)).value
    return timedelta(hours=value.warn_hours)


def to_receive(by: Actor) -> QuerySet[Batch]:
    """Boxes on their way or in dispute."""
    return visible_batches(by).filter(state__in=("open", "sent", "differs"))


def count_differing(*, by: Actor, area: str = "") -> int:
    """Boxes whose sender has not said yet what became of the difference."""
    return visible_batches(by).filter(within(area), state="differs").count()


def used_codes(codes: Iterable[str]) -> set[str]:
    """Those that are on a tube or a sample somewhere; a code says nothing of anybody."""
    wanted = set(codes)
    tubes = Tube.objects.filter(code__among=wanted).values_list("code", flat=True)
    return {*tubes, *Sample.objects.filter(code__among=wanted).values_list("code", flat=True)}


def waiting_at(*, by: Actor, laboratory_id: UUID, limit: int) -> list[UUID]:
    """Tubes a laboratory has and has not run, not on a plate that waits; those due first."""
    laboratory = get_laboratory(by=by, laboratory_id=laboratory_id)
    rows = _not_laid(by).filter(laboratory=laboratory)
    return list(rows.order_by("due_at", "id").values_list("pk", flat=True)[:limit])


def waiting_counts(*, by: Actor) -> dict[UUID, int]:
    """How many such tubes each laboratory has."""
    rows = _not_laid(by, count=True).filter(laboratory__isnull=False).order_by()
    return dict(rows.values_list("laboratory_id").annotate(n=Count("*")))


def _not_laid(by: Actor, *, count: bool = False) -> QuerySet[Tube]:
    laid = PlateWell.objects.filter(plate__started_at=None, tube=OuterRef("pk"))
    return open_tubes(by, count=count).filter(stage=rules.Stage.RECEIVED).exclude(Exists(laid))


def wells_of(*, by: Actor, plate_id: UUID) -> list[PlateWell]:
    """The wells of a plate with their tubes."""
    return list(get_plate(by=by, plate_id=plate_id).wells.select_related("tube"))


def code_of(text: str) -> str:
    """A code as it stands on tubes; Refused when its check character does not fit."""
    return rules.read(text)
