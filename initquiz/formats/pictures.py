"""Pictures from strangers: told by their first bytes, named by their content.

Nothing is decoded here. A picture's name in a file is only a word by which cards refer to it,
but one that could do harm as a path is not accepted even as that.
"""

import hashlib
import re
import unicodedata

LONGEST_NAME = 120
"""Bytes a name may have in UTF-8."""

_STARTS = (
    ("png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("jpg", re.compile(rb"\xff\xd8\xff")),
    ("gif", re.compile(rb"GIF8[79]a")),
    ("webp", re.compile(rb"RIFF....WEBP", re.DOTALL)),
)
_PATH = re.compile(r"[/\\:]")
# Controls, and characters that turn the direction of the text around or cannot be seen.
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)


def suffix_of(data: bytes) -> str | None:
    """Return "png", "jpg", "gif" or "webp" by the bytes a picture begins with; else None."""
    return next((suffix for suffix, start in _STARTS if start.match(data)), None)


def kept_name(data: bytes, suffix: str) -> str:
    """Return the name a picture is kept under: 24 hex digits of its SHA-256, and its suffix."""
    return f"{hashlib.sha256(data).hexdigest()[:24]}.{suffix}"


def plain_name(name: str) -> str:
    """Return a name in the Unicode form (NFC) in which names are compared."""
    return unicodedata.normalize("NFC", name)


def fault_of_name(name: str) -> str:
    """Return what is wrong with a name ("its name …"), or "" if it may be used."""
    if not name or len(name.encode("utf-8", "replace")) > LONGEST_NAME:
        return f"its name is empty or longer than {LONGEST_NAME} bytes"
    if _PATH.search(name) or ".." in name:
        return "its name is a path"
    if _UNSEEN.search(name):
        return "its name has characters that cannot be seen"
    if name[0] in ".-" or name[-1] in ". ":
        return "its name begins with a dot or a dash, or ends with a dot or a space"
    if _DEVICE.fullmatch(name):
        return "its name is a device on Windows"
    return ""
