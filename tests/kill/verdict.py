"""After the last kill: what the database holds, as one JSON document."""

import json
from collections import Counter
from datetime import timedelta

import django

if __name__ == "__main__":
    django.setup()
    from django.utils import timezone

    from tests.kill.app.models import Echo, Note, Tick
    from vungxanh.common.models import AuditEntry, AuditSeal, Job, OutboxMessage
    from vungxanh.common.sealing import seal_due
    from vungxanh.common.verifying import verify

    sealed_before = AuditSeal.objects.count()
    seal_due(wide=True, now=timezone.now() + timedelta(minutes=1))
    told = verify()
    print(
        json.dumps(
            {
                "notes": [[str(pk), word] for pk, word in Note.objects.values_list("pk", "word")],
                "echoes": [str(pk) for pk in Echo.objects.values_list("note_id", flat=True)],
                "ticks": list(Tick.objects.order_by("number").values_list("number", flat=True)),
                "jobs": list(Job.objects.values_list("state", "done", "message")),
                "messages": Counter(OutboxMessage.objects.values_list("state", flat=True)),
                "redelivered": OutboxMessage.objects.filter(attempts__gt=1).count(),
                "audit": Counter(AuditEntry.objects.values_list("action", flat=True)),
                "audited": [
                    str(pk)
                    for pk in AuditEntry.objects.filter(action__endswith=".write").values_list("subject_id", flat=True)
                ],
                "sealed_before": sealed_before,
                "sealed": told.sealed,
                "waiting": told.waiting,
                "findings": [vars(finding) for finding in told.findings],
            }
        )
    )
