"""The action door, audit trail, outbox, access, jobs."""
