"""What regulations say of boarding houses: which models there are, and what is kept apart as one in each."""

from dataclasses import dataclass
from typing import Any

from vungxanh.regulations.subjects import Subject
from vungxanh.regulations.values import says


@dataclass(frozen=True, slots=True, kw_only=True)
class DormitoryModel:
    """One model of boarding house. ``apart``: what is kept apart as one (``room``, ``floor`` or ``building``)."""

    key: str = says("Ký hiệu")
    name: str = says("Mô hình")
    apart: str = says("Cách ly riêng theo (room: phòng, floor: tầng hoặc dãy, building: nhà)")
    measures: tuple[str, ...] = says("Cách làm")


@dataclass(frozen=True, slots=True, kw_only=True)
class DormitoryModels:
    """The models one document tells apart."""

    models: tuple[DormitoryModel, ...] = says("Mô hình nhà trọ")


DORMITORY_TYPES: dict[Subject, type[Any]] = {Subject.DORMITORY: DormitoryModels}
