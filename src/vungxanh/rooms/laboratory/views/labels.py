"""Labels for tubes: a QR code and the code in letters, 65 on a sheet of A4."""

from typing import Any

import segno
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vungxanh.common import centre
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.laboratory import queries, rules
from vungxanh.rooms.laboratory.forms import LabelsForm


@page(needs=Permission.SAMPLE_RECORD)
@require_http_methods(["GET", "POST"])
def labels(request: ActorRequest) -> HttpResponse:
    """Ask which, then show the sheet, ready to be printed. Codes already on a tube are left out."""
    by = request.actor
    form = LabelsForm(by, request.POST or None, initial={"day": timezone.localdate(centre.now())})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        commune = data["area_path"].strip("/").split("/")[-1]
        series = rules.Series(commune, data["day"], data["team"])
        codes: list[str] = []
        try:
            codes = [series.code(n) for n in range(data["first"], data["first"] + data["count"])]
        except Refused as no:
            form.add_error("count", no.told(_))
        if form.is_valid():
            used = queries.used_codes(codes)
            left = [code for code in codes if code not in used]
            sheet = [(code, drawn(code)) for code in left for _copy in range(data["copies"])]
            context: dict[str, Any] = {"sheet": sheet, "used": sorted(used), "form": form, "count": len(left)}
            return render(request, "laboratory/labels.html", context)
    context = {
        "form": form,
        "title": _("In nhãn ống"),
        "back": reverse("laboratory:sessions"),
        "go": _("Xem tờ nhãn"),
        "printer": True,
    }
    return render(request, "laboratory/ask.html", context, status=422 if form.errors else 200)


def drawn(code: str) -> SafeString:
    """The QR code of a tube as SVG: the code without its strokes, middle error correction."""
    made = segno.make(rules.bare(code), error="m", micro=False)
    svg = made.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None)
    return mark_safe(svg)  # noqa: S308  drawn by the library from letters and digits
