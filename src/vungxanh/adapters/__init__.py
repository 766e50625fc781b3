"""Outside systems, a folder each."""
