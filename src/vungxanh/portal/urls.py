"""Addresses under /public/."""

from django.urls import path

from vungxanh.portal import views

app_name = "portal"
urlpatterns = [
    path("levels/", views.levels, name="levels"),
    path("map/", views.map_page, name="map"),
    path("levels/<uuid:decision_id>/", views.place, name="place"),
]
