"""Settings, root addresses, wiring, command line."""
