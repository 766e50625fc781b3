"""Addresses under /isolation/."""

from django.urls import path

from vungxanh.rooms.isolation import views

app_name = "isolation"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("terms/", views.terms, name="terms"),
    path("bulk/<str:name>/", views.bulk, name="bulk"),
    path("checks/", views.checks, name="checks"),
    path("checks/<uuid:isolation_id>/", views.answer, name="answer"),
    path("papers/<str:what>/<str:ending>/", views.papers_of_many, name="papers_of_many"),
    path("khai/<slug:secret>/", views.tell, name="tell"),
    path("lockdowns/", views.lockdowns, name="lockdowns"),
    path("lockdowns/new/", views.lock, name="lock"),
    path("lockdowns/<uuid:lockdown_id>/", views.lockdown, name="lockdown"),
    path("lockdowns/<uuid:lockdown_id>/do/<str:name>/", views.lockdown_act, name="lockdown_act"),
    path("case/<uuid:case_id>/", views.case_panel, name="case_panel"),
    path("case/<uuid:case_id>/all/", views.for_case, name="for_case"),
    path("person/<uuid:person_id>/", views.person_part, name="person_part"),
    path("site/<uuid:site_id>/", views.site_panel, name="site_panel"),
    path("site/<uuid:site_id>/dormitory/", views.dormitory, name="dormitory"),
    path("site/<uuid:site_id>/beds/", views.beds, name="beds"),
    path("<uuid:isolation_id>/", views.one, name="one"),
    path("<uuid:isolation_id>/do/<str:name>/", views.act, name="act"),
    path("<uuid:isolation_id>/self/<str:name>/", views.self_link, name="self_link"),
    path("<uuid:isolation_id>/home/", views.home, name="home"),
    path("<uuid:isolation_id>/paper/<str:what>/<str:ending>/", views.paper, name="paper"),
]
