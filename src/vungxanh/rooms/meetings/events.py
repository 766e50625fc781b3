"""Facts in the past tense, ids only."""
