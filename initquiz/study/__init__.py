"""What the program is for, as use cases: study a card, undo, exchange decks, check."""
