"""A stretch of work without Python's cyclic collector, for what makes much and keeps all of it until it is done.

The collector would walk the whole heap again and again and find nothing: the more a plan holds, the more each of its
changes would cost.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def calm() -> Iterator[None]:
    """The collector rests; it is as it was afterwards, whatever happens in between."""
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()
