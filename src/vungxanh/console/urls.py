"""Addresses of the desk."""

from django.urls import URLPattern

from vungxanh.console import urls_desk, urls_kit

app_name = "console"
urlpatterns: list[URLPattern] = [*urls_kit.urlpatterns, *urls_desk.urlpatterns]
