"""Bản đồ: risk levels, cases, clusters, sites and locked areas on the outlines of their places, day by day."""
