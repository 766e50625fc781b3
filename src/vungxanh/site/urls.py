"""Root addresses: each room's pages under its own name."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

_ROOMS = {
    "meetings/": "vungxanh.rooms.meetings.urls",
    "treatment/": "vungxanh.rooms.treatment.urls",
    "pipeline/": "vungxanh.rooms.pipeline.urls",
    "zones/": "vungxanh.rooms.zones.urls",
    "isolation/": "vungxanh.rooms.isolation.urls",
    "sites/": "vungxanh.rooms.sites.urls",
    "reports/": "vungxanh.rooms.reports.urls",
    "directives/": "vungxanh.rooms.directives.urls",
    "tasks/": "vungxanh.rooms.tasks.urls",
    "places/": "vungxanh.rooms.places.urls",
    "venues/": "vungxanh.rooms.venues.urls",
    "people/": "vungxanh.rooms.people.urls",
    "cases/": "vungxanh.rooms.cases.urls",
    "laboratory/": "vungxanh.rooms.laboratory.urls",
    "tracing/": "vungxanh.rooms.tracing.urls",
    "import/": "vungxanh.adapters.linelist.urls",
    "series/": "vungxanh.adapters.series.urls",
    "public/": "vungxanh.portal.urls",
    "": "vungxanh.rooms.agencies.urls",
}


def _there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


urlpatterns: list[URLPattern | URLResolver] = [
    *(path(prefix, include(module)) for prefix, module in _ROOMS.items() if _there(module)),
    *([path("", include("vungxanh.console.urls"))] if _there("vungxanh.console.urls") else []),
]
handler403 = "vungxanh.console.errors.forbidden"
handler404 = "vungxanh.console.errors.not_found"
handler500 = "vungxanh.console.errors.broken"
