"""Addresses under /reports/."""

from django.urls import path

from vungxanh.rooms.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.index, name="index"),
    path("make/", views.make, name="make"),
    path("timer/", views.timer, name="timer"),
    path("<uuid:bulletin_id>/", views.one, name="one"),
    path("<uuid:bulletin_id>/remark/", views.remark, name="remark"),
    path("<uuid:bulletin_id>/sign/", views.sign, name="sign"),
    path("<uuid:bulletin_id>/restate/", views.restate, name="restate"),
    path("<uuid:bulletin_id>/correct/", views.correct, name="correct"),
    path("<uuid:bulletin_id>/bulletin.<slug:ending>", views.paper, name="paper"),
]
