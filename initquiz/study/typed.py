"""Compares a typed answer with what the card accepts, the way a fair teacher would.

Case, spacing, accents, Unicode look-alikes, LaTeX marks and a leading article do not matter;
one slip in a long word is a near miss, said to be one. The learner still grades.
"""

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from initquiz.model.card import Fact

_NEAR = 0.85
_LONGEST = 200
_EXACT = re.compile(r"[\d+×/^=<>√()-]")
# Signs that compatibility decomposition would turn into something else.
_SIGNS = {"²": "^2", "³": "^3", "≠": "!=", "≤": "<=", "≥": ">="}
_ARTICLE = re.compile(r"^(the|a|an)\s+")
_LATEX = re.compile(r"\\(?:mathcal|mathrm|text|operatorname|left|right|,|;|!)|[${}]")
_WORDS = {"\\sqrt": "√", "\\sigma": "σ", "\\times": "×", "\\cdot": "×", "*": "×", "sqrt": "√"}


class Match(StrEnum):
    """How a typed answer compares."""

    SAME = "same"
    NEAR = "near"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The finding, what was typed, and the accepted answer it came closest to."""

    match: Match
    typed: str
    closest: str


def compare(typed: str, fact: Fact) -> Comparison:
    """Compare what was typed (cut at 200 characters) with the answers a card accepts."""
    typed = typed.strip()[:_LONGEST]
    wanted = normal(typed)
    best, closest = 0.0, fact.accept[0] if fact.accept else fact.answer
    for accepted in (*fact.accept, fact.answer):
        likeness = SequenceMatcher(None, wanted, normal(accepted), autojunk=False).ratio()
        if likeness > best:
            best, closest = likeness, accepted
    if best == 1.0:
        return Comparison(Match.SAME, typed, closest)
    # In a formula or a number a sign or digit off is another thing, no slip of the finger.
    near = best >= _NEAR and not _EXACT.search(wanted + normal(closest))
    return Comparison(Match.NEAR if near else Match.DIFFERENT, typed, closest)


def normal(text: str) -> str:
    """Return a text as it is compared: folded, without spaces, accents or LaTeX marks."""
    for sign, plain in _SIGNS.items():
        text = text.replace(sign, plain)
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    text = _LATEX.sub("", text)
    for word, sign in _WORDS.items():
        text = text.replace(word, sign)
    text = _ARTICLE.sub("", text.strip())
    text = text.replace("−", "-").replace("–", "-").replace("—", "-")
    return re.sub(r"[\s_]+|[.?;]+(?!\d)|!(?!=)", "", text)
