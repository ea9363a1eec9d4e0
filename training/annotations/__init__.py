"""Annotations made in this project, and how they are found again in pages and texts."""
