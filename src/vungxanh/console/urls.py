"""Addresses of the desk."""

from django.urls import URLPattern

from vungxanh.console import urls_command, urls_desk, urls_kit, urls_map, urls_today

app_name = "console"
urlpatterns: list[URLPattern] = [
    *urls_today.urlpatterns,
    *urls_kit.urlpatterns,
    *urls_desk.urlpatterns,
    *urls_map.urlpatterns,
    *urls_command.urlpatterns,
]
