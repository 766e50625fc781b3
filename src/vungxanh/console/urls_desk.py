"""Addresses of the keeper's screens."""

from django.urls import URLPattern, path

from vungxanh.console.desk import audit, exports, jobs, outbox

urlpatterns: list[URLPattern] = [
    path("jobs/", jobs.index, name="jobs"),
    path("jobs/<uuid:job_id>/", jobs.one, name="job"),
    path("jobs/<uuid:job_id>/cancel/", jobs.cancel, name="job-cancel"),
    path("jobs/<uuid:job_id>/resume/", jobs.resume, name="job-resume"),
    path("jobs/<uuid:job_id>/file/", exports.download, name="job-file"),
    path("outbox/", outbox.index, name="outbox"),
    path("outbox/resend/", outbox.resend, name="outbox-resend"),
    path("outbox/drop/", outbox.drop, name="outbox-drop"),
    path("audit/", audit.index, name="audit"),
    path("audit/verify/", audit.verify, name="audit-verify"),
    path("audit/<uuid:entry_id>/", audit.entry, name="audit-entry"),
]
