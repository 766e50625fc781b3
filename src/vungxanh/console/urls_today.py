"""Addresses of Today, of the regulations, of the part other rooms have on a person's page."""

from django.urls import URLPattern, path

from vungxanh.console.linelist import views as linelist
from vungxanh.console.person import views as person
from vungxanh.console.regulations import views as regulations
from vungxanh.console.today import views as today

urlpatterns: list[URLPattern] = [
    path("", today.today, name="home"),
    path("today/do/<slug:name>/", today.do, name="do"),
    path("today/person/<uuid:person_id>/", person.work, name="person"),
    path("linelist/", linelist.index, name="linelist"),
    path("regulations/", regulations.index, name="regulations"),
]
