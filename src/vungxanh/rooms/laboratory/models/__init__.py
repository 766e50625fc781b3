"""Samples, their tubes and tests; laboratories, batches, plates; who is to be sampled."""

from vungxanh.rooms.laboratory.models.planning import Campaign, GroupMember, RiskGroup, SamplingSession, Wanted
from vungxanh.rooms.laboratory.models.samplers import Sampler, Trained, Training
from vungxanh.rooms.laboratory.models.samples import LabTest, Sample, Told, UnmatchedResult
from vungxanh.rooms.laboratory.models.tubes import (
    Batch,
    BatchSurplus,
    Laboratory,
    Plate,
    PlateWell,
    ReturnedPack,
    Tube,
)

__all__ = [
    "Batch",
    "BatchSurplus",
    "Campaign",
    "GroupMember",
    "LabTest",
    "Laboratory",
    "Plate",
    "PlateWell",
    "ReturnedPack",
    "RiskGroup",
    "Sample",
    "Sampler",
    "SamplingSession",
    "Told",
    "Trained",
    "Training",
    "Tube",
    "UnmatchedResult",
    "Wanted",
]  # fmt: skip
