"""Who may take samples: trainings with those who were there, duties, who samples in a session."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import squeeze
from vungxanh.rooms.laboratory import queries, rules
from vungxanh.rooms.laboratory.actions.parts import own_session
from vungxanh.rooms.laboratory.models import Sampler, SamplingSession, Trained, Training

_LAST = {rules.Topic.SAMPLING: "trained_on", rules.Topic.TESTING: "tested_on"}


@action(needs=Permission.SAMPLE_PLAN, area="area_path")
def record_training(
    *, by: Actor, at: datetime, area_path: str, day: date, topic: str, kind: str, trainees: Sequence[rules.Trainee],
    place: str = "", teacher: str = "", note_text: str = "",
) -> Training:  # fmt: skip
    """A training and who was there; those known by name are the same people, the others are new."""
    if day > timezone.localdate(at):
        raise Refused("Ngày tập huấn ở tương lai: ghi khi đã tập huấn xong.", field="day")
    if not trainees:
        raise Refused("Ghi người dự, mỗi dòng một người.", field="people")
    if len(trainees) > rules.MOST_LINES:
        raise Refused("Mỗi lần ghi nhiều nhất 500 người.", field="people")
    made = Training(
        area_path=area_path, day=day, topic=rules.Topic(topic), place=squeeze(place)[:160], teacher=squeeze(teacher)[:160],
        note=note_text.strip()[:300], by_name=by.name[:120], created_at=at,
    )  # fmt: skip
    made.save(force_insert=True)
    there = [_known(one, area_path, rules.SamplerKind(kind), at) for one in trainees]
    Trained.objects.bulk_create(
        [Trained(training=made, sampler=one) for one in {s.pk: s for s in there}.values()], batch_size=500
    )
    for one in there:
        _last(one, made.topic)
    about(made)
    note(said=f"{len(there)} người", new=sum(one.created_at == at for one in there))
    return made


def _known(one: rules.Trainee, area_path: str, kind: rules.SamplerKind, at: datetime) -> Sampler:
    others = list(Sampler.objects.select_for_update().filter(area_path=area_path, name__iexact=one.name))
    found = rules.same(one, [rules.Trainee(o.name, o.body, o.contact) for o in others])
    if found is not None:
        known = others[found]
        amend(known, body=known.body or one.body, contact=known.contact or one.contact)
        return known
    made = Sampler(area_path=area_path, name=one.name, kind=kind, body=one.body, contact=one.contact, created_at=at)
    made.save(force_insert=True)
    return made


def _last(one: Sampler, topic: str) -> None:
    rows = Trained.objects.filter(sampler=one, training__topic=topic, dropped_why="")
    amend(one, **{_LAST[rules.Topic(topic)]: rows.aggregate(last=Max("training__day"))["last"]})


@action(needs=Permission.SAMPLE_PLAN)
def drop_trained(*, by: Actor, at: datetime, trained_id: UUID, reason: str) -> Trained:
    """He was not there, or did not pass: it counts no more; the line stays with the reason."""
    found = queries.get_trained(by=by, trained_id=trained_id)
    by.check(Permission.SAMPLE_PLAN, found.sampler.area_path)
    if not squeeze(reason):
        raise Refused("Ghi lý do bỏ lần tập huấn này.", field="reason")
    amend(found, dropped_why=squeeze(reason)[:200])
    about(found.sampler)
    _last(found.sampler, found.training.topic)
    return found


@action(needs=Permission.SAMPLE_PLAN)
def change_sampler(
    *, by: Actor, at: datetime, sampler_id: UUID, name: str, kind: str, duty: str, body: str = "", contact: str = ""
) -> Sampler:  # fmt: skip
    """His data and duty as they are now; the old ones stay in the trail."""
    found = queries.get_sampler(by=by, sampler_id=sampler_id)
    by.check(Permission.SAMPLE_PLAN, found.area_path)
    if not squeeze(name):
        raise Refused("Ghi họ tên.", field="name")
    amend(
        found, name=squeeze(name)[:120], kind=rules.SamplerKind(kind), duty=rules.Duty(duty), body=squeeze(body)[:160],
        contact=squeeze(contact)[:60],
    )  # fmt: skip
    about(found)
    return found


@action(needs=Permission.SAMPLE_PLAN)
def free_for_treatment(*, by: Actor, at: datetime, sampler_ids: Sequence[UUID]) -> int:
    """Medical staff sample no more: others do, they treat and nurse. How many. Refused for who is no medical staff."""
    done = 0
    for sampler_id in sampler_ids:
        found = queries.get_sampler(by=by, sampler_id=sampler_id)
        by.check(Permission.SAMPLE_PLAN, found.area_path)
        if found.kind != rules.SamplerKind.MEDICAL:
            raise Refused("Chỉ chuyển nhân viên y tế sang điều trị, điều dưỡng.")
        if found.duty == rules.Duty.SAMPLING:
            amend(found, duty=rules.Duty.TREATMENT)
            done += 1
    note(said=f"{done} người", ids=[str(pk) for pk in sampler_ids])
    return done


@action(needs=Permission.SAMPLE_RECORD)
def set_samplers(*, by: Actor, at: datetime, session_id: UUID, sampler_ids: Sequence[UUID]) -> SamplingSession:
    """Who takes the samples of a session. Refused for somebody not trained, trained too long ago, or on another duty."""
    session = own_session(by, session_id)
    may = {one.pk: one for one in queries.for_session(by=by, session=session)}
    there = {one.pk: one for one in queries.samplers_of(by=by, session=session)}
    if set(sampler_ids) - set(may) - set(there):
        raise Refused("Có người chưa được tập huấn lấy mẫu, đã quá hạn tập huấn, hoặc đã chuyển việc khác.")
    session.samplers.set([(there | may)[pk] for pk in set(sampler_ids)])
    about(session)
    note(samplers=[str(pk) for pk in sampler_ids])
    return session
