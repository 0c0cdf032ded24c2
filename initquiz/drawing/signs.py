"""What the signs of mathematics are called when they are read aloud."""

# ruff: noqa: RUF001 - mathematical signs are meant

WORDS = {
    "=": "equals", "+": "plus", "−": "minus", "±": "plus or minus", "∓": "minus or plus",
    "×": "times", "⋅": "times", "·": "times", "*": "star", "÷": "divided by", "/": "over",
    "<": "is less than", ">": "is greater than", "≤": "is at most", "≥": "is at least",
    "≪": "is much less than", "≫": "is much greater than", "≠": "is not equal to",
    "≈": "is approximately", "≃": "is approximately", "≡": "is identical to",
    "∼": "is distributed as", "∝": "is proportional to", "∈": "in", "∉": "not in",
    "→": "goes to", "←": "is set to", "⇒": "implies", "⟹": "implies", "⇔": "if and only if",
    "⟺": "if and only if", "↦": "maps to", "≔": "is defined as", "⊙": "elementwise times",
    "∘": "composed with", "⊗": "tensor", "⊕": "direct sum", "∪": "union", "∩": "intersection",
    "⊂": "is a subset of", "⊆": "is a subset of", "⊥": "perpendicular to", "∣": "given",
    "∞": "infinity", "∂": "partial", "∇": "gradient", "∀": "for all", "∃": "there is",
    "…": "and so on", "⋯": "and so on", "⋮": "and so on", "⋱": "and so on", "%": "percent",
    "∑": "sum", "∏": "product", "∫": "integral", "lim": "limit", "max": "maximum",
    "min": "minimum", "sup": "supremum", "inf": "infimum", "log": "log", "ln": "natural log",
    "exp": "exponential", "Var": "variance", "var": "variance", "ℓ": "l", "ℝ": "the reals",
    "⌊": "floor of", "⌋": "end floor", "⌈": "ceiling of", "⌉": "end ceiling",
    "⟨": "inner product of", "⟩": "end inner product", "!": "factorial", "∅": "the empty set",
}  # fmt: skip
FUNCTIONS = frozenset("fghpNUEPOLFσφψ") | {"ReLU", "SELU", "ELU", "GELU"}
POWERS = {"2": "squared", "3": "cubed", "T": "transpose", "*": "star", "†": "conjugate transpose"}
PRIMES = {"′": "prime", "″": "double prime", "‴": "triple prime"}
