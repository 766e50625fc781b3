"""One domain call each."""
