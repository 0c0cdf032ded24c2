"""Formats written, one file each; a file binds `EXPORTER`."""
