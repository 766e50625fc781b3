"""Which rule is in force, where, from when, by which document, and how sure that is."""
