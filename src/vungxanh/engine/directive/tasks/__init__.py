"""Who must do what by when: what one passage of a directive orders."""
