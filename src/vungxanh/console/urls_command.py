"""Addresses of the command desk."""

from django.urls import URLPattern, path

from vungxanh.console.command import views

urlpatterns: list[URLPattern] = [
    path("command/", views.index, name="command"),
    path("command/screen/", views.screen, name="screen"),
    path("command/decisions/", views.decisions, name="decisions"),
]
