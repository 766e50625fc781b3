"""Addresses under /tracing/."""

from django.urls import path

from vungxanh.rooms.tracing.views import (
    calls,
    contacts,
    followups,
    interview,
    panel,
    places,
    records,
    sources,
    team_list,
    teams,
)

app_name = "tracing"
urlpatterns = [
    path("", contacts.contacts, name="contacts"),
    path("visits/", records.visits, name="visits"),
    path("meetings/", records.meetings, name="meetings"),
    path("checks/", records.checks, name="checks"),
    path("attack-rates/", places.attack_rates, name="attack_rates"),
    path("attack-rates.csv", places.attack_rates_csv, name="attack_rates_csv"),
    path("clusters/", sources.clusters, name="clusters"),
    path("case/<uuid:case_id>/sources/", sources.sources, name="sources"),
    path("calls/", calls.calls, name="calls"),
    path("calls/take/", calls.take, name="take"),
    path("calls/<uuid:contact_id>/", calls.log, name="log"),
    path("followups/", followups.followups, name="followups"),
    path("followups/<uuid:contact_id>/", followups.answer, name="answer"),
    path("case/<uuid:case_id>/", panel.case_panel, name="case_panel"),
    path("case/<uuid:case_id>/compute/", panel.compute, name="compute"),
    path("interview/<uuid:case_id>/", interview.interview, name="interview"),
    path("interview/<uuid:case_id>/milestone/", interview.add_milestone, name="add_milestone"),
    path("interview/<uuid:case_id>/milestone/<uuid:visit_id>/drop/", interview.drop_milestone, name="drop_milestone"),
    path("interview/<uuid:case_id>/met/", interview.add_met, name="add_met"),
    path("interview/<uuid:case_id>/met/<uuid:meeting_id>/drop/", interview.drop_met, name="drop_met"),
    path("interview/<uuid:case_id>/household/", interview.add_household, name="add_household"),
    path("teams/", team_list.teams, name="teams"),
    path("teams/new/", teams.new_team, name="new_team"),
    path("teams/deal/", teams.deal, name="deal"),
    path("teams/<uuid:team_id>/", teams.team, name="team"),
    path("teams/<uuid:team_id>/assign/", teams.assign, name="assign"),
    path("teams/<uuid:team_id>/<slug:name>/", teams.change_team, name="change_team"),
    path("<uuid:contact_id>/", contacts.one, name="contact"),
    path("<uuid:contact_id>/clear/", contacts.clear, name="clear"),
    path("<uuid:contact_id>/do/<slug:name>/", contacts.act, name="act"),
]
