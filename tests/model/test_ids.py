"""Ids that sort by time."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from initquiz.model.ids import uuid7


@given(st.integers(0, 2**47), st.binary(min_size=10, max_size=10))
def test_an_id_is_a_version_7_uuid_that_tells_its_millisecond(at: int, entropy: bytes) -> None:
    """Version and variant are set, the first 48 bits are milliseconds since 1970."""
    parsed = uuid.UUID(uuid7(at, entropy))
    assert parsed.version == 7
    assert parsed.variant == uuid.RFC_4122
    assert parsed.int >> 80 == at // 1000
