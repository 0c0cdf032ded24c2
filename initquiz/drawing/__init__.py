"""From neutral values to what is seen: text with formulas, figures, spoken forms."""
