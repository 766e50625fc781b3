"""What the rows of a list of cases carry beside the case: somebody it met, and its samples. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from vungxanh.adapters.linelist import mapping as headers
from vungxanh.adapters.linelist.kinds import KINDS
from vungxanh.adapters.linelist.kinds.laboratory import OWN
from vungxanh.adapters.linelist.plan import Plan

_REPEATED = re.compile(r" \((\d+)\)$")
_FACTS = {"sampled_at": "collected_at", "result": "result"}
"""Columns of a case that are facts of its first sample as well."""


def carried(plan: Plan, header: Sequence[str]) -> Plan:
    """The plan, with the contact and the samples its rows carry, when the header names them."""
    if plan.kind != "cases" or "id" not in plan.mapping:
        return plan
    also = (*_contact(plan, header), *_samples(plan, header))
    return replace(plan, also=also) if also else plan


def _contact(plan: Plan, header: Sequence[str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    free = [name for name in header if name not in plan.mapping.values()]
    mapping = headers.guess(KINDS["contacts"], free)
    mapping.pop("person", None)
    about_contacts = [name for name in mapping.values() if headers.names_a_contact(name)]
    if "full_name" not in mapping or "start_at" not in mapping or len(about_contacts) < 2:
        return
    mapping = {ours: theirs for ours, theirs in mapping.items() if theirs in about_contacts}
    mapping |= {"person": plan.mapping["id"]}
    if not headers.missing(KINDS["contacts"], mapping):
        yield "contacts", mapping


def _samples(plan: Plan, header: Sequence[str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """A sample for each time its columns stand in the header (SORMAS repeats them): taken when, and one thing more."""
    used = {theirs: ours for ours, theirs in plan.mapping.items()}
    groups: dict[str, list[str]] = {}
    for name in header:
        if name not in used or used[name] in _FACTS:
            repeated = _REPEATED.search(name)
            groups.setdefault(repeated[1] if repeated else "", []).append(name)
    for names in groups.values():
        bare = {_REPEATED.sub("", name): name for name in names}
        found = headers.guess(KINDS["samples"], list(bare))
        mapping = {ours: bare[theirs] for ours, theirs in found.items() if ours in OWN}
        mapping |= {_FACTS[used[name]]: name for name in names if name in used}
        if "collected_at" in mapping and mapping.keys() - {"collected_at", "result", "resulted_at"}:
            yield "samples", mapping | {"person": plan.mapping["id"]}
