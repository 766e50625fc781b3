"""Addresses under /laboratory/."""

from django.urls import path

from vungxanh.rooms.laboratory import views

app_name = "laboratory"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("<uuid:sample_id>/", views.one, name="one"),
    path("<uuid:sample_id>/result/", views.report, name="report"),
    path("test/<uuid:test_id>/correct/", views.correct, name="correct"),
    path("case/<uuid:case_id>/", views.case_panel, name="case_panel"),
]
