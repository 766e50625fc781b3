"""What an outbreak needs against what there is."""
