"""Addresses under /series/."""

from django.urls import path

from vungxanh.adapters.series import views

app_name = "series"
urlpatterns = [
    path("send/", views.send, name="send"),
    path("job/<uuid:job_id>/", views.job, name="job"),
    path("job/<uuid:job_id>/progress/", views.progress, name="progress"),
    path("job/<uuid:job_id>/errors/", views.errors, name="errors"),
    path("job/<uuid:job_id>/bring/", views.bring, name="bring"),
    path("job/<uuid:job_id>/cancel/", views.cancel, name="cancel"),
]
