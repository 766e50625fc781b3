"""Addresses under /cases/."""

from django.urls import path

from vungxanh.rooms.cases.views import acting, bulk, chain, clusters, lists, one

app_name = "cases"
urlpatterns = [
    path("", lists.index, name="index"),
    path("options/", lists.options, name="options"),
    path("new/", acting.new, name="new"),
    path("chain/", chain.chain, name="chain"),
    path("chain.csv", chain.chain_csv, name="chain_csv"),
    path("secondary.csv", chain.secondary_csv, name="secondary_csv"),
    path("clusters/", clusters.index, name="clusters"),
    path("clusters/new/", clusters.new, name="cluster_new"),
    path("clusters/<uuid:cluster_id>/", clusters.one, name="cluster"),
    path("clusters/<uuid:cluster_id>/close/", clusters.close, name="cluster_close"),
    path("bulk/", bulk.edit, name="bulk"),
    path("bulk/<uuid:batch_id>/", bulk.batch, name="batch"),
    path("bulk/<uuid:batch_id>/undo/", bulk.undo, name="batch_undo"),
    path("<uuid:case_id>/", one.one, name="one"),
    path("<uuid:case_id>/sheet/", one.sheet, name="sheet"),
    path("<uuid:case_id>/edit/", acting.edit, name="edit"),
    path("<uuid:case_id>/do/<slug:name>/", acting.act, name="act"),
    path("<uuid:case_id>/sources/<uuid:source_id>/remove/", acting.unname, name="unname"),
]
