"""Addresses under /treatment/."""

from django.urls import path

from vungxanh.rooms.treatment import views

app_name = "treatment"
urlpatterns = [
    path("", views.index, name="index"),
    path("tower/", views.tower, name="tower"),
    path("rounds/", views.rounds, name="rounds"),
    path("rounds/<uuid:course_id>/", views.answer, name="answer"),
    path("facility/<uuid:site_id>/", views.facility, name="facility"),
    path("facility/<uuid:site_id>/equip/", views.equip, name="equip"),
    path("facility/<uuid:site_id>/oxygen/", views.oxygen, name="oxygen"),
    path("site/<uuid:site_id>/", views.site_part, name="site_part"),
    path("case/<uuid:case_id>/", views.case_panel, name="case_panel"),
    path("case/<uuid:case_id>/triage/", views.triage, name="triage"),
    path("case/<uuid:case_id>/proposal/", views.proposal, name="proposal"),
    path("case/<uuid:case_id>/admit/", views.admit, name="admit"),
    path("case/<uuid:case_id>/home/", views.at_home, name="at_home"),
    path("transfer/<uuid:transfer_id>/<str:name>/", views.step, name="step"),
    path("papers/<str:what>/<str:ending>/", views.papers_of_many, name="papers_of_many"),
    path("khai/<slug:secret>/", views.tell, name="tell"),
    path("<uuid:course_id>/", views.one, name="one"),
    path("<uuid:course_id>/do/<str:name>/", views.act, name="act"),
    path("<uuid:course_id>/paper/<str:what>/<str:ending>/", views.paper, name="paper"),
    path("<uuid:course_id>/self/<str:name>/", views.self_link, name="self_link"),
    path("<uuid:course_id>/home/", views.note_home, name="note_home"),
]
