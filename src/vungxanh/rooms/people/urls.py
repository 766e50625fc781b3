"""Addresses under /people/."""

from django.urls import path

from vungxanh.rooms.people import views

app_name = "people"
urlpatterns = [
    path("", views.index, name="index"),
    path("suggest/", views.suggest, name="suggest"),
    path("card/", views.card, name="card"),
    path("new/", views.new, name="new"),
    path("alike/", views.alike, name="alike"),
    path("duplicates/", views.duplicates, name="duplicates"),
    path("duplicates/match/", views.match_all, name="match-all"),
    path("duplicates/<uuid:pair_id>/", views.pair, name="pair"),
    path("duplicates/<uuid:pair_id>/decide/", views.decide, name="decide"),
    path("merges/<uuid:merge_id>/undo/", views.undo_merge, name="undo-merge"),
    path("<uuid:person_id>/", views.one, name="one"),
    path("<uuid:person_id>/compare/", views.compare, name="compare"),
    path("<uuid:person_id>/edit/", views.edit, name="edit"),
    path("<uuid:person_id>/move/", views.move, name="move"),
    path("<uuid:person_id>/open/", views.open_identity, name="open"),
    path("households/", views.all_households, name="households"),
    path("households/suggest/", views.suggest_households, name="suggest-households"),
    path("households/new/", views.new_household, name="new-household"),
    path("households/<uuid:household_id>/", views.household, name="household"),
    path("households/<uuid:household_id>/edit/", views.edit_household, name="edit-household"),
    path("households/<uuid:household_id>/open/", views.open_household, name="open-household"),
]
