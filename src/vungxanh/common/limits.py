"""Numbers of the machinery: leases, patience, batch sizes. None of them says anything about a disease."""

from datetime import timedelta

# A lease is how long a claimed message or job belongs to a worker that may have died.
LEASE = timedelta(seconds=30)
HEARTBEAT = LEASE.total_seconds() / 3
POLL_SECONDS = 0.3

# Outbox: 2 s, 4 s, 8 s … at most an hour apart; the twelfth failure, after some two hours, is the last.
# Two threads, so that one listener that takes long does not hold up the messages behind it.
OUTBOX_THREADS = 2
OUTBOX_BATCH = 20
OUTBOX_ATTEMPTS = 12
OUTBOX_FIRST_WAIT = timedelta(seconds=2)
OUTBOX_LONGEST_WAIT = timedelta(hours=1)

# Jobs: how often progress is written, and how many workers may die over one checkpoint before the job is given up.
JOB_SAVE_SECONDS = 0.5
JOB_ATTEMPTS = 5
JOBS_AT_ONCE = 2

# Housekeeping. A key must outlive every possible retry of a phone that was offline for weeks.
KEEP_DONE_MESSAGES = timedelta(days=7)
KEEP_ACTION_KEYS = timedelta(days=90)
KEEP_ENDED_JOBS = timedelta(days=90)
PRUNE_EVERY = timedelta(hours=1)
PRUNE_BATCH = 1000

# Sealing: a row younger than this may still have elder siblings in open transactions.
SEAL_GRACE = timedelta(seconds=10)
SEAL_EVERY = timedelta(seconds=5)
SEAL_BATCH = 500
SEAL_LOOK_BACK = timedelta(minutes=10)
SEAL_SWEEP_EVERY = timedelta(hours=1)

# Below this much free space the centre says so.
DISK_LOW_BYTES = 1024**3
