"""initquiz teaches weight initialization: fact cards and compute-it questions under FSRS-6."""

__version__ = "0.1.0"
