"""The window: thin screens and widgets over the use cases; no rules and no SQL."""
