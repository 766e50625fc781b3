"""Addresses of the page of parts, of the search box and of the language switch."""

from django.urls import URLPattern, path
from django.views.i18n import set_language

from vungxanh.common.web.request import page
from vungxanh.console import kit, search

urlpatterns: list[URLPattern] = [
    path("console/language/", page(needs=None, public=True)(set_language), name="language"),
    path("search/", search.index, name="search"),
    path("search/suggest/", search.suggest, name="suggest"),
    path("console/kit/", kit.index, name="kit"),
    path("console/kit/areas/", kit.areas, name="kit-areas"),
    path("console/kit/job/<uuid:job_id>/", kit.job, name="kit-job"),
    path("console/kit/open/", kit.open_identity, name="kit-open"),
    path("console/kit/form/", kit.form, name="kit-form"),
    path("console/kit/error/<int:code>/", kit.error, name="kit-error"),
]
