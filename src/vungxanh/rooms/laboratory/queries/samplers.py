"""Who may take samples, and whether there are enough of them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from vungxanh.common import centre
from vungxanh.common.access import seen, within
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.regulations.sampling import SamplingRules
from vungxanh.rooms.laboratory import rules
from vungxanh.rooms.laboratory.models import Sampler, SamplingSession, Trained, Training
from vungxanh.rooms.laboratory.queries.plans import overdue_counts, visible_wanted
from vungxanh.rooms.laboratory.queries.tubes import sampling_rules
from vungxanh.rooms.places import queries as places

SHOWN = 300


def visible_samplers(by: Actor) -> QuerySet[Sampler]:
    """Those who sample in his areas."""
    return Sampler.objects.filter(seen(by, Permission.SAMPLE_SEE))


def get_sampler(*, by: Actor, sampler_id: UUID) -> Sampler:
    """One of them; NotYours."""
    found = visible_samplers(by).filter(pk=sampler_id).first()
    if found is None:
        raise NotYours("Không có người lấy mẫu này, hoặc không thuộc địa bàn của bạn.")
    return found


def trainings_of(*, by: Actor, sampler: Sampler) -> list[Trained]:
    """What he was taught, the last first."""
    rows = Trained.objects.filter(sampler=sampler).select_related("training")
    return list(rows.order_by("-training__day", "-pk"))


def get_trained(*, by: Actor, trained_id: UUID) -> Trained:
    """That somebody was at a training; NotYours."""
    rows = Trained.objects.filter(seen(by, Permission.SAMPLE_SEE, "sampler__area_path"), pk=trained_id)
    found = rows.select_related("training", "sampler").first()
    if found is None:
        raise NotYours("Không có lần tập huấn này, hoặc không thuộc địa bàn của bạn.")
    return found


def trainings(*, by: Actor, since: date) -> list[tuple[Training, int]]:
    """Trainings of his areas from a day on with how many were there, the last first."""
    rows = Training.objects.filter(seen(by, Permission.SAMPLE_SEE), day__gte=since)
    counted = rows.annotate(n=Count("trained", filter=Q(trained__dropped_why="")))
    return [(one, one.n) for one in counted.order_by("-day", "-pk")[:SHOWN]]


def of_standing(wanted: Iterable[str], rule: SamplingRules, today: date) -> Q:
    """Samplers of one of these standings, by what is in force today."""
    oldest = today - timedelta(days=rule.training_days)
    soon = oldest + timedelta(days=rule.training_warn_days)
    works, state = Q(duty=rules.Duty.SAMPLING), rules.Standing
    known = {
        state.READY: works & Q(trained_on__gt=soon), state.SOON: works & Q(trained_on__gte=oldest, trained_on__lte=soon),
        state.LAPSED: works & Q(trained_on__lt=oldest), state.UNTRAINED: works & Q(trained_on=None),
        state.TREATMENT: Q(duty=rules.Duty.TREATMENT), state.STOPPED: Q(duty=rules.Duty.STOPPED),
    }  # fmt: skip
    q = Q(pk__in=())
    for one in wanted:
        q |= known[rules.Standing(one)]
    return q


def standing_today(sampler: Sampler, rule: SamplingRules, today: date) -> rules.Standing:
    """Whether he may sample today."""
    return rules.standing_of(
        rules.Duty(sampler.duty), sampler.trained_on, today, valid_days=rule.training_days, warn_days=rule.training_warn_days
    )  # fmt: skip


def rule_for(at: datetime) -> SamplingRules:
    """What is in force in the centre: how long a training holds, how many one samples in a day."""
    return sampling_rules("covid19", at, centre.current().area_path)


def enough(*, by: Actor, at: datetime, area: str = "") -> rules.Enough:
    """People who should be sampled by today against hands that may do it."""
    today, rule = timezone.localdate(at), rule_for(at)
    people = sum(overdue_counts(by=by, day=today, area=area).values())
    rows = visible_samplers(by).filter(within(area), of_standing(rules.MAY, rule, today)).order_by()
    kinds = dict(rows.values_list("kind").annotate(n=Count("pk")))
    medical = kinds.pop(rules.SamplerKind.MEDICAL, 0)
    return rules.Enough(people, rule.sampler_a_day, sum(kinds.values()), medical)


def by_commune(*, by: Actor, at: datetime) -> list[tuple[str, str, rules.Enough]]:
    """(path, name, hands against people) of each commune with people due or hands; the most lacking first."""
    today, rule = timezone.localdate(at), rule_for(at)
    names = places.communes(by=by, areas=by.areas(Permission.SAMPLE_SEE))
    due = visible_wanted(by).filter(state=rules.WantedState.WAITING, due_on__lte=today).order_by()
    waiting = dict(due.values_list("area_path").annotate(n=Count("*")))
    rows = visible_samplers(by).filter(of_standing(rules.MAY, rule, today)).order_by()
    hands: dict[str, list[int]] = {}
    for path, kind, n in rows.values_list("area_path", "kind").annotate(n=Count("pk")):
        hands.setdefault(path, [0, 0])[kind == rules.SamplerKind.MEDICAL] += n
    found = [
        (path, name, rules.Enough(waiting.get(path, 0), rule.sampler_a_day, *hands.get(path, [0, 0])))
        for path, name in names
        if path in waiting or path in hands
    ]
    return sorted(found, key=lambda row: (-row[2].lacking, -row[2].people, row[1]))


def to_free(*, by: Actor, at: datetime) -> list[Sampler]:
    """Medical staff who sample and may be spared for treatment: in each commune as many as others there can stand in
    for; of those who work for several communes, as many as the communes together do not lack."""
    rows = visible_samplers(by).filter(of_standing(rules.MAY, rule_for(at), timezone.localdate(at)))
    medical: dict[str, list[Sampler]] = {}
    for one in rows.filter(kind=rules.SamplerKind.MEDICAL).order_by("area_path", "name", "pk"):
        medical.setdefault(one.area_path, []).append(one)
    communes = {path: row for path, _name, row in by_commune(by=by, at=at)}
    lacking = sum(row.lacking for row in communes.values())
    found = []
    for path, there in medical.items():
        free = communes[path].free if path in communes else max(0, len(there) - lacking)
        found += there[:free]
    return found[:SHOWN]


def for_session(*, by: Actor, session: SamplingSession) -> list[Sampler]:
    """Who may take the samples of a session: of its area, of those above and inside, trained on the day it began."""
    day, path = timezone.localdate(session.started_at), session.area_path
    steps = path.strip("/").split("/")
    above = ["/".join(steps[: n + 1]) + "/" for n in range(len(steps))]
    rule = sampling_rules(session.disease, session.started_at, path)
    rows = Sampler.objects.filter(Q(area_path__in=above) | within(path), of_standing(rules.MAY, rule, day))
    return list(rows.order_by("-area_path", "name", "pk")[:SHOWN])


def samplers_of(*, by: Actor, session: SamplingSession) -> Sequence[Sampler]:
    """Who takes them, as written down."""
    return list(session.samplers.order_by("name", "pk"))
