"""Addresses under /pipeline/."""

from django.urls import path

from vungxanh.rooms.pipeline import views

app_name = "pipeline"
urlpatterns = [
    path("", views.board, name="board"),
    path("open/", views.waiting, name="waiting"),
    path("targets/", views.targets, name="targets"),
    path("targets/<uuid:limit_id>/drop/", views.drop_target, name="drop_target"),
    path("case/<uuid:case_id>/", views.case_panel, name="case_panel"),
]
