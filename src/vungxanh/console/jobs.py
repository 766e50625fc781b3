"""Jobs of the console itself."""

from dataclasses import asdict

from vungxanh.common.jobs import job
from vungxanh.common.models import AuditSeal
from vungxanh.common.running import Running
from vungxanh.common.verifying import verify
from vungxanh.common.web.export import filed
from vungxanh.kernel.permission import Permission

VERIFY = "console.verify_audit"
SHOWN = 50
EXPORT = filed.JOB  # its work is registered where it is written; every process loads it from here


@job(VERIFY, needs=Permission.AUDIT_SEE)
def verify_audit(running: Running) -> dict[str, object]:
    """Read the whole chain again; the first findings are kept with the job."""
    total = AuditSeal.objects.count()
    verdict = verify(step=lambda done: running.step(done, max(total, done)))
    running.step(verdict.sealed, max(total, verdict.sealed))
    return {
        "ok": verdict.ok,
        "sealed": verdict.sealed,
        "waiting": verdict.waiting,
        "findings": [asdict(finding) for finding in verdict.findings[:SHOWN]],
        "found": len(verdict.findings),
    }
