"""Time-ordered unique ids."""

_GROUPS = ((0, 8), (8, 12), (12, 16), (16, 20), (20, 32))


def uuid7(at: int, entropy: bytes) -> str:
    """Return a UUIDv7 for an instant in microseconds and 10 random bytes (RFC 9562, 5.7)."""
    value = (at // 1000) << 80 | int.from_bytes(entropy[:10])
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    digits = f"{value:032x}"
    return "-".join(digits[start:end] for start, end in _GROUPS)
