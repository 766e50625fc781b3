"""What may be shown to everybody."""
