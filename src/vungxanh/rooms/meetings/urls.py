"""Addresses under /meetings/."""

from django.urls import path

from vungxanh.rooms.meetings.views import distancing, lists, one, printed

app_name = "meetings"
urlpatterns = [
    path("", lists.index, name="index"),
    path("new/", one.new, name="new"),
    path("documents/", one.document_options, name="documents"),
    path("distancing/", distancing.index, name="distancing"),
    path("distancing/<uuid:distancing_id>/end/", distancing.end, name="end_distancing"),
    path("<uuid:meeting_pk>/", one.one, name="one"),
    path("<uuid:meeting_pk>/change/", one.change, name="change"),
    path("<uuid:meeting_pk>/do/<slug:name>/", one.act, name="act"),
    path("<uuid:meeting_pk>/answer.docx", printed.docx, name="docx"),
    path("<uuid:meeting_pk>/answer.pdf", printed.pdf, name="pdf"),
]
