"""Administrative documents of Vietnam: text in, structure and tasks out. No Django."""
