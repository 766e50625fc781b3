"""The keeper's screens: jobs, outbox, audit trail."""
