"""Addresses under /venues/."""

from django.urls import path

from vungxanh.rooms.venues import views

app_name = "venues"
urlpatterns = [
    path("", views.index, name="index"),
    path("suggest", views.suggest, name="suggest"),
    path("new", views.new, name="new"),
    path("<uuid:venue_id>/", views.venue, name="venue"),
    path("<uuid:venue_id>/edit", views.edit, name="edit"),
]
