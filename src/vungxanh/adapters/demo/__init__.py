"""The simulated district: generated people, a generated outbreak."""
