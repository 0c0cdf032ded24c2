"""A sitting as plain text, line by line, and the shapes that scripts read; no Qt."""
