"""Widgets shared by the screens: they take values, emit signals and hold no rules."""
