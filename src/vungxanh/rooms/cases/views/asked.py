"""What the address of a chain asks for."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict

from vungxanh.common.web.typed_dates import parse_day

ZOOMS = (6, 12, 24, 48)  # pixels a day


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    disease: str
    cluster: UUID | None
    since: date | None
    until: date | None
    folded: frozenset[str]
    by_cluster: bool
    alone: bool
    zoom: int
    many: bool

    @classmethod
    def read(cls, data: QueryDict, disease: str) -> "Asked":
        """Unreadable parts are taken as not asked."""
        zoom = data.get("zoom", "")
        return cls(
            disease=data.get("disease", "") or disease,
            cluster=_uuid(data.get("cluster", "")),
            since=_day(data.get("since", "")),
            until=_day(data.get("until", "")),
            folded=frozenset(x for x in data.get("fold", "").split(".") if x),
            by_cluster=data.get("by") == "cluster",
            alone=data.get("alone") == "1",
            many=data.get("many") == "1",
            zoom=int(zoom) if zoom.isdigit() and int(zoom) in ZOOMS else 24,
        )

    def url(self, **changes: Any) -> str:
        """The page's address with something changed."""
        values: dict[str, Any] = {
            "disease": self.disease, "cluster": self.cluster, "since": self.since, "until": self.until,
            "fold": ".".join(sorted(self.folded)), "by": "cluster" if self.by_cluster else "",
            "alone": "1" if self.alone else "", "many": "1" if self.many else "", "zoom": self.zoom if self.zoom != 24 else "",
        } | changes  # fmt: skip
        return "?" + urlencode({name: value for name, value in values.items() if value})

    def folding(self, key: str) -> str:
        """The address with one subtree folded, or unfolded again."""
        return self.url(fold=".".join(sorted(self.folded ^ {key})))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return parse_day(text) if text else None
    except ValueError:
        return None
