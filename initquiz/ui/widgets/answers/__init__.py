"""The answer fields: one widget for each kind of answer, all with the same few methods."""
