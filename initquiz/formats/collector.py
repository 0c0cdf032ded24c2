"""Lets Python's search for reference cycles rest while very many objects are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[None]:
    """Begin no search for reference cycles until the end.

    For work that makes a million values and no cycle among them: each search would look at all
    of them, again and again.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
