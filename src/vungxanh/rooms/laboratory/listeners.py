"""What this room does when something was told. Each is harmless when it is told twice."""

from datetime import datetime

from django.utils import timezone

from vungxanh.common import centre
from vungxanh.kernel.actor import system
from vungxanh.rooms.laboratory import actions, queries
from vungxanh.rooms.laboratory.events import ResultsReported
from vungxanh.rooms.people.events import MergeUndone, PersonsMerged

MERGER = system("gộp hồ sơ")
RESULTS = system("kết quả xét nghiệm")
PLANNER = system("danh sách lấy mẫu")
DAYS_AT_ONCE = 5


def results_reported(event: ResultsReported, *, at: datetime) -> None:
    """Positives open or confirm cases, positive pools hold their persons, corrections undo."""
    actions.follow_results(by=RESULTS, at=centre.now(), sample_ids=list(event.sample_ids))


def persons_merged(event: PersonsMerged, *, at: datetime) -> None:
    """His samples follow."""
    actions.follow_merge(by=MERGER, at=centre.now(), merge_id=event.merge_id)


def merge_undone(event: MergeUndone, *, at: datetime) -> None:
    """They go back."""
    actions.follow_undo(
        by=MERGER, at=centre.now(), merge_id=event.merge_id, survivor_id=event.survivor_id, away_id=event.away_id
    )


def follow_late() -> None:
    """Every hour: what was recorded of a merged record since follows too."""
    for merge_id in queries.merges_to_follow(by=MERGER):
        actions.follow_merge(by=MERGER, at=centre.now(), merge_id=merge_id)


def pack() -> None:
    """Every minute: the figures of days on which returned tubes changed are packed again."""
    days = queries.stale_days(by=RESULTS)
    for start in range(0, len(days), DAYS_AT_ONCE):
        actions.pack(by=RESULTS, at=centre.now(), of_days=days[start : start + DAYS_AT_ONCE])


def gather_due() -> None:
    """Every hour: whoever must be sampled today and is on no list stands on the day's list."""
    here, at = centre.current(), centre.now()
    if here.area_path:
        day = timezone.localdate(at)
        if queries.anybody_new(by=PLANNER, at=at, area=here.area_path, disease="covid19", day=day):
            actions.gather(by=PLANNER, at=at, area_path=here.area_path, day=day)
