"""Addresses of Today and of the regulations."""

from django.urls import URLPattern, path

from vungxanh.console.regulations import views as regulations
from vungxanh.console.today import views as today

urlpatterns: list[URLPattern] = [
    path("", today.today, name="home"),
    path("today/do/<slug:name>/", today.do, name="do"),
    path("regulations/", regulations.index, name="regulations"),
]
