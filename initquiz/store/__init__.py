"""The collection on disk; the only package that speaks SQL."""
