"""What the writes share: the case within a right, the next codes, the deadline kept beside the dates."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from vungxanh.common.audit import about
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases import queries, rules
from vungxanh.rooms.cases.models import Case, CodeCounter


def held(*, by: Actor, case_id: UUID, needs: Permission) -> Case:
    """The case, locked, with ``needs`` held over its area; NotYours otherwise. Names it in the audit row."""
    found = queries.visible(by).select_for_update().filter(pk=case_id).first()
    case = found or queries.get(by=by, case_id=case_id)
    by.check(needs, case.area_path)
    about(case)
    return case


def next_codes(disease: str, year: int, count: int = 1) -> list[str]:
    """So many codes nobody else has: the counter's row is locked until the act ends."""
    prefix = rules.prefix_of(disease)
    codes: list[str] = []
    while len(codes) < count:
        wanted = count - len(codes)
        last = _advance(f"{prefix}-{year}", wanted)
        fresh = [rules.code_of(prefix, year, n) for n in range(last - wanted + 1, last + 1)]
        taken = set(Case.objects.filter(code__in=fresh).values_list("code", flat=True))  # typed by hand before
        codes += [code for code in fresh if code not in taken]
    return codes


def _advance(series: str, count: int) -> int:
    if not CodeCounter.objects.filter(series=series).update(last=F("last") + count):
        try:
            with transaction.atomic():
                CodeCounter.objects.create(series=series, last=count)
        except IntegrityError:  # another one made the row meanwhile
            CodeCounter.objects.filter(series=series).update(last=F("last") + count)
    return CodeCounter.objects.values_list("last", flat=True).get(series=series)


def code_year(facts: rules.CaseFacts, at: datetime) -> int:
    """The year in a case's code: of its diagnosis, else of its onset, else of now."""
    if facts.diagnosed_at:
        return rules.local_day(facts.diagnosed_at).year
    return (facts.onset_date or rules.local_day(at)).year
