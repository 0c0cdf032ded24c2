"""Frozen values that every floor speaks in; no I/O, no Qt, no numpy."""
