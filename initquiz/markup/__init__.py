"""Markdown with formulas, to and from what other programs write: HTML with MathJax's marks."""
