"""What foreign files look like inside, shared by the importer and the exporter of a format."""
