"""Zip files that do not depend on the day."""

import zipfile
from io import BytesIO

from initquiz.formats.zipped import zipped


def test_members_come_back_in_order_and_the_bytes_do_not_change() -> None:
    """Fixed dates, plain permissions, compressed."""
    members = {"b": b"x" * 5000, "a": b""}
    data = zipped(members)
    assert data == zipped(members)
    assert len(data) < 500
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert package.namelist() == ["b", "a"]
        assert package.read("b") == members["b"]
        assert {info.date_time for info in package.infolist()} == {(2020, 1, 1, 0, 0, 0)}
