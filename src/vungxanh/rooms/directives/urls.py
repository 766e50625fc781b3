"""Addresses."""

from django.urls import include, path

from vungxanh.rooms.directives import views

app_name = "directives"
_ONE = "<uuid:document_id>/"
_DRAFT = f"{_ONE}check/<uuid:draft_id>/"
urlpatterns = [
    path("", views.index, name="index"),
    path("register/", views.register, name="register"),
    path("new/", views.new, name="new"),
    path("record/", views.record, name="record"),
    path("options/", views.options, name="options"),
    path("bodies/", views.bodies, name="bodies"),
    path("own/", include("vungxanh.rooms.directives.own_urls")),
    path(_ONE, views.one, name="one"),
    path(f"{_ONE}edit/", views.edit, name="edit"),
    path(f"{_ONE}attach/", views.attach, name="attach"),
    path(f"{_ONE}copy/", views.copy, name="copy"),
    path(f"{_ONE}reread/", views.reread, name="reread"),
    path(f"{_ONE}progress/", views.progress, name="progress"),
    path(f"{_ONE}supersede/", views.supersede, name="supersede"),
    path(f"{_ONE}reinstate/", views.reinstate, name="reinstate"),
    path(f"{_ONE}links/", views.link, name="link"),
    path(f"{_ONE}links/<uuid:link_id>/remove/", views.unlink, name="unlink"),
    path(f"{_ONE}readers/", views.readers, name="readers"),
    path(f"{_ONE}readers/send/", views.send, name="send"),
    path(f"{_ONE}readers/remind/", views.remind, name="remind"),
    path(f"{_ONE}opened/", views.opened, name="opened"),
    path(f"{_ONE}understood/", views.understood, name="understood"),
    path(f"{_ONE}check/", views.check, name="check"),
    path(f"{_ONE}check/add/", views.add, name="add"),
    path(f"{_ONE}check/accept/", views.accept, name="accept"),
    path(f"{_ONE}check/done/", views.checked, name="checked"),
    path(f"{_ONE}check/orphans/", views.orphans, name="orphans"),
    path(f"{_DRAFT}edit/", views.edit_draft, name="edit-draft"),
    path(f"{_DRAFT}split/", views.split, name="split"),
    path(f"{_DRAFT}choose/", views.choose, name="choose"),
    path(f"{_DRAFT}<str:action>/", views.deed, name="deed"),
]
