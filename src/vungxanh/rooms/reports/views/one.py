"""One bulletin: seen, checked, remarked, signed, taken as a file."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vungxanh.common import papers
from vungxanh.common.files import download
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.reports import forms, queries, rules
from vungxanh.rooms.reports.queries import saying as words
from vungxanh.rooms.reports.queries.paper import ORDER, label_of, summary
from vungxanh.rooms.reports.views.shared import SIGN, WRITE

SEE = Permission.FIGURES_SEE


@page(needs=SEE)
@require_GET
def one(request: ActorRequest, bulletin_id: UUID) -> HttpResponse:
    """The page of one version."""
    by = request.actor
    found = queries.get_bulletin(by=by, bulletin_id=bulletin_id)
    values = rules.from_json(found.values)
    name = places.display_name(by=by, path=found.area_path).split(",")[0]
    every = queries.versions(by=by, found=found)
    context: dict[str, Any] = {
        "b": found, "name": name, "summary": summary(values, found, name), "state": words.state_of(found.state),
        "sections": [(_(title), _rows(by, found, values, parts)) for title, parts in ORDER],
        "added": queries.added_after(by=by, found=found), "versions": _versions(every), "newest": every[0],
        "patient_days": queries.setting(found.area_path, found.day).value.patient_days,
        "unknown": sum(value.n is None for value in values.values()),
        "may_write": found.latest and by.may(WRITE, found.area_path),
        "may_sign": found.latest and found.state == rules.State.DRAFT and by.may(SIGN, found.area_path),
        "remarks": forms.RemarkForm(initial={"remarks": found.remarks}),
    }  # fmt: skip
    return render(request, "reports/one.html", context)


def _rows(by: Any, found: Any, values: rules.Values, parts: Any) -> list[tuple[str, words.Shown]]:
    def link(key: str) -> str:
        return queries.link_of(by, key, found.area_path, found.day) if rules.FIGURES[key].flow else ""

    keys = [key for part in parts for key in words.keys_of(part)]
    return [(label_of(one.key), one) for one in words.section(values, keys, link)]


def _versions(every: list[Any]) -> list[tuple[Any, list[tuple[str, str, str]]]]:
    """Each version with what it changed of the one before."""
    older = [*every[1:], None]
    return [
        (
            new,
            [
                (label_of(d.key), words.number(d.before.n, 1), words.number(d.now.n, 1))
                for d in (queries.differences(old, new) if old else [])
            ],
        )
        for new, old in zip(every, older, strict=True)
    ]


@page(needs=SEE)
@require_GET
def paper(request: ActorRequest, bulletin_id: UUID, ending: str) -> HttpResponse:
    """The bulletin as DOCX or PDF."""
    by = request.actor
    found = queries.get_bulletin(by=by, bulletin_id=bulletin_id)
    if ending not in ("docx", "pdf"):
        raise Http404
    made = queries.paper_of(by=by, found=found)
    data = papers.docx(made) if ending == "docx" else papers.pdf(made)
    return download(data, file_name(found, ending), ending)


def file_name(found: Any, ending: str) -> str:
    """``ban-tin-229-17-8-2021.pdf``; later versions with theirs."""
    version = f"-ban-{found.version}" if found.version > 1 else ""
    return f"ban-tin-{found.number}-{found.day.day}-{found.day.month}-{found.day.year}{version}.{ending}"
