"""Addresses under /places/."""

from django.urls import path

from vungxanh.rooms.places import views

app_name = "places"
urlpatterns = [
    path("", views.index, name="index"),
    path("list", views.areas, name="list"),
    path("suggest", views.suggest, name="suggest"),
    path("boundaries", views.boundaries, name="boundaries"),
    path("population/<path:path>", views.population, name="population"),
    path("<path:path>", views.area, name="area"),
]
