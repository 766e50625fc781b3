"""Room directives."""
