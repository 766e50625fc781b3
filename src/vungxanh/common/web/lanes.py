"""A horizontal timeline: what happened to one person or case, in lanes over days. Laid out here, drawn by SVG."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import zip_longest

from vungxanh.common.web.formats import local, vn_date, vn_span
from vungxanh.common.web.parts import PointKind

LEFT, RIGHT, TOP, ROW = 120.0, 680.0, 30.0, 34.0


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
    text: str = ""  # written in or beside it where there is room
    inside: bool = False
    before: bool = False  # the text stands left of it, where the right has no room

    @property
    def is_bar(self) -> bool:
        """A bar rather than a point."""
        return self.width > 0

    @property
    def text_x(self) -> float:
        """Where its text starts (ends, when it stands before)."""
        if self.before:
            return round(self.x - 11, 1)
        if self.inside:
            return round(self.x + 7, 1)
        return round(self.x + (self.width + 6 if self.is_bar else 11), 1)


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
        return TOP + ROW * len(self.lanes) + 20

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


def _marks(spans: Sequence[Span], x: Callable[[datetime], float]) -> tuple[Mark, ...]:
    """Shapes of one lane from left to right, each named where there is room."""
    placed = sorted(spans, key=lambda span: span.start)
    found: list[Mark] = []
    end = LEFT
    for span, after in zip_longest(placed, placed[1:]):
        at = x(span.start)
        width = max(x(span.end) - at, 2.0) if span.end else 0.0
        free = (x(after.start) - 8 if after else RIGHT) - (at + width)
        wide = 14 + 6.8 * len(span.label)
        fits = max(free, width) > wide
        before = not fits and not width and at - end > wide
        text = span.label if fits or before else ""
        found.append(Mark(at, width, _text(span), span.kind, text, inside=width > wide, before=before))
        end = at + (width or 8) + (wide if text and fits and width <= wide else 0)
    return tuple(found)


def _text(span: Span) -> str:
    return f"{span.lane}: {span.label}, {vn_span(span.start, span.end)}"


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
        Lane(name, TOP + ROW * i + ROW / 2, _marks([s for s in spans if s.lane == name], x))
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
