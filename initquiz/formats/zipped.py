"""Zip files written the same way whatever the day: fixed dates, members in the order given."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

_DATE = (2020, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16


def zipped(members: Mapping[str, bytes], level: int = 6) -> bytes:
    """Return a zip file of these members; `level` is from 1, quick, to 9, small."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = _READABLE
            package.writestr(info, data, compresslevel=level)
    return out.getvalue()
