"""What samples, tubes, pools, plates and plans may be and become. Pure."""

from vungxanh.kernel.rows import RowProblem
from vungxanh.rooms.laboratory.rules.codes import Series, bare, check_character, looks_ours, number_of, read
from vungxanh.rooms.laboratory.rules.figures import Figures, Group, Returned
from vungxanh.rooms.laboratory.rules.instruments import LARGEST, Call, Cutoff, Reading, calls, check_controls, readings
from vungxanh.rooms.laboratory.rules.kinds import (
    MATERIAL_NAMES,
    METHOD_NAMES,
    MOST_CT,
    RESULT_NAMES,
    Material,
    Method,
    Result,
    ResultFacts,
    ResultRow,
    SampleBatch,
    SampleFacts,
    SampleRow,
    TakenTube,
    check,
    check_test,
    faults_of_test,
    problems_of,
    standing,
)
from vungxanh.rooms.laboratory.rules.plans import (
    GATHERED,
    GROUP_KIND_NAMES,
    PLANNABLE,
    REASON_NAMES,
    WANTED_NAMES,
    Candidate,
    GroupKind,
    Reason,
    TypedLine,
    WantedState,
    belongs,
    representatives,
    typed_lines,
    words_of,
)
from vungxanh.rooms.laboratory.rules.plates import COLUMNS, CONTROLS, ROOM, ROWS, WELLS, WellUse, fill, well
from vungxanh.rooms.laboratory.rules.pools import (
    KIND_NAMES,
    Advice,
    TubeKind,
    Verdict,
    advise,
    expected_tests,
    from_pools,
    smoothed,
    verdict,
)
from vungxanh.rooms.laboratory.rules.samplers import (
    DUTY_NAMES,
    MAY,
    MOST_LINES,
    SAMPLER_NAMES,
    STANDING_NAMES,
    TOPIC_NAMES,
    Duty,
    Enough,
    SamplerKind,
    Standing,
    Topic,
    Trainee,
    same,
    standing_of,
    trainees,
)
from vungxanh.rooms.laboratory.rules.stages import (
    CHAIN,
    CLOCK_NAMES,
    HELD_BY,
    HOLDER_NAMES,
    NEXT_STEP,
    OPEN,
    STAGE_NAMES,
    TIMES,
    WAITING,
    ClockState,
    Holder,
    Stage,
    Step,
    check_move,
    check_times,
    clock,
    holder,
    minutes_between,
    reached,
)

__all__ = [
    "CHAIN", "CLOCK_NAMES", "COLUMNS", "CONTROLS", "DUTY_NAMES", "GATHERED", "GROUP_KIND_NAMES", "HELD_BY", "HOLDER_NAMES", "KIND_NAMES", "LARGEST",
    "MATERIAL_NAMES", "MAY", "METHOD_NAMES", "MOST_CT", "MOST_LINES", "NEXT_STEP", "OPEN", "PLANNABLE", "REASON_NAMES", "RESULT_NAMES", "ROOM",
    "ROWS", "SAMPLER_NAMES", "STAGE_NAMES", "STANDING_NAMES", "TIMES", "TOPIC_NAMES", "WAITING", "WANTED_NAMES", "WELLS", "Advice", "Call",
    "Candidate", "ClockState", "Cutoff", "Duty", "Enough", "Figures", "Group", "GroupKind", "Holder", "Material", "Method", "Reading", "Reason",
    "Result", "ResultFacts", "ResultRow", "Returned", "RowProblem", "SampleBatch", "SampleFacts", "SampleRow", "SamplerKind", "Series", "Stage", "Standing",
    "Step", "TakenTube", "Topic", "Trainee", "TubeKind", "TypedLine", "Verdict", "WantedState", "WellUse", "advise", "bare", "belongs",
    "calls", "check", "check_character", "check_controls", "check_move", "check_test", "check_times", "clock", "expected_tests", "faults_of_test",
    "fill", "from_pools", "holder", "looks_ours", "minutes_between", "number_of", "problems_of", "reached", "read",
    "readings", "representatives", "same", "smoothed", "standing", "standing_of", "trainees", "typed_lines", "verdict", "well", "words_of",
]  # fmt: skip
