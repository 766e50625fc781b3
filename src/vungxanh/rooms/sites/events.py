"""What happened to sites."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class SiteOpened:
    """A site takes people in."""

    site_id: UUID
    area: str


@dataclass(frozen=True, slots=True)
class SiteClosed:
    """A site takes nobody in any more."""

    site_id: UUID
    area: str
