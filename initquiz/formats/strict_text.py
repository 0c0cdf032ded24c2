"""A text file from anybody: UTF-8 to the last byte, with the line of the first that is not."""

from initquiz.errors import Problem

_BOM, _NEWLINE = b"\xef\xbb\xbf", b"\n"
SPLIT = "Split it into several files."
"""What to do with a file that holds too much."""


def decoded(data: bytes, name: str, most: int) -> str | Problem:
    """Return a file's text with LF for each line end and no byte order mark.

    A Problem if it has more than `most` bytes or is not UTF-8; `name` is what it calls the file.
    """
    if len(data) > most:
        return Problem(name, f"the file has {len(data):,} bytes, more than {most:,}.", SPLIT)
    skipped = len(_BOM) if data.startswith(_BOM) else 0
    try:
        text = data[skipped:].decode("utf-8")
    except UnicodeDecodeError as error:
        offset = error.start + skipped
        where = f"{name}, line {1 + data.count(_NEWLINE, 0, offset)}"
        what = f"byte {offset} (0x{data[offset]:02x}) is not UTF-8."
        return Problem(where, what, "Save the file as UTF-8.")
    return text.replace("\r\n", "\n").replace("\r", "\n")
