"""The checking page: the text cut into passages, and the tasks with their bodies named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.directives import rules
from vungxanh.rooms.directives.models import Document, DraftTask
from vungxanh.rooms.directives.queries.matching import MOST_GUESSES
from vungxanh.rooms.directives.queries.register import get, text_of
from vungxanh.rooms.directives.rules import DraftState
from vungxanh.rooms.tasks import queries as tasks


@dataclass(frozen=True, slots=True)
class ShownBody:
    """A body of a draft with the names of its agencies, and of those it may mean (id, name)."""

    name: str
    agencies: tuple[str, ...]
    guess: tuple[tuple[str, str], ...]

    @property
    def many(self) -> str:
        """The ids, with commas, when the name may mean a whole group; "" when one of few."""
        return ",".join(pk for pk, _name in self.guess) if len(self.guess) > MOST_GUESSES else ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A draft as the page shows it. ``anomalies``: numbers of those that lie in its passage."""

    draft: DraftTask
    lead: tuple[ShownBody, ...]
    with_: tuple[ShownBody, ...]
    report_to: tuple[ShownBody, ...]
    due: str
    condition: str
    targets: str
    doubts: tuple[rules.Doubt, ...]
    anomalies: tuple[int, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it still waits for a person."""
        return self.draft.state in (DraftState.PROPOSED, DraftState.EDITED)

    @property
    def unknown(self) -> list[ShownBody]:
        """Names nobody in the directory surely has, with a suggestion."""
        return [body for body in (*self.lead, *self.with_, *self.report_to) if not body.agencies and body.guess]

    @property
    def ready(self) -> bool:
        """Whether it can be given as it is."""
        return self.open and not any(doubt.stops for doubt in self.doubts)


@dataclass(frozen=True, slots=True)
class Page:
    """All the checking page shows."""

    document: Document
    text: str
    segments: list[rules.Segment]
    drafts: list[Shown]
    dropped: list[Shown]
    anomalies: list[dict[str, Any]]

    @property
    def ready(self) -> int:
        """How many can be given as they are."""
        return sum(one.ready for one in self.drafts)

    @property
    def nobody(self) -> int:
        """How many name no lead at all."""
        return sum(one.open and not one.draft.lead for one in self.drafts)

    @property
    def stuck(self) -> list[Shown]:
        """Those a person must put right first."""
        return [one for one in self.drafts if one.open and not one.ready]


def drafts(*, by: Actor, document_id: UUID) -> list[DraftTask]:
    """Tasks of a document in the order of the text, dropped ones too."""
    document = get(by=by, document_id=document_id)
    return list(DraftTask.objects.filter(document=document).order_by("start", "id"))


def draft(*, by: Actor, document_id: UUID, draft_id: UUID) -> DraftTask:
    """One of them; NotYours when it is not of this document."""
    document = get(by=by, document_id=document_id)
    found = DraftTask.objects.filter(document=document, pk=draft_id).first()
    if found is None:
        raise NotYours(_("Không tìm thấy nhiệm vụ này trong văn bản."))
    found.document = document
    return found


def page_of(*, by: Actor, document_id: UUID) -> Page:
    """The document with its passages and tasks."""
    document = get(by=by, document_id=document_id)
    words = text_of(document)
    rows = list(DraftTask.objects.filter(document=document).order_by("start", "id"))
    names = agency_names(row.content for row in rows)
    live = [row for row in rows if row.state != DraftState.DROPPED]
    spans = [rules.Span(str(row.pk), row.start, row.end) for row in live]
    marks = [rules.Span(f"a{n}", odd["start"], odd["end"]) for n, odd in enumerate(words.anomalies)]
    made = [_shown(row, names, words.anomalies) for row in rows]
    return Page(
        document=document,
        text=words.text,
        segments=rules.segments(words.text, [*spans, *marks]),
        drafts=[one for one in made if one.draft.state != DraftState.DROPPED],
        dropped=[one for one in made if one.draft.state == DraftState.DROPPED],
        anomalies=words.anomalies,
    )


def agency_names(contents: Iterable[rules.Content]) -> dict[str, str]:
    """Names of every agency the tasks mention, by id as text; one query."""
    ids = {
        one
        for content in contents
        for body in (*content.lead, *content.with_, *content.report_to)
        for one in (*body.ids, *body.guess)
    }
    return {str(pk): str(body.name) for pk, body in tasks.bodies(UUID(one) for one in ids).items()}


def _shown(row: DraftTask, names: dict[str, str], anomalies: Sequence[dict[str, Any]]) -> Shown:
    content = row.content

    def named(bodies: Sequence[rules.Body]) -> tuple[ShownBody, ...]:
        return tuple(
            ShownBody(
                body.name,
                tuple(names[one] for one in body.ids if one in names),
                tuple((one, names[one]) for one in body.guess if one in names),
            )
            for body in bodies
        )

    inside = [n for n, odd in enumerate(anomalies) if odd["start"] < row.end and row.start < odd["end"]]
    return Shown(
        draft=row,
        lead=named(content.lead),
        with_=named(content.with_),
        report_to=named(content.report_to),
        due=rules.due_words(content.due),
        condition=rules.condition_words(content.condition),
        targets="; ".join(rules.target_words(target) for target in content.targets),
        doubts=tuple(rules.doubts(content)),
        anomalies=tuple(inside),
    )


@dataclass(frozen=True, slots=True)
class BodyLine:
    """One line of the form: what was said, what it means now (ids joined by commas, and in words)."""

    name: str
    ids: str
    words: str
    guess: str
    first: str
    first_name: str


def body_lines(*, by: Actor, groups: Mapping[str, Sequence[rules.Body]]) -> list[tuple[str, str, list[BodyLine]]]:
    """(role, its name, its lines) for the form of a draft; the names of agencies in one query."""
    content = rules.Content(
        "", tuple(groups.get("lead", ())), tuple(groups.get("with", ())), tuple(groups.get("report_to", ()))
    )
    names = agency_names([content])
    return [
        (role, _(rules.ROLE_NAMES[role]), [_line(body, names) for body in groups.get(role, ())]) for role in rules.ROLES
    ]


def _line(body: rules.Body, names: Mapping[str, str]) -> BodyLine:
    known = [one for one in body.ids if one in names]
    best = known[0] if len(known) == 1 else ""
    guess = next((one for one in body.guess if one in names), "") if not known else ""
    return BodyLine(
        name=body.name,
        ids=",".join(body.ids),
        words="; ".join(names[one] for one in known),
        guess=",".join(body.guess),
        first=best,
        first_name=names.get(best, "") or names.get(guess, ""),
    )
