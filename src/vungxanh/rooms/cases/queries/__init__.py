"""Reads of the room: each takes ``by`` and starts from what that person may see."""

from vungxanh.rooms.cases.queries.batches import batch, batch_rows, batches, batches_of_case, cluster_disease
from vungxanh.rooms.cases.queries.chain import (
    ChainCase,
    ChainData,
    ChainLink,
    PlaceAttack,
    SecondaryRow,
    attack_rates,
    case_chain,
    chain,
    links,
    secondary_rows,
    settings_of,
)
from vungxanh.rooms.cases.queries.clocks import overdue
from vungxanh.rooms.cases.queries.daily import daily_counts
from vungxanh.rooms.cases.queries.history import HistoryLine, history, told_changes
from vungxanh.rooms.cases.queries.known import by_reference, known_links, merges_to_follow, taken_codes
from vungxanh.rooms.cases.queries.lines import source_codes
from vungxanh.rooms.cases.queries.lists import cluster_sizes, counts, diseases, find, late, named, open_clusters
from vungxanh.rooms.cases.queries.one import (
    LIVE,
    active_index_cases,
    clusters,
    get,
    get_cluster,
    get_many,
    ids_by_external,
    of_person,
    secondary_cases,
    visible,
)
from vungxanh.rooms.cases.queries.today import diagnosed_since, not_isolated, orphans, suspected, unnotified
from vungxanh.rooms.cases.queries.today import tally as today_tally
from vungxanh.rooms.cases.rules import DETECTION_NAMES, OUTCOME_NAMES, STATUS_NAMES, infectious_window

__all__ = [
    "DETECTION_NAMES",
    "LIVE",
    "OUTCOME_NAMES",
    "STATUS_NAMES",
    "ChainCase",
    "ChainData",
    "ChainLink",
    "HistoryLine",
    "PlaceAttack",
    "SecondaryRow",
    "active_index_cases",
    "attack_rates",
    "batch",
    "batch_rows",
    "batches",
    "batches_of_case",
    "by_reference",
    "case_chain",
    "chain",
    "cluster_disease",
    "cluster_sizes",
    "clusters",
    "counts",
    "daily_counts",
    "diagnosed_since",
    "diseases",
    "find",
    "get",
    "get_cluster",
    "get_many",
    "history",
    "ids_by_external",
    "infectious_window",
    "known_links",
    "late",
    "links",
    "merges_to_follow",
    "named",
    "not_isolated",
    "of_person",
    "open_clusters",
    "orphans",
    "overdue",
    "secondary_cases",
    "secondary_rows",
    "settings_of",
    "source_codes",
    "suspected",
    "taken_codes",
    "today_tally",
    "told_changes",
    "unnotified",
    "visible",
]  # fmt: skip
