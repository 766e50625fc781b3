"""Pages of samples, tubes, results and plans."""

from vungxanh.rooms.laboratory.views.acting import correct, new, report
from vungxanh.rooms.laboratory.views.adding import campaign_add, campaign_hamlet, sweep, sweep_press
from vungxanh.rooms.laboratory.views.batches import batch, batch_press, batches, new_batch
from vungxanh.rooms.laboratory.views.campaigns import (
    campaign,
    campaign_close,
    campaign_list,
    campaigns,
    new_campaign,
    wanted_press,
)
from vungxanh.rooms.laboratory.views.due import due, due_away, gather
from vungxanh.rooms.laboratory.views.figures import figures, laboratory
from vungxanh.rooms.laboratory.views.groups import group, group_add, group_people, groups, load_groups, member_out
from vungxanh.rooms.laboratory.views.labels import labels
from vungxanh.rooms.laboratory.views.lists import index
from vungxanh.rooms.laboratory.views.one import case_panel, one
from vungxanh.rooms.laboratory.views.plates import new_plate, plate, plate_run, plates
from vungxanh.rooms.laboratory.views.samplers import (
    drop_trained,
    new_training,
    sampler,
    samplers,
    session_samplers,
    to_treatment,
)
from vungxanh.rooms.laboratory.views.sessions import end_session, new_session, scan, session, session_list, sessions
from vungxanh.rooms.laboratory.views.tube import tube, tube_notice, tube_press, tube_result, tube_times
from vungxanh.rooms.laboratory.views.tubes import back, clock, move
from vungxanh.rooms.laboratory.views.waiting import again, again_press, unmatched, unmatched_one, unmatched_press

__all__ = [
    "again",
    "again_press",
    "back",
    "batch",
    "batch_press",
    "batches",
    "campaign",
    "campaign_add",
    "campaign_close",
    "campaign_hamlet",
    "campaign_list",
    "campaigns",
    "case_panel",
    "clock",
    "correct",
    "drop_trained",
    "due",
    "due_away",
    "end_session",
    "figures",
    "gather",
    "group",
    "group_add",
    "group_people",
    "groups",
    "index",
    "labels",
    "laboratory",
    "load_groups",
    "member_out",
    "move",
    "new",
    "new_batch",
    "new_campaign",
    "new_plate",
    "new_session",
    "new_training",
    "one",
    "plate",
    "plate_run",
    "plates",
    "report",
    "sampler",
    "samplers",
    "scan",
    "session",
    "session_list",
    "session_samplers",
    "sessions",
    "sweep",
    "sweep_press",
    "to_treatment",
    "tube",
    "tube_notice",
    "tube_press",
    "tube_result",
    "tube_times",
    "unmatched",
    "unmatched_one",
    "unmatched_press",
    "wanted_press",
]  # fmt: skip
