"""Addresses of importing."""

from django.urls import path

from vungxanh.adapters.linelist import views

app_name = "linelist"
urlpatterns = [
    path("", views.index, name="index"),
    path("send/", views.send, name="send"),
    path("file/<uuid:upload_id>/", views.prepare, name="prepare"),
    path("file/<uuid:upload_id>/forget/", views.forget, name="forget"),
    path("job/<uuid:job_id>/", views.job, name="job"),
    path("job/<uuid:job_id>/progress/", views.progress, name="progress"),
    path("job/<uuid:job_id>/errors/", views.errors, name="errors"),
    path("job/<uuid:job_id>/clashes/", views.clashes, name="clashes"),
    path("job/<uuid:job_id>/overwrite/", views.overwrite, name="overwrite"),
    path("job/<uuid:job_id>/cancel/", views.cancel, name="cancel"),
    path("job/<uuid:job_id>/resume/", views.resume, name="resume"),
]
