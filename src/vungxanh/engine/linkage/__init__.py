"""Same person? Deduplication of person records of Vietnam; enter by ``api``."""
