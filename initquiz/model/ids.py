"""Time-ordered unique ids."""


def uuid7(at: int, entropy: bytes) -> str:
    """Return a UUIDv7 for an instant in microseconds and 10 random bytes (RFC 9562, 5.7)."""
    value = (at // 1000) << 80 | int.from_bytes(entropy[:10])
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
