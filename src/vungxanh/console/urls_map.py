"""Addresses of the map."""

from django.urls import URLPattern, path

from vungxanh.console.map import views

urlpatterns: list[URLPattern] = [
    path("map/", views.index, name="map"),
    path("map/outlines/<slug:place>/<slug:unit>/<slug:digest>/<slug:part>/", views.outlines, name="map-outlines"),
    path("map/figures/", views.values, name="map-figures"),
    path("map/level/<path:path>", views.level, name="map-level"),
    path("map/print/", views.printed, name="map-print"),
    path("map/geojson/", views.take, name="map-geojson"),
]
