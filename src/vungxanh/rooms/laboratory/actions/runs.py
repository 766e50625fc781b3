"""A run of tubes at once: what a team wrote on paper, or a whole round that was taken elsewhere."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import about, note
from vungxanh.common.bulk import insert
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_ids
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.laboratory import queries, rules
from vungxanh.rooms.laboratory.actions.parts import due_of, own_session
from vungxanh.rooms.laboratory.actions.wanting import answered, waiting_rows
from vungxanh.rooms.laboratory.events import SamplesTaken
from vungxanh.rooms.laboratory.models import Sample, SamplingSession, Tube

MOST = 1000
_TUBE = (
    "id", "code", "kind", "size", "disease", "area_path", "material", "session_id", "laboratory_id", "stage", "planned_at",
    "collected_at", "due_at", "result", "lost_reason", "created_at",
)  # fmt: skip
_SAMPLE = (
    "id", "code", "tube_id", "person_id", "case_id", "disease", "area_path", "material", "collected_at", "laboratory", "result",
    "held", "note", "source", "external_id", "created_at",
)  # fmt: skip


@action(needs=Permission.SAMPLE_RECORD)
def take_many(*, by: Actor, at: datetime, session_id: UUID, tubes: Sequence[rules.TakenTube]) -> list[UUID]:
    """Tubes of a session with their people, all or none; their ids in the order given.

    Refused as one by one: a code read wrong or used, a person twice, one sampled that day already (unless his pool asked for
    it, or the row says ``again``), too many in a tube, a moment that has not come.
    """
    session = own_session(by, session_id)
    if not 0 < len(tubes) <= MOST:
        raise Refused("Mỗi lần ghi từ 1 đến 1.000 ống.", field="tubes")
    codes = _codes(tubes)
    areas = _people(by, session, tubes, at)
    persons = set(areas)
    cases = queries.open_cases(person_ids=persons, disease=session.disease)
    keys, inside = new_ids(len(tubes)), iter(new_ids(sum(len(tube.person_ids) for tube in tubes)))
    laboratory = session.laboratory.name if session.laboratory else ""
    made, samples = [], []
    for pk, code, tube in zip(keys, codes, tubes, strict=True):
        kind = rules.TubeKind.POOL if session.pool_size > 1 or len(tube.person_ids) > 1 else rules.TubeKind.SINGLE
        made.append((
            pk, code, kind.value, len(tube.person_ids), session.disease, session.area_path, session.material, session.pk,
            session.laboratory_id, str(rules.Stage.COLLECTED), tube.collected_at, tube.collected_at,
            due_of(session.disease, tube.collected_at, session.area_path), "pending", "", at,
        ))  # fmt: skip
        samples += [
            (next(inside), code, pk, person, cases.get(person), session.disease, areas[person], session.material,
             tube.collected_at, laboratory, "pending", False, "", "", "", at)
            for person in tube.person_ids
        ]  # fmt: skip
    insert(Tube, _TUBE, made)
    insert(Sample, _SAMPLE, samples)
    answered(((row[3], row[0], row[8]) for row in samples), session.disease)
    about(session)
    note(tubes=keys, persons=len(samples))
    tell(SamplesTaken(tuple(areas), session.disease))
    return keys


def _codes(tubes: Sequence[rules.TakenTube]) -> list[str]:
    codes = [rules.read(tube.code) for tube in tubes]
    twice = [code for code, n in Counter(codes).items() if n > 1 or not code or len(code) > 40]
    used = twice or sorted(queries.used_codes(codes))
    if used:
        raise Refused(
            "Mã ống %(used)s dùng hai lần, hoặc đã dùng cho một ống khác.",
            field="code",
            values={"used": used[0] or "trống"},
        )
    return codes


def _people(by: Actor, session: SamplingSession, tubes: Sequence[rules.TakenTube], at: datetime) -> dict[UUID, str]:
    """Where they live; Refused unless each is one ``by`` may see, and rightly in his tube."""
    every = list(chain.from_iterable(tube.person_ids for tube in tubes))
    areas = dict(queries.people_of(by=by, person_ids=every))
    if len(areas) != len(every):
        raise Refused("Có người trùng nhau trong danh sách, hoặc không thuộc địa bàn của bạn.", field="person")
    if any(not 1 <= len(tube.person_ids) <= session.pool_size for tube in tubes):
        raise Refused(
            "Mỗi ống của buổi này từ 1 đến %(pool_size)s người.",
            field="person",
            values={"pool_size": session.pool_size},
        )
    if any(not session.started_at <= tube.collected_at <= at for tube in tubes):
        raise Refused("Giờ lấy mẫu trước khi buổi bắt đầu, hoặc chưa tới.", field="collected_at")
    asked = {person for _pk, person, pool in waiting_rows(set(every), session.disease) if pool is not None}
    fresh = {person for tube in tubes if not tube.again for person in tube.person_ids} - asked
    first = min(tube.collected_at for tube in tubes)
    if queries.sampled_on(person_ids=fresh, disease=session.disease, day=first):
        raise Refused("Có người đã được lấy mẫu hôm đó: bỏ ra, hoặc ghi rõ là lấy lại.", field="again")
    return areas
