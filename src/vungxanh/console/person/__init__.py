"""What other rooms know of a person, on his page."""
