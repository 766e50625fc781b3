"""Line lists from CSV files: persons, cases, contacts, visits, links."""
