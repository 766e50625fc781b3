"""Addresses under /tasks/."""

from django.urls import path

from vungxanh.rooms.tasks.views import handling, levels, lists, offices, one, printed, stuck, telling

app_name = "tasks"
urlpatterns = [
    path("", lists.index, name="index"),
    path("board/", lists.board, name="board"),
    path("new/", one.new, name="new"),
    path("table/", offices.table, name="table"),
    path("table.docx", printed.table_docx, name="table-docx"),
    path("table.pdf", printed.table_pdf, name="table-pdf"),
    path("duties/", offices.duties, name="duties"),
    path("digest/", telling.digest, name="digest"),
    path("scenario/", telling.scenario, name="scenario"),
    path("levels/", levels.levels, name="levels"),
    path("levels/rest/", levels.rest, name="levels_rest"),
    path("agencies/", offices.agency_options, name="agencies"),
    path("papers/", offices.paper_options, name="papers"),
    path("agencies/known/", offices.known_options, name="known_agencies"),
    path("agency/<uuid:agency_id>/", offices.agency, name="agency"),
    path("agency/<uuid:agency_id>/feed/", offices.make_feed, name="make_feed"),
    path("feed/<uuid:feed_id>/revoke/", offices.revoke_feed, name="revoke_feed"),
    path("feed/<slug:token>.ics", offices.feed, name="feed"),
    path("obstacles/", stuck.register, name="obstacles"),
    path("obstacles/new/", stuck.new, name="obstacle_new"),
    path("obstacles/<uuid:obstacle_id>/", stuck.one, name="obstacle"),
    path("obstacles/<uuid:obstacle_id>/do/<slug:name>/", stuck.act, name="obstacle_act"),
    path("handling/", handling.register, name="handlings"),
    path("handling/new/", handling.new, name="handling_new"),
    path("handling/<uuid:handling_id>/", handling.one, name="handling"),
    path("handling/<uuid:handling_id>/do/<slug:name>/", handling.act, name="handling_act"),
    path("extensions/<uuid:extension_id>/", one.answer_extension, name="answer_extension"),
    path("targets/<uuid:target_id>/<slug:name>/", one.measure, name="measure"),
    path("notes/<uuid:note_id>/", one.correct_note, name="correct_note"),
    path("<uuid:task_id>/", one.one, name="one"),
    path("<uuid:task_id>/split/", one.split, name="split"),
    path("<uuid:task_id>/do/<slug:name>/", one.act, name="act"),
    path("<uuid:task_id>/files/<uuid:file_id>/", one.open_file, name="file"),
    path("<uuid:task_id>/files/<uuid:file_id>/remove/", one.remove_file, name="remove_file"),
]
