"""Addresses under /sites/."""

from django.urls import path

from vungxanh.rooms.sites import views

app_name = "sites"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("<uuid:site_id>/", views.one, name="one"),
    path("<uuid:site_id>/do/<str:name>/", views.act, name="act"),
    path("ready/<uuid:item_id>/", views.tick, name="tick"),
    path("bed/<uuid:bed_id>/", views.bed, name="bed"),
    path("room/<uuid:room_id>/remove/", views.remove_room, name="remove_room"),
]
