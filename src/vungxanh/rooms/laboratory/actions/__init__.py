"""Writing samples, tubes, results, plans; one verb each. The types they take are here too."""

from vungxanh.rooms.laboratory.actions.batches import agree, find_late, hand_over, make_batch, receive
from vungxanh.rooms.laboratory.actions.chain import correct_times, lose, move
from vungxanh.rooms.laboratory.actions.following import follow_merge, follow_undo
from vungxanh.rooms.laboratory.actions.laboratories import add_laboratory, change_laboratory
from vungxanh.rooms.laboratory.actions.listing import (
    add_hamlet,
    add_people,
    gather,
    join_group,
    leave_group,
    mark,
    mark_home,
)
from vungxanh.rooms.laboratory.actions.lists import ListResult, drop, match, report_many, report_wells
from vungxanh.rooms.laboratory.actions.many import record_many
from vungxanh.rooms.laboratory.actions.opening import follow_results
from vungxanh.rooms.laboratory.actions.packing import pack
from vungxanh.rooms.laboratory.actions.planning import (
    close_campaign,
    load_groups,
    open_campaign,
    save_group,
)
from vungxanh.rooms.laboratory.actions.plates import lay_plate, run_plate
from vungxanh.rooms.laboratory.actions.recording import correct, record, report, report_tube
from vungxanh.rooms.laboratory.actions.runs import take_many
from vungxanh.rooms.laboratory.actions.samplers import (
    change_sampler,
    drop_trained,
    free_for_treatment,
    record_training,
    set_samplers,
)
from vungxanh.rooms.laboratory.actions.sessions import (
    end_session,
    open_tube,
    put_household,
    put_person,
    start_session,
    take_out,
)
from vungxanh.rooms.laboratory.actions.telling import give_back, tell_again
from vungxanh.rooms.laboratory.rules import (
    RESULT_NAMES,
    Call,
    Candidate,
    Material,
    Method,
    Reason,
    Result,
    ResultFacts,
    ResultRow,
    SampleFacts,
    SampleRow,
    Series,
    Stage,
    TakenTube,
    Trainee,
    TubeKind,
    WantedState,
    problems_of,
)

__all__ = [
    "RESULT_NAMES",
    "Call",
    "Candidate",
    "ListResult",
    "Material",
    "Method",
    "Reason",
    "Result",
    "ResultFacts",
    "ResultRow",
    "SampleFacts",
    "SampleRow",
    "Series",
    "Stage",
    "TakenTube",
    "Trainee",
    "TubeKind",
    "WantedState",
    "add_hamlet",
    "add_laboratory",
    "add_people",
    "agree",
    "change_laboratory",
    "change_sampler",
    "close_campaign",
    "correct",
    "correct_times",
    "drop",
    "drop_trained",
    "end_session",
    "find_late",
    "follow_merge",
    "follow_results",
    "follow_undo",
    "free_for_treatment",
    "gather",
    "give_back",
    "hand_over",
    "join_group",
    "lay_plate",
    "leave_group",
    "load_groups",
    "lose",
    "make_batch",
    "mark",
    "mark_home",
    "match",
    "move",
    "open_campaign",
    "open_tube",
    "pack",
    "problems_of",
    "put_household",
    "put_person",
    "receive",
    "record",
    "record_many",
    "record_training",
    "report",
    "report_many",
    "report_tube",
    "report_wells",
    "run_plate",
    "save_group",
    "set_samplers",
    "start_session",
    "take_many",
    "take_out",
    "tell_again",
]  # fmt: skip
