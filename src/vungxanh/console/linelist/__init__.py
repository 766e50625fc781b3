"""The line list: every case on one line, in the columns one chooses."""
