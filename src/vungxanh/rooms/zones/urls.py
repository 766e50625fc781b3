"""Addresses under /zones/."""

from django.urls import path

from vungxanh.rooms.zones import views

app_name = "zones"
urlpatterns = [
    path("", views.index, name="index"),
    path("timeline/", views.timeline, name="timeline"),
    path("green/", views.green, name="green"),
    path("green/plan.<slug:ending>", views.green_plan, name="green_plan"),
    path("goal/<uuid:goal_id>/", views.goal, name="goal"),
    path("many/<slug:what>/", views.many, name="many"),
    path("notice/<slug:ending>/", views.notice, name="notice"),
    path("evaluate/", views.evaluate, name="evaluate"),
    path("place/<uuid:proposal_id>/", views.one, name="one"),
    path("place/<uuid:proposal_id>/behind/<slug:measure>/", views.behind, name="behind"),
    path("place/<uuid:proposal_id>/history/", views.history, name="history"),
    path("place/<uuid:proposal_id>/review/", views.review, name="review"),
    path("place/<uuid:proposal_id>/decide/", views.decide, name="decide"),
    path("place/<uuid:proposal_id>/input/", views.add_input, name="input"),
    path("place/<uuid:proposal_id>/announced/", views.announce, name="announce"),
    path("decision/<uuid:decision_id>/", views.decision, name="decision"),
    path("decision/<uuid:decision_id>/publish/", views.publish, name="publish"),
    path("decision/<uuid:decision_id>/withdraw/", views.withdraw, name="withdraw"),
    path("announced/<uuid:announcement_id>/withdraw/", views.unannounce, name="unannounce"),
    path("measure/<uuid:measure_id>/tick/", views.tick, name="tick"),
    path("sets/", views.sets, name="sets"),
    path("sets/<slug:set_id>/", views.one_set, name="set"),
    path("sets/<slug:set_id>/edit/", views.edit_set, name="edit_set"),
    path("clusters/", views.clusters, name="clusters"),
    path("clusters/new/", views.new_cluster, name="new_cluster"),
    path("clusters/<uuid:area_cluster_id>/", views.edit_cluster, name="edit_cluster"),
    path("clusters/<uuid:area_cluster_id>/end/", views.end_cluster, name="end_cluster"),
    path("scenario/", views.scenario, name="scenario"),
    path("scenario/plan.<slug:ending>", views.plan, name="plan"),
    path("scenario/give/", views.give_scenario, name="give_scenario"),
    path("scenario/stock/", views.stock, name="stock"),
    path("series/", views.series, name="series"),
]
