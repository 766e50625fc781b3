"""Addresses under /directives/own/."""

from django.urls import path

from vungxanh.rooms.directives.views import own, own_parts

_ONE = "<uuid:own_id>/"
_PART = f"{_ONE}parts/<str:part_id>/"
urlpatterns = [
    path("", own.index, name="own"),
    path("new/", own.new, name="own-new"),
    path("plans/<uuid:document_id>/", own.plans, name="plans"),
    path(_ONE, own.one, name="own-one"),
    path(f"{_ONE}head/", own.head, name="own-head"),
    path(f"{_ONE}docx/", own.docx, name="own-docx"),
    path(f"{_ONE}pdf/", own.pdf, name="own-pdf"),
    path(f"{_ONE}versions/", own.versions, name="own-versions"),
    path(f"{_ONE}versions/<int:number>/", own.restore, name="own-restore"),
    path(f"{_ONE}drop/", own.drop, name="own-drop"),
    path(f"{_ONE}issue/", own_parts.issue, name="own-issue"),
    path(f"{_ONE}count/", own_parts.count, name="own-count"),
    path(f"{_ONE}add/<slug:kind>/", own_parts.add, name="own-add"),
    path(_PART, own_parts.edit, name="own-part"),
    path(f"{_PART}move/", own_parts.move, name="own-move"),
    path(f"{_PART}remove/", own_parts.remove, name="own-remove"),
]
