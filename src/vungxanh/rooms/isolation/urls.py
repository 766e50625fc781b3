"""Addresses."""

from django.urls import URLPattern

app_name = "isolation"
urlpatterns: list[URLPattern] = []
