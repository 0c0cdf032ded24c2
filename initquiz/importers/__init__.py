"""Formats read, one file each; a file binds `IMPORTER`."""
