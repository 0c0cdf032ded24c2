"""When each card comes back: memory formula, steps, fuzz, replay of the log, order; all pure."""
