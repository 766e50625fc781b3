"""What several pages of the room do alike: forms that call one action, chosen rows, words on rows."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from vungxanh.common import centre
from vungxanh.common.web.formats import vn_datetime
from vungxanh.common.web.forms import ActionForm
from vungxanh.common.web.request import ActorRequest
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.laboratory import queries, rules, words
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.places import queries as places

CAMERA = {"script-src": ["'wasm-unsafe-eval'"]}
"""For pages that read codes by camera: the compiled reader may run there, and nowhere else."""


def one_of(name: str, *known: str) -> None:
    """404 for an address that names nothing one can press."""
    if name not in known:
        raise Http404


def asked(
    request: ActorRequest,
    form: ActionForm,
    do: Callable[[str], Any],
    *,
    title: str,
    back: str,
    to: Callable[[Any], str],
    done: str | Callable[[Any], str],
    template: str = "laboratory/ask.html",
    **context: Any,
) -> HttpResponse:
    """A form page: on POST ``do`` is called with the key, then ``to`` its result; refusals stand at their field."""
    if request.method == "POST" and form.is_valid():
        made = None
        with form.refusals():
            made = do(str(form.key))
        if form.is_valid():
            messages.success(request, done if isinstance(done, str) else done(made))
            return redirect(to(made))
    drawn = {"form": form, "title": title, "back": back, **context}
    return render(request, template, drawn, status=422 if form.errors else 200)


def named(request: ActorRequest, name: str) -> bool:
    """Whether a list was asked for with this filter, by its address or its form."""
    return any((*request.GET.getlist(name), *request.POST.getlist(name)))


def pressed(request: ActorRequest, do: Callable[[str], Any], *, back: str, done: str, wrong: str = "") -> HttpResponse:
    """A button without a form: the refusal, or that it is done, is said on the page one came from."""
    try:
        do(request.POST.get("_key", "") or str(new_id()))
        messages.success(request, done)
    except NotYours:
        raise
    except Refused as no:
        messages.error(request, no.told(_))
        return redirect(wrong or back)
    return redirect(back)


def dressed(by: Actor, tubes: Sequence[Any], at: datetime | None = None) -> list[Any]:
    """Tubes with the words the cells show: who is in them, where, the stage, who holds it, what comes next."""
    now = at or centre.now()
    inside = queries.members(by=by, tube_ids=[tube.pk for tube in tubes])
    cards = people.cards(by, [one.person_id for some in inside.values() for one in some[:1]])
    names = places.display_names(by=by, paths={tube.area_path for tube in tubes})
    for tube in tubes:
        some = inside.get(tube.pk, [])
        first = cards.get(some[0].person_id).name if some and some[0].person_id in cards else ""  # type: ignore[union-attr]
        more = _(" và %(n)d người") % {"n": len(some) - 1} if len(some) > 1 else ""
        tube.who = f"{first}{more}"
        tube.area_name = names[tube.area_path]
        stage = rules.Stage(tube.stage)
        tube.stage_said, tube.result_said = words.stage_of(stage), words.result_of(tube.result)
        tube.holder = held(tube, stage)
        tube.next = _(rules.NEXT_STEP.get(stage, ""))
        tube.warn = queries.warning(tube.disease, now, tube.area_path).total_seconds() / 3600
    return list(tubes)


def carded(by: Actor, rows: Sequence[Any]) -> list[Any]:
    """Rows of a list of people to be sampled, with who they are and where they live."""
    cards = people.cards(by, [one.person_id for one in rows])
    names = places.display_names(by=by, paths={one.area_path for one in rows})
    for one in rows:
        card = cards.get(one.person_id)
        one.name, one.born = (card.name, str(card.birth_year or "")) if card else (_("không rõ"), "")
        one.hamlet, one.job = (card.hamlet, card.occupation) if card else ("", "")
        one.area_name = names[one.area_path]
        visits = getattr(one, "visits", 0)
        away = _("vắng %(n)d lần, lần cuối %(at)s") % {"n": visits, "at": vn_datetime(one.visited_at)} if visits else ""
        one.note_said = " · ".join(filter(None, (_(one.note) if getattr(one, "note", "") else "", away)))
    return list(rows)


def held(tube: Any, stage: rules.Stage) -> str:
    """In whose hands it is, by name where it is known."""
    who = rules.holder(stage)
    if who is rules.Holder.LABORATORY and tube.laboratory is not None:
        return str(tube.laboratory.name)
    if who is rules.Holder.CARRIER and tube.batch is not None and tube.batch.carrier:
        return f"{_(rules.HOLDER_NAMES[who])}: {tube.batch.carrier}"
    if who is rules.Holder.COLLECTOR and tube.session is not None:
        return str(tube.session.place)
    return _(rules.HOLDER_NAMES[who])
