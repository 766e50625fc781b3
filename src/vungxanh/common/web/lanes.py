"""A horizontal timeline: what happened to one person or case, in lanes over days. Laid out here, drawn by SVG."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from vungxanh.common.web.formats import local, vn_date, vn_datetime
from vungxanh.common.web.parts import PointKind

LEFT, RIGHT, TOP, ROW = 120.0, 960.0, 30.0, 34.0


@dataclass(frozen=True, slots=True)
class Span:
    """Something in a lane: a point, or a bar when it has an end."""

    lane: str
    label: str
    start: datetime
    end: datetime | None = None
    kind: PointKind = "plain"


@dataclass(frozen=True, slots=True)
class Mark:
    """One drawn shape. ``x`` and ``width`` in SVG units."""

    x: float
    width: float
    label: str
    kind: PointKind

    @property
    def is_bar(self) -> bool:
        """A bar rather than a point."""
        return self.width > 0


@dataclass(frozen=True, slots=True)
class Lane:
    """One line of the drawing."""

    label: str
    y: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Lanes:
    """The laid-out drawing."""

    title: str
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    now_x: float | None
    texts: tuple[str, ...] = field(default=())  # the same content for screen readers

    @property
    def height(self) -> float:
        """Height of the view box."""
        return TOP + ROW * len(self.lanes) + 12

    @property
    def bottom(self) -> float:
        """Where the vertical lines end."""
        return TOP + ROW * len(self.lanes)


def _ticks(first: date, days: int, scale: float) -> tuple[Tick, ...]:
    step = max(1, -(-days // 12))
    return tuple(
        Tick(LEFT + i * scale, f"{day.day}/{day.month}")
        for i in range(0, days + 1, step)
        for day in (first + timedelta(days=i),)
    )


def _text(span: Span) -> str:
    when = f"{vn_datetime(span.start)} – {vn_datetime(span.end)}" if span.end else vn_datetime(span.start)
    return f"{span.lane}: {span.label}, {when}"


def lay_out(title: str, spans: Sequence[Span], now: datetime | None = None) -> Lanes:
    """Place spans on lanes in order of first mention. Times are shown on the centre's clock.

    ``now`` draws a line for the present when it falls inside the drawing. No spans give an empty drawing.
    """
    if not spans:
        return Lanes(title, (), (), None)
    moments = [local(m) for span in spans for m in (span.start, span.end) if m is not None]
    first, last = min(moments).date(), max(moments).date()
    days = (last - first).days + 1
    scale = (RIGHT - LEFT) / days

    def x(moment: datetime) -> float:
        here = local(moment)
        seconds = here.hour * 3600 + here.minute * 60 + here.second
        return round(LEFT + scale * ((here.date() - first).days + seconds / 86400), 1)

    names = list(dict.fromkeys(span.lane for span in spans))
    rows = tuple(
        Lane(
            name,
            TOP + ROW * i + ROW / 2,
            tuple(
                Mark(x(s.start), max(x(s.end) - x(s.start), 2.0) if s.end else 0.0, _text(s), s.kind)
                for s in spans
                if s.lane == name
            ),
        )
        for i, name in enumerate(names)
    )
    inside = now is not None and first <= local(now).date() <= last
    return Lanes(
        title=f"{title}: {vn_date(first)} – {vn_date(last)}",
        lanes=rows,
        ticks=_ticks(first, days, scale),
        now_x=x(now) if inside and now else None,
        texts=tuple(_text(span) for span in spans),
    )
